"""The day, month and year in an address, and the year that it lends to a date without one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.dates.finding import find_dates, url_date, url_month, with_year
from pages.model import DateSource, Flaw, ShownDate

TODAY = date(2026, 6, 1)
HOST = "http://www.shifan.example"


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/zwgk/202001/t20200102_724010.html", date(2020, 1, 2)),
        ("/c100498/2021/1/8/7f060ce2b92440668e887ca4d942fc94.shtml", date(2021, 1, 8)),
        ("/art/2020/1/2/art_1229_1657.html", date(2020, 1, 2)),
        ("/zwgk/202005/14/4711.html", date(2020, 5, 14)),
        ("/tzgg/2020-04-13/5136.html", date(2020, 4, 13)),
        ("/zhengce/2020-05/14/content_1.htm", date(2020, 5, 14)),
        ("/n1/2020/0514/c1.html", date(2020, 5, 14)),
        ("/jyxx/003001/20240301/8a1f.html", date(2024, 3, 1)),
    ],
)
def test_address_with_a_day(path: str, day: date) -> None:
    assert url_date(HOST + path) == day
    assert url_month(HOST + path) == (day.year, day.month)


@pytest.mark.parametrize(
    "path",
    [
        "/xxgk/20191202189769.html",
        "/xxgk/20191202189769/1.html",
        "/content_1951206363677671424.html",
        "/info/1004/12877.htm",
        "/t20201345_1.html",
        "/2020/13/45/1.html",
        "/search?date=/2020/05/14/",
        "",
    ],
)
def test_address_without_a_day(path: str) -> None:
    assert url_date(HOST + path) is None


def test_address_with_a_month_only() -> None:
    assert url_month(HOST + "/zwgk/202001/9f.shtml") == (2020, 1)
    assert url_month(HOST + "/zwgk/202013/9f.shtml") is None
    assert url_month(HOST + "/zwgk/2020/9f.shtml") is None


def yearless(text: str) -> ShownDate:
    (found,) = find_dates(text, TODAY)
    return found.shown


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/202001/t20200105_1.html", date(2020, 1, 5)),
        ("/202001/t20200120_1.html", date(2020, 1, 5)),
        ("/202001/9f.shtml", date(2020, 1, 5)),
    ],
)
def test_year_comes_from_an_address_that_agrees(path: str, day: date) -> None:
    shown = with_year(yearless("[01-05]"), HOST + path, TODAY)
    assert (shown.day, shown.flaw, shown.month_day) == (day, None, None)
    assert (shown.raw, shown.source) == ("01-05", DateSource.LIST)


@pytest.mark.parametrize(
    "url", [None, "", HOST + "/9f.shtml", HOST + "/2020/9f.shtml", HOST + "/202002/t20200203_1.html", "http://[bad"]
)
def test_no_year_is_invented(url: str | None) -> None:
    shown = yearless("[01-05]")
    assert with_year(shown, url, TODAY) is shown


def test_completed_date_can_lie_ahead() -> None:
    shown = with_year(yearless("[12-30]"), HOST + "/202612/9f.shtml", TODAY)
    assert (shown.day, shown.flaw, shown.month_day) == (None, Flaw.FUTURE, None)


def test_29_february_needs_a_leap_year() -> None:
    shown = yearless("[02-29]")
    assert with_year(shown, HOST + "/202302/9f.shtml", TODAY) is shown
    assert with_year(shown, HOST + "/202402/9f.shtml", TODAY).day == date(2024, 2, 29)


def test_full_date_is_left_alone() -> None:
    (found,) = find_dates("2019-05-22", TODAY)
    assert with_year(found.shown, HOST + "/202001/t20200102_1.html", TODAY) is found.shown


@given(st.text(max_size=80))
def test_any_address_is_survived(url: str) -> None:
    day = url_date(url)
    assert day is None or url_month(url) == (day.year, day.month)
