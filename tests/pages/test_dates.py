"""Which texts are dates, which are not, and what each is worth. The fetch day is 1 June 2026 throughout."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.dates.finding import find_dates, read_date
from pages.model import DateSource, Flaw, Precision, ShownDate

TODAY = date(2026, 6, 1)
DAYS = st.dates(date(1980, 1, 1), TODAY).filter(lambda day: day != date(2000, 11, 30))


def days_in(text: str) -> list[date | None]:
    return [found.shown.day for found in find_dates(text, TODAY)]


def read(text: str, source: DateSource = DateSource.LIST) -> ShownDate | None:
    return read_date(text, TODAY, source)


@pytest.mark.parametrize(
    "text",
    [
        "2020-05-14",
        "2020-5-14",
        "2020/5/14",
        "2020.05.14",
        "2020年5月14日",
        "2020年05月14号",
        "2020 年 5 月 14 日",
        "20-05-14",
        "(\xa02020-05-14\xa0)",
        "（2020-05-14）",
        "[2020-05-14 10:15]",
        "2020-05-14 14∶06",
        "2020-05-14T10:15:00+08:00",
        "2020-05-14 10:11:12.0",
        "２０２０－０５－１４",
        "２０２０年５月１４日",
        "二〇二〇年五月十四日",
        "二○二○年五月十四日",
        "二零二零年五月十四日",
        "二〇二〇年5月14日",
        "2020年五月十四日",
        "20200514",
        "20200514101500",
        "标题(2020-05-14)",
        "关于做好防汛工作的通知2020-05-14",
        "(发布时间：2020-05-14 15:56:00 阅读次数：312)",
        "发布日期：2020-05-14",
        "2020年5月14日星期四",
    ],
)
def test_full_date_is_read_in_every_form(text: str) -> None:
    assert days_in(text) == [date(2020, 5, 14)]
    shown = read(text)
    assert shown is not None
    assert (shown.day, shown.flaw, shown.precision) == (date(2020, 5, 14), None, Precision.DAY)


@pytest.mark.parametrize(
    "text",
    [
        "000014348/2020-35428",
        "2026-02-00018",
        "20191202-189769",
        "11350300/2020-05-14",
        "GZ0320-2020-05-14",
        "示政发〔2019〕25号",
        "[2019]第119号",
        "0538-1234567",
        "13912345678",
        "1.2.3",
        "192.168.10.12",
        "单价2020.05元",
        "编号：20200514",
        "a20200514",
        "20201345",
        "2020-35",
        "2020年5-14",
        "5-6级大风",
        "提前72小时前往",
        "今天是星期一",
        "今天召开",
        "3020-01-01x",
        "n1/2020/0514/c1",
        "1234-05-06",
        "",
    ],
)
def test_numbers_that_look_like_dates_are_none(text: str) -> None:
    assert find_dates(text, TODAY) == []


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("2021-02-30", Flaw.IMPOSSIBLE),
        ("2021年13月1日", Flaw.IMPOSSIBLE),
        ("2026-06-02", Flaw.FUTURE),
        ("2108-05-14", Flaw.FUTURE),
        ("1970-01-01", Flaw.PLACEHOLDER),
        ("1970-01-01 08:00:00", Flaw.PLACEHOLDER),
        ("1900-01-01", Flaw.PLACEHOLDER),
        ("2000-11-30", Flaw.PLACEHOLDER),
        ("0001-01-01", Flaw.PLACEHOLDER),
        ("0001/1/1 0:00:00", Flaw.PLACEHOLDER),
        ("0000-00-00", Flaw.PLACEHOLDER),
        ("1899-12-30", Flaw.PLACEHOLDER),
        ("9999-12-31", Flaw.PLACEHOLDER),
        ("2020-05", Flaw.COARSE),
        ("2020年5月", Flaw.COARSE),
    ],
)
def test_unusable_date_keeps_its_text_and_says_why(text: str, flaw: Flaw) -> None:
    shown = read(text)
    assert shown is not None
    assert (shown.day, shown.flaw, shown.raw, shown.month_day) == (None, flaw, text, None)


def test_month_is_coarser_than_a_day_and_finer_than_a_year() -> None:
    month, year = read("2020年5月"), read("2020年")
    assert month is not None and month.precision is Precision.MONTH
    assert year is not None and (year.precision, year.flaw) == (Precision.YEAR, Flaw.COARSE)


@pytest.mark.parametrize("text", ["[05-14]", "05-14", "(05-14)", "05/14", "5月14日", "05月14日", "05-14 10:20"])
def test_date_without_year_says_so_and_keeps_month_and_day(text: str) -> None:
    (found,) = find_dates(text, TODAY)
    assert (found.shown.day, found.shown.flaw, found.shown.month_day) == (None, Flaw.NO_YEAR, (5, 14))


@pytest.mark.parametrize("text", ["13-40", "02-30", "00-12"])
def test_figures_that_are_no_day_of_any_year_are_none(text: str) -> None:
    assert find_dates(text, TODAY) == []


@pytest.mark.parametrize(
    ("text", "back"),
    [("今天", 0), ("今日 10:20", 0), ("今天10:20", 0), ("昨天", 1), ("昨日", 1), ("前天 08:00", 2), ("5天前", 5)],
)
def test_relative_date_is_counted_from_the_fetch_day(text: str, back: int) -> None:
    assert days_in(text) == [TODAY - timedelta(days=back)]


def test_hours_ago_are_counted_from_the_moment_where_it_is_known() -> None:
    night = datetime(2026, 6, 1, 2, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    (found,) = find_dates("3小时前", night)
    assert found.shown.day == date(2026, 5, 31)
    (found,) = find_dates("20分钟前", night)
    assert found.shown.day == date(2026, 6, 1)


def test_moment_with_a_zone_is_a_day_in_shanghai() -> None:
    assert days_in("2020-06-04T16:00:00.000Z") == [date(2020, 6, 5)]
    assert days_in("2020-06-04T15:59:59+00:00") == [date(2020, 6, 4)]


def test_every_date_of_a_text_is_found_with_its_place() -> None:
    text = "公示期2020年5月1日至2020年5月7日，逾期[05-09]"
    found = find_dates(text, TODAY)
    assert [text[one.start : one.end] for one in found] == ["2020年5月1日", "2020年5月7日", "05-09"]
    assert [one.shown.raw for one in found] == [text[one.start : one.end] for one in found]


@pytest.mark.parametrize(
    "text", ["05/14 2020", "2020 05-14", "14 2020-05", "2020-05 14", "14 2020.05", "5月14日 2020年", "2020年5月 14日"]
)
def test_box_split_in_two_is_put_together(text: str) -> None:
    shown = read(text)
    assert shown is not None and shown.day == date(2020, 5, 14)
    assert shown.raw == text


def test_box_is_read_through_brackets_and_labels() -> None:
    for text in ("[20.05.14]", "日期：(2020,5,14)", "【发布时间：20200514】", "2020-5月-14", "2020年5月14"):
        shown = read(text)
        assert shown is not None and shown.day == date(2020, 5, 14), text


def test_box_with_two_different_days_says_none() -> None:
    assert read("2020-05-14 2020-05-15") is None
    shown = read("2020-05-14 2020年5月14日")
    assert shown is not None and shown.day == date(2020, 5, 14)


def test_month_and_day_before_the_year_count_only_in_one_possible_order() -> None:
    assert read("05/06/2020") is None
    for text in ("05/14/2020", "14/05/2020"):
        shown = read(text)
        assert shown is not None and shown.day == date(2020, 5, 14)


def test_unix_time_is_read_from_interfaces_only() -> None:
    for text in ("1589385600", "1589385600000"):
        shown = read(text, DateSource.INTERFACE)
        assert shown is not None and shown.day == date(2020, 5, 14)
        assert read(text, DateSource.LIST) is None
    for text in ("00000", "-2209017600000"):
        shown = read(text, DateSource.INTERFACE)
        assert shown is not None and shown.flaw is Flaw.PLACEHOLDER
    assert read("9" * 30, DateSource.INTERFACE) is None


@given(DAYS, st.sampled_from(["{y}-{m:02}-{d:02}", "{y}年{m}月{d}日", "{y}.{m}.{d}", "{y}/{m:02}/{d:02}"]))
def test_written_day_is_read_back(day: date, form: str) -> None:
    text = form.format(y=day.year, m=day.month, d=day.day)
    shown = read(f"[{text} 08:30]")
    assert shown is not None
    assert shown.day == (None if day == date(1970, 1, 1) else day)


@given(st.text(alphabet="0123456789-/.年月日号：:[]() 今昨前天小时一二〇十T", max_size=40))
def test_no_text_breaks_the_reader_and_no_day_lies_ahead(text: str) -> None:
    for found in find_dates(text, TODAY):
        assert found.shown.raw in text
        assert found.shown.day is None or found.shown.day <= TODAY
        assert (found.shown.day is None) == (found.shown.flaw is not None)
    shown = read(text, DateSource.INTERFACE)
    assert shown is None or shown.day is None or shown.day <= TODAY


@given(st.text(max_size=60))
def test_any_text_at_all_is_survived(text: str) -> None:
    assert all(found.shown.raw == text[found.start : found.end].strip() for found in find_dates(text, TODAY))
    read(text)
