"""The front door: help, wrong usage and exit statuses, as a person meets them."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from rich.cells import cell_len

from crawler.cli.commands import COMMANDS
from tests.crawler.door import WRONG_USAGE, Door
from tests.crawler.office import COMMAND, ROOT
from tests.storage.limits import ordinary_user, reachable_folder

ENGLISH = re.compile(
    r"<bool|<path|PATH|FILE|DIR|URL\b|[{}]|\[x|Usage|Options|Arguments|Commands"
    r"|Show |Try |Error|default|required|Invalid|Missing|No such"
)


@pytest.mark.parametrize("command", [(), ("db",), ("db", "check"), *((name,) for name in COMMANDS)])
def test_every_help_page_is_chinese_and_fits_on_80_columns(
    command: tuple[str, ...], door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    answer = door.lanmu(*command, "--help")
    assert answer.status == 0
    assert max(cell_len(line) for line in answer.out.splitlines()) <= 80
    assert "用法" in answer.out
    assert not ENGLISH.search(answer.out)


def test_an_interrupt_while_the_program_loads_is_told() -> None:
    interrupted = """
import os, signal, sys
from crawler.cli import main

class Loading:
    def find_spec(self, name, *rest):
        if name == "crawler.cli.commands":
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Loading())
main()
"""
    answer = subprocess.run([sys.executable, "-c", interrupted], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stdout, answer.stderr) == (130, "", "已中断\n")


def test_the_version_is_that_of_the_package(door: Door) -> None:
    assert door.lanmu("--version").out == f"lanmu {version('lanmu')}\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["stal"], "没有命令 stal，是否指 stale"),
        (["stale", "--fromat", "json"], "没有选项 --fromat，是否指 --format"),
        (["stale", "--format", "xml"], "--format 不能是“xml”，可用：text、json、csv、xlsx、html"),
        (["stale", "--as-of", "昨天"], "--as-of：应写成 2026-01-31 这样的日期，现为“昨天”"),
        (["stale", "--as-of"], "选项 --as-of 后面要写上值"),
        (["evidence", "县教育局"], "缺少参数 栏目"),
        (["stale", "多余"], "多余的参数：多余"),
        (["runs", "--last", "0"], "--last 不能小于 1。"),
        (["runs", "--last", "十"], "--last 应是整数。"),
    ],
)
def test_wrong_usage_is_told_in_one_chinese_line(arguments: list[str], told: str, door: Door) -> None:
    answer = door.lanmu(*arguments)
    assert (answer.status, answer.out) == (WRONG_USAGE, "")
    assert answer.err.startswith(told)
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize("command", ["check", "crawl", "stale", "items"])
def test_a_missing_portal_is_told_by_its_name(command: str, door: Door) -> None:
    answer = door.lanmu(command)
    assert (answer.status, answer.out) == (WRONG_USAGE, "")
    assert "portal.toml" in answer.err


def test_a_folder_without_a_portal_is_told_what_to_do_and_a_variable_is_named(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = door.lanmu("check", "--portal", ".").err
    assert all(word in told for word in (". 里没有 portal.toml", "--portal", "lanmu init"))
    assert "LANMU_PORTAL" not in told
    monkeypatch.setenv("LANMU_PORTAL", "没有/portal.toml")
    assert "找不到 没有/portal.toml（环境变量 LANMU_PORTAL 所指）" in door.lanmu("check").err


def test_a_portal_that_may_not_be_read_is_told_in_chinese(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    door.lanmu("check")  # what the program is made of is loaded as who may read it
    with reachable_folder() as folder:
        settings = folder / "portal.toml"
        settings.touch(mode=0o000)
        monkeypatch.setenv("LANMU_PORTAL", str(settings))
        with ordinary_user():
            answer = door.lanmu("check")
    assert answer.status == WRONG_USAGE
    assert answer.err.startswith(f"--portal：没有读取 {settings} 的权限。")


def test_a_full_disk_behind_standard_output_is_told_without_a_traceback(tmp_path: Path) -> None:
    assert subprocess.run([*COMMAND, "init", str(tmp_path / "甲")], cwd=ROOT, capture_output=True).returncode == 0
    with Path("/dev/full").open("w") as full:
        answer = subprocess.run(
            [*COMMAND, "check", "--portal", str(tmp_path / "甲")],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (answer.returncode, answer.stderr.count("\n")) == (1, 1)
    assert "磁盘空间不足（或超出配额），没有写入：输出" in answer.stderr


def test_the_portal_may_be_named_before_the_command_after_it_and_by_a_variable(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("甲", "乙", "丙"):
        assert door.lanmu("init", name).status == 0
        settings = Path(name, "portal.toml")
        settings.write_text(settings.read_text("utf-8").replace("示范县", f"{name}县"), "utf-8")
    monkeypatch.setenv("LANMU_PORTAL", "丙/portal.toml")
    assert "丙县" in door.lanmu("check").out
    assert "乙县" in door.lanmu("--portal", "乙", "check").out
    assert "甲县" in door.lanmu("--portal", "乙", "check", "--portal", "甲").out
    monkeypatch.delenv("LANMU_PORTAL")
    monkeypatch.chdir("乙")
    assert "乙县" in door.lanmu("check").out


def test_a_database_named_by_a_variable_comes_before_that_of_the_portal(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    door.lanmu("init", "甲")
    monkeypatch.setenv("LANMU_DATABASE_URL", "sqlite:///别处.db")
    answer = door.lanmu("stale", "--portal", "甲")
    assert answer.status == 1
    assert "别处.db" in answer.err


def test_a_file_that_cannot_be_written_is_told_in_chinese(door: Door) -> None:
    Path("taken").write_text("", "utf-8")
    answer = door.lanmu("demo", "--out", "taken/demo")
    assert (answer.status, answer.err) == (1, "打不开：taken/demo。请检查路径是否存在、权限是否足够\n")


def test_a_reader_that_leaves_a_pipe_is_no_cause_for_a_traceback(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    rows = "".join(f'<li><a href="/{n}.html">第{n}号通知公告</a><span>2024-03-28</span></li>' for n in range(2000))
    page.write_text(f"<html><body><ul>{rows}</ul></body></html>", "utf-8")
    command = subprocess.Popen(
        [*COMMAND, "read", str(page)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert command.stdout is not None
    assert command.stderr is not None
    command.stdout.close()
    errors = command.stderr.read()
    command.stderr.close()
    assert command.wait(60) == 1
    assert errors == ""
