"""``lanmu init`` and ``lanmu check``: a folder to start from, and every fault of one at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from fixtures.portal import PortalServer
from tests.crawler.door import UNVERIFIED, WRONG_USAGE, Door
from tests.crawler.office import Office

TODAY = date(2026, 11, 20)


def test_a_new_folder_is_accepted_as_it_is(door: Door) -> None:
    assert door.lanmu("init", "我县").status == 0
    answer = door.lanmu("check", "--portal", "我县")
    assert answer.status == 0
    assert "单位 4 个，栏目 8 个" in answer.out
    assert "动态信息 2" in answer.out
    assert "每周 2" in answer.out
    assert "登记资料没有错误" in answer.out


def test_a_portal_without_a_contact_is_reminded_of_it(door: Door) -> None:
    door.lanmu("init", "我县")
    assert "contact" in door.lanmu("check", "--portal", "我县").out
    settings = Path("我县") / "portal.toml"
    text = settings.read_text("utf-8").replace("# contact =", "contact =")
    settings.write_text(text, "utf-8")
    assert "contact" not in door.lanmu("check", "--portal", "我县").out


def test_a_folder_is_never_written_over(door: Door) -> None:
    door.lanmu("init", "我县")
    settings = Path("我县") / "portal.toml"
    settings.write_text("改过的", "utf-8")
    again = door.lanmu("init", "我县")
    assert again.status == WRONG_USAGE
    assert "已存在" in again.err
    assert settings.read_text("utf-8") == "改过的"


def test_every_error_is_listed_and_nothing_else_is_done(door: Door) -> None:
    door.lanmu("init", "我县")
    columns = Path("我县") / "columns.csv"
    text = (
        columns.read_text("utf-8-sig")
        .replace("每季度", "每季度半")
        .replace("http://www.example.gov.cn/czj", "不是网址")
    )
    columns.write_text(text, "utf-8")
    answer = door.lanmu("check", "--portal", "我县")
    assert (answer.status, answer.out) == (WRONG_USAGE, "")
    assert "3 处错误" in answer.err
    assert "每季度半" in answer.err
    assert "不是网址" in answer.err


def test_a_probe_reads_the_first_pages_and_stores_nothing(tmp_path: Path) -> None:
    with PortalServer(TODAY) as served:
        served.write_folder(tmp_path)
        office = Office(tmp_path)
        answer = office.run(
            TODAY, "check", "--probe", "--unit", "县财政局", "--column", "财政信息", "--column", "绩效评价"
        )
        requests = served.requests
    assert answer.returncode == UNVERIFIED
    good = next(line for line in answer.stdout.splitlines() if "财政信息" in line and "trs-search" in line)
    assert good.split()[2:] == ["trs-search", "15", "100%", "2026-11-17", "有", "正常"]
    assert "被瑞数拦截" in "".join(answer.stdout.split())
    assert not (tmp_path / "lanmu.db").exists()
    assert not [address for address in requests if "2025" in address], "no page but the first, no article"


def test_a_probe_names_the_columns_that_need_a_reader_of_their_own(tmp_path: Path) -> None:
    with PortalServer(TODAY) as served:
        served.write_folder(tmp_path)
        answer = Office(tmp_path).run(TODAY, "check", "--probe", "--column", "数据开放")
    assert answer.returncode == UNVERIFIED
    assert "[[reader]] 的栏目：南湾街道“数据开放”" in answer.stdout
