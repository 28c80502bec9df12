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
    assert again.err.startswith("没有写入：\n1. portal.toml：文件已存在")
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


def test_a_fault_that_stands_in_many_rows_is_told_once(door: Door) -> None:
    door.lanmu("init", "我县")
    head = "单位,单位类别,栏目,信息类别,更新周期,网址"
    rows = [f"县民政局,部门,栏目{number},动态信息,每旬,http://www.example.gov.cn/{number}/" for number in range(2400)]
    Path("我县", "columns.csv").write_text("\n".join([head, *rows]), "utf-8")
    answer = door.lanmu("check", "--portal", "我县")
    assert "2400 处错误" in answer.err
    assert "columns.csv 第 2、3、4、5、6、7、8、9、10、11…行，共 2400 行 更新周期：" in answer.err
    assert len(answer.err.splitlines()) == 2


def test_a_table_that_was_saved_as_another_kind_of_file_is_hinted_at(door: Door) -> None:
    door.lanmu("init", "我县")
    Path("我县", "columns.csv").rename(Path("我县", "columns.xlsx"))
    assert "同一目录里有 columns.xlsx" in door.lanmu("check", "--portal", "我县").err


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
        # A list that only a script fills; noise; a notice; an empty page; a list without any date.
        names = "办事大厅,数据开放,养老服务,财政收支,档案查询"
        answer = Office(tmp_path).run(TODAY, "check", "--probe", "--column", names)
    assert answer.returncode == UNVERIFIED
    assert "没有读出 5 个" in answer.stdout
    assert answer.stdout.endswith("[[reader]] 的栏目：青石镇“办事大厅”\n")


def test_several_units_may_be_named_with_commas_and_blanks(door: Door) -> None:
    door.lanmu("init", "我县")
    counts = [
        next(line for line in door.lanmu("check", "--portal", "我县", *named).out.splitlines() if "参加采集" in line)
        for named in (
            ["--unit", " 县财政局 ，县民政局 "],
            ["--unit", "县财政局", "--unit", "县民政局"],
            ["--unit", "县民政局"],
        )
    ]
    assert counts[0] == counts[1] != counts[2]
