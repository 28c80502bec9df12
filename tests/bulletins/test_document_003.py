"""Document 003: the columns of departments and of townships in the first quarter of 2020. Every cell of both tables.

Its order is that of its own list of columns, which the register here keeps. The document names no category or cycle.
Its remarks (每年前季只有一次) stand in 备注, and 正在办理中 in 免考核原因: both are printed as 备注.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from reports.table import Report
from rules.period import Period
from tests.bulletins.office import Office, cells, morning_after, published, report, spread, table

PERIOD = Period(date(2020, 1, 1), date(2020, 3, 31))
GROUPS = {"部门": ("003_departments", 248), "乡镇": ("003_towns", 14)}
SETTINGS = """[portal]
name = "示范县人民政府"
url = "http://www.example.gov.cn/"
"""
IN_HAND = "正在办理中"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Report:
    office = Office(SETTINGS)
    for group, (name, _) in GROUPS.items():
        for row in published(name):
            days = spread(int(row["公开数量"]), [PERIOD.first + timedelta(days=number) for number in range(91)])
            remark = {"免考核原因" if row["备注"] == IN_HAND else "备注": row["备注"]}
            office.add_column(row["责任单位"], group, row["栏目"], "信息公开", days, **remark)
    portal = office.write(tmp_path_factory.mktemp("003"))
    office.store(portal, morning_after(PERIOD.last))
    return report(portal, PERIOD, morning_after(PERIOD.last), "columns", "totals")


@pytest.mark.parametrize("group", GROUPS)
def test_every_cell_of_the_table(made: Report, group: str) -> None:
    assert cells(table(made, "columns", group)) == [list(row.values()) for row in published(GROUPS[group][0])]


@pytest.mark.parametrize("group", GROUPS)
def test_the_sum_below_the_table(made: Report, group: str) -> None:
    total = table(made, "columns", group).total

    assert total is not None
    assert [cell.value for cell in total] == ["合计", None, GROUPS[group][1], None, None]


def test_the_sum_that_the_text_opens_with(made: Report) -> None:
    notes = table(made, "totals", "").notes

    assert notes[0] == "2020-01-01 至 2020-03-31，各单位共发布信息 262 条。"
    assert notes[1:] == ("其中部门 248 条。", "其中乡镇 14 条。")


def test_nothing_is_found_wrong(made: Report) -> None:
    assert made.warnings == ()
