"""The front of the floor: which reading a page gets, and how it ends."""

from __future__ import annotations

from datetime import date

import pytest

from pages.lists.selectors import Selectors
from pages.model import Outcome, Page
from pages.reader import read_list, reader_names
from pages.source import Source
from tests.pages.general_cases import HERE, MORNING, TITLES, dates, read, rows, source_of

ROW = '<li><a href="./{n}.html">{t}</a><span>{d}</span></li>'
LIST = f"<ul>{rows(ROW)}</ul>"
SIDE = f"<div><ul>{rows(ROW.replace('./', '/zt/'))}</ul></div>"


def page(body: bytes, status: int = 200, headers: dict[str, str] | None = None) -> Source:
    return Source(Page(HERE, body, MORNING, status, headers or {"Content-Type": "text/html; charset=utf-8"}))


class TestTheOutcome:
    def test_is_ok_with_rows(self) -> None:
        reading = read(LIST)
        assert (reading.outcome, reading.reader, len(reading.entries)) == (Outcome.OK, "general", 4)

    def test_is_that_of_the_fault_before_anything_is_read(self) -> None:
        assert read_list(page(LIST.encode(), 404)).outcome is Outcome.HTTP_ERROR

    def test_is_blank_where_the_page_says_so(self) -> None:
        reading = read("<p>暂无信息</p>")
        assert (reading.outcome, reading.last, reading.reason) == (Outcome.BLANK, True, "页面写明：暂无信息")

    def test_is_not_understood_where_it_shows_neither_rows_nor_words(self) -> None:
        reading = read("<div id='list'></div><script>load('/list')</script>")
        assert (reading.outcome, reading.reason) == (Outcome.NOT_UNDERSTOOD, "没有找到列表")

    def test_is_not_understood_where_it_says_empty_and_shows_a_list_of_nobody_knows_what(self) -> None:
        reading = read(f"<p>暂无信息</p>{SIDE}")
        assert (reading.outcome, reading.entries) == (Outcome.NOT_UNDERSTOOD, ())
        assert "暂无信息" in reading.reason

    def test_is_ok_where_a_list_that_is_the_columns_own_stands_beside_such_words(self) -> None:
        assert read(f"<div>{LIST}</div><div><p>暂无数据</p></div>").outcome is Outcome.OK

    def test_is_too_large_where_no_list_page_has_so_many_links(self) -> None:
        reading = read("<a href=1.html>公告</a>" * 10_001)
        assert (reading.outcome, reading.entries) == (Outcome.TOO_LARGE, ())
        assert "链接" in reading.reason

    def test_follows_a_jump_within_the_site_and_no_other(self) -> None:
        inside = read('<script>location.href="./tzgg1/"</script>')
        assert inside.follow is not None and inside.follow.url == "http://www.example.gov.cn/xwzx/tzgg/tzgg1/"
        outside = read('<script>location.href="http://other.example.cn/"</script>')
        assert (outside.outcome, outside.follow) == (Outcome.REDIRECTED_AWAY, None)


class TestTheSecondReading:
    def test_finds_rows_in_what_the_usual_parser_cannot_reach(self) -> None:
        deep = "<font>" * 100 + "<div>" * 40 + LIST
        reading = read(f"{'<div>' * 5}{deep}")
        assert len(reading.entries) == 4

    def test_finds_rows_that_are_hidden_until_a_script_shows_them(self) -> None:
        reading = read(f'<div style="display:none">{LIST}</div>')
        assert (reading.reader, len(reading.entries)) == ("tolerant", 4)

    def test_does_not_take_a_hidden_pane_for_the_list_of_a_page_that_is_blank(self) -> None:
        assert read(f'<p>暂无信息</p><div style="display:none">{LIST}</div>').outcome is Outcome.BLANK


class TestTheReaderThatIsForced:
    def test_is_one_of_those_that_can_be_named(self) -> None:
        assert reader_names()[0] == "general" and len(set(reader_names())) == len(reader_names()) > 10

    def test_replaces_the_one_that_would_have_known_the_page(self) -> None:
        body = f'{LIST}<script>createPageHTML(5, 0, "index", "html")</script>'
        assert read_list(source_of(body)).reader == "trs"
        assert read_list(source_of(body), forced="general").reader == "general"


class TestTheSelectorsOfAnOffice:
    CHOSEN = Selectors(row="div.x > p", title="a", date="i", next="a.more")
    PAGE = (
        '<div class="x"><p><a href="a.html">甲</a><i>03-01</i></p><p><a href="/202402/b.html">乙</a><i>02-01</i></p>'
        "<p><b>丙</b></p></div>" + LIST + '<a class="more" href="2.html">其余</a>'
    )

    def test_come_before_all_else(self) -> None:
        reading = read(self.PAGE, selectors=self.CHOSEN)
        assert (reading.reader, [entry.title for entry in reading.entries]) == ("selectors", ["甲", "乙"])

    def test_give_the_next_page(self) -> None:
        reading = read(self.PAGE, selectors=self.CHOSEN)
        assert reading.next is not None and reading.next.url == "http://www.example.gov.cn/xwzx/tzgg/2.html"

    def test_that_pick_nothing_say_so(self) -> None:
        reading = read(LIST, selectors=self.CHOSEN)
        assert reading.outcome is Outcome.NOT_UNDERSTOOD and "选择器" in reading.reason


class TestDatesWithoutAYear:
    @pytest.mark.parametrize(
        ("target", "day"),
        [
            ("/202403/t20240311_1.html", "2024-03-11"),
            ("/2024/3/a{n}.html", "2024-03-11"),
            ("/2024/a{n}.html", None),
            ("/202305/t20230511_1.html", None),
            ("/a{n}.html", None),
            ("/202503/a{n}.html", None),
        ],
    )
    def test_take_it_from_an_address_that_does_not_contradict_them(self, target: str, day: str | None) -> None:
        row = f'<li><a href="{target}{{n}}">{{t}}</a><span>03-11</span></li>'
        assert dates(read(f"<ul>{rows(row)}</ul>"))[0] == day


def test_an_entry_that_the_page_dates_tomorrow_counts_for_nothing_but_is_kept() -> None:
    reading = read("<ul>" + rows(ROW.replace("{d}", "2024-03-16")) + "</ul>")
    assert dates(reading) == [None] * 4
    assert [entry.shown.raw for entry in reading.entries if entry.shown] == ["2024-03-16"] * 4


def test_today_is_the_day_of_the_fetch() -> None:
    reading = read("<ul>" + rows(ROW.replace("{d}", "昨天")) + "</ul>")
    assert {entry.published_on for entry in reading.entries} == {date(2024, 3, 14)}
    assert [entry.title for entry in reading.entries] == list(TITLES)
