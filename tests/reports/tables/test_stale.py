"""The stale-column list as a report of one table."""

from __future__ import annotations

from datetime import date

from reports.formats.html import html
from reports.table import Tone
from reports.tables.stale import UNVERIFIED_IS_NOT_STALE, stale_report
from rules.freshness import Status
from tests.reports.formats.test_html import page, words
from tests.reports.portals import HOME, row, table


def test_what_needs_attention_comes_first_and_states_are_coloured() -> None:
    made = stale_report(table(row(Status.FRESH), row(Status.UNVERIFIED), row(Status.STALE, days_overdue=9)))
    (found,) = made.tables
    assert found.name == "stale"
    assert [(cells[4].value, cells[4].tone) for cells in found.rows] == [
        ("超期", Tone.MISSED),
        ("无法核实", Tone.UNPROVED),
        ("正常", Tone.NONE),
    ]
    assert [cells[7].value for cells in found.rows] == [9, None, None]


def test_it_counts_the_columns_and_says_what_has_to_be_known() -> None:
    made = stale_report(table(row(Status.UNVERIFIED), row(), provisional_years=(2030,)))
    counts, unverified, provisional = made.tables[0].notes
    assert counts == "共 2 个栏目：无法核实 1，正常 1"
    assert unverified == UNVERIFIED_IS_NOT_STALE
    assert provisional.startswith("2030 年的放假安排尚未公布")


def test_it_is_about_one_day() -> None:
    made = stale_report(table(row()))
    assert (made.first, made.last) == (date(2024, 4, 1), date(2024, 4, 1))


def test_as_a_page_it_leads_to_the_columns() -> None:
    found = page(stale_report(table(row(Status.STALE, url=f"{HOME}/gzdt/"))))
    assert found.xpath("//tbody//a/@href") == [f"{HOME}/gzdt/"]
    assert "截至 2024-04-01" in words(found.xpath("//header[@class='masthead']")[0])
    assert html(stale_report(table())).startswith("<!doctype html>")
