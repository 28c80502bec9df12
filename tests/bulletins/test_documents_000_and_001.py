"""Documents 000 (June and July 2019) and 001 (November 2021): four dimensions and their sum. Every cell of four tables.

Both are sorted by 总分 descending; between equal sums they follow no rule. Ours does (政务信息公开, then the register),
so the rows are the same and the sums stand in the same order, while equals may change places.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest

from reports.table import Report
from rules.period import Period
from rules.scores import TOTAL
from tests.bulletins.office import Office, cells, morning_after, published, report, spread, table

PER_ENTRY, CAP = Decimal("0.5"), Decimal(60)
BASE = {"公共服务": 4, "交流互动": 2, "网站建设及安全": 13}
DISCLOSURE = "政务信息公开"
SETTINGS = """[portal]
name = "示范县人民政府"
url = "http://www.example.gov.cn/"
marks = "marks.csv"

[[scheme]]
name = "网站管理和政务信息公开"
kind = "dimensions"

[[scheme.dimension]]
name = "公共服务"
base = "4"

[[scheme.dimension]]
name = "交流互动"
base = "2"

[[scheme.dimension]]
name = "网站建设及安全"
base = "13"

[[scheme.dimension]]
name = "政务信息公开"
categories = ["政务信息公开"]
per_entry = "0.5"
cap = "60"
"""


@dataclass(frozen=True)
class Document:
    number: str
    period: Period
    groups: dict[str, str]


DOCUMENTS = (
    Document(
        "000",
        Period(date(2019, 6, 1), date(2019, 7, 31)),
        {"市直单位": "000_departments", "镇（街道）": "000_towns"},
    ),
    Document(
        "001",
        Period(date(2021, 11, 1), date(2021, 11, 30)),
        {"区直单位": "001_departments", "镇（街道）": "001_towns"},
    ),
)
TABLES = [(document, group) for document in DOCUMENTS for group in document.groups]


def entries_for(points: Decimal) -> int:
    """How many entries score so much; where the cap is reached, more than it takes."""
    return int(points / PER_ENTRY) + (17 if points == CAP else 0)


def marks_for(row: dict[str, str]) -> Iterator[tuple[str, str, str, str]]:
    """What was given by hand beyond the base."""
    for name, base in BASE.items():
        if more := Decimal(row[f"{name}得分"]) - base:
            yield row["单位名称"], name, f"{more}", "日常抽查"


def office_of(document: Document) -> Office:
    office = Office(SETTINGS)
    days = [document.period.first + timedelta(days=number) for number in range(30)]
    for group, name in document.groups.items():
        for row in published(name):
            count = entries_for(Decimal(row[f"{DISCLOSURE}得分"]))
            office.add_column(row["单位名称"], group, "信息公开目录", DISCLOSURE, spread(count, days))
            office.marks += marks_for(row)
    return office


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    reports = {}
    for document in DOCUMENTS:
        office = office_of(document)
        portal = office.write(tmp_path_factory.mktemp(document.number))
        at = morning_after(document.period.last)
        office.store(portal, at)
        reports[document.number] = report(portal, document.period, at, "scores", "detail")
    return reports


@pytest.mark.parametrize(("document", "group"), TABLES)
def test_every_cell_of_the_table(made: dict[str, Report], document: Document, group: str) -> None:
    ours = cells(table(made[document.number], "scores", f"网站管理和政务信息公开·{group}"))
    theirs = [list(row.values()) for row in published(document.groups[group])]

    assert sorted(ours) == sorted(theirs)
    assert [row[-1] for row in ours] == [row[-1] for row in theirs]


@pytest.mark.parametrize(("document", "group"), TABLES)
def test_equals_are_in_the_order_of_disclosure(made: dict[str, Report], document: Document, group: str) -> None:
    ours = cells(table(made[document.number], "scores", f"网站管理和政务信息公开·{group}"))
    order = [(Decimal(row[-1]), Decimal(row[-2])) for row in ours]

    assert order == sorted(order, reverse=True)


def test_the_heads_are_those_of_the_document(made: dict[str, Report]) -> None:
    scores = table(made["000"], "scores", "网站管理和政务信息公开·市直单位")

    assert [head.text for head in scores.heads] == list(published("000_departments")[0])


def test_the_detail_says_what_each_point_is_for(made: dict[str, Report]) -> None:
    detail = table(made["001"], "detail", "网站管理和政务信息公开·区直单位")
    of_unit = [row for row in cells(detail) if row[0] == "人力资源社会保障局"]

    assert [row[1:4] for row in of_unit][-1] == [TOTAL, "", "34.5"]
    assert sum(Decimal(row[3]) for row in of_unit[:-1]) == Decimal("34.5")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_poor_list_of_000_is_those_without_disclosure(made: dict[str, Report], document: Document) -> None:
    zero = [
        row[0]
        for row in cells(
            table(made[document.number], "scores", f"网站管理和政务信息公开·{next(iter(document.groups))}")
        )
        if row[4] == "0"
    ]

    assert zero
    assert made[document.number].warnings == ()
