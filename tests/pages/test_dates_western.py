"""Dates written the western way on article pages. The fetch day is 1 June 2026 throughout."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.articles.article import read_article
from pages.dates.finding import find_dates
from pages.model import ArticleReading, DateSource, Flaw, Page

TODAY = date(2026, 6, 1)
DAYS = st.dates(date(1980, 1, 1), TODAY).filter(lambda day: day != date(2000, 11, 30))
FORMS = ("%B %d, %Y", "%b %d, %Y", "%b. %d, %Y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%B %d,%Y", "%B %d %Y")


def days_in(text: str, source: DateSource = DateSource.LABEL) -> list[date | None]:
    return [found.shown.day for found in find_dates(text, TODAY, source)]


@given(DAYS, st.sampled_from(FORMS))
def test_named_month_is_read_in_every_form(day: date, form: str) -> None:
    assert days_in(f"发布时间：{day:{form}} 来源：县政府办") == [day]


@given(DAYS.filter(lambda day: day.day > 12), st.sampled_from("/-"))
def test_numbers_are_read_where_one_can_be_no_month(day: date, mark: str) -> None:
    for form in (f"%d{mark}%m{mark}%Y", f"%m{mark}%d{mark}%Y"):
        assert days_in(f"发布时间：{day:{form}}") == [day]


@given(DAYS.filter(lambda day: day.day <= 12 and day.day != day.month))
def test_numbers_that_may_be_either_are_none(day: date) -> None:
    assert days_in(f"{day:%d/%m/%Y}") == []


@pytest.mark.parametrize(
    "text",
    ["11350300/15/03/2021", "n15/03/2021", "15/03/20211", "15/03/2021-7", "March 2021", "15/03-2021", "1215/03/2021"],
)
def test_numbers_that_look_like_western_dates_are_none(text: str) -> None:
    assert days_in(text) == []


def test_impossible_and_future_days_are_flagged() -> None:
    flaws = [find_dates(text, TODAY, DateSource.LABEL)[0].shown.flaw for text in ("31/02/2021", "June 15, 2026")]
    assert flaws == [Flaw.IMPOSSIBLE, Flaw.FUTURE]


def test_lists_do_not_read_them_out_of_titles() -> None:
    assert days_in("Notice of March 15, 2021", DateSource.LIST) == []


def reading(particulars: str) -> ArticleReading:
    text = "为进一步做好全县农村饮水安全管理工作，现将有关事项通知如下，请各单位认真遵照执行。" * 3
    body = f"<h1>关于加强农村饮水安全管理工作的通知</h1><p>{particulars}</p><div class='TRS_Editor'><p>{text}</p></div>"
    page = f"<html><head><title>关于加强农村饮水安全管理工作的通知</title></head><body>{body}</body></html>"
    moment = datetime(2026, 6, 1, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    return read_article(Page("http://www.example.gov.cn/tzgg/1.html", page.encode(), moment))


@pytest.mark.parametrize("shown", ["15/03/2021", "15/03/2021 10:20:00", "March 15, 2021", "Mar 15, 2021"])
def test_article_is_dated_by_such_a_day(shown: str) -> None:
    assert reading(f"发布时间：{shown} 来源：县政府办").published_on == date(2021, 3, 15)


def test_article_is_not_dated_by_a_day_that_may_be_another() -> None:
    assert reading("发布时间：05/03/2021 来源：县政府办").published_on is None
