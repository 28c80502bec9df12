"""Rows that an office's own selectors pick, for a layout that nothing understands."""

from __future__ import annotations

from pages.lists.selectors import Selectors, next_selected, read_selected
from pages.model import Entry, Flaw
from pages.reader import read_list
from tests.pages.general_cases import source_of

CHOSEN = Selectors(row="div.x > p", title="a, b", date="i", next="a.more")


def picked(inside: str) -> Entry:
    [entry] = read_selected(source_of(f'<div class="x"><p>{inside}</p></div>'), CHOSEN)
    return entry


def test_give_title_address_and_day() -> None:
    entry = picked('<a href="./a.html">甲</a><i>2024-03-01</i>')
    assert (entry.title, entry.url) == ("甲", "http://www.example.gov.cn/xwzx/tzgg/a.html")
    assert str(entry.published_on) == "2024-03-01"


def test_give_the_full_title_where_the_text_is_cut() -> None:
    assert picked('<a href="a.html" title="关于放假的通知">关于放…</a>').title == "关于放假的通知"


def test_may_name_a_title_within_the_link() -> None:
    entry = picked('<u><a href="a.html"><b>甲</b></a></u>')
    assert (entry.title, entry.url) == ("甲", "http://www.example.gov.cn/xwzx/tzgg/a.html")


def test_may_name_a_title_that_leads_nowhere() -> None:
    assert picked("<b>甲</b>").url is None


def test_leave_a_row_without_a_date_undated() -> None:
    assert picked('<a href="a.html">甲</a>').shown is None
    assert picked('<a href="a.html">甲</a><i>本周</i>').shown is None


def test_complete_a_day_by_the_year_of_the_address_but_never_beyond_today() -> None:
    assert str(picked('<a href="/202403/a.html">甲</a><i>03-01</i>').published_on) == "2024-03-01"
    shown = picked('<a href="/202403/a.html">甲</a><i>03-31</i>').shown
    assert shown is not None and (shown.day, shown.flaw) == (None, Flaw.FUTURE)


def test_leave_out_rows_without_a_title() -> None:
    page = '<div class="x"><p>说明</p><p><a href="a.html"></a></p><p><a href="b.html">乙</a></p></div>'
    assert [entry.title for entry in read_selected(source_of(page), CHOSEN)] == ["乙"]


def test_give_the_next_page_unless_it_is_this_one() -> None:
    onward = next_selected(source_of('<a class="more" href="2.html">其余</a>'), CHOSEN)
    assert onward is not None and onward.url == "http://www.example.gov.cn/xwzx/tzgg/2.html"
    assert next_selected(source_of('<a class="more" href="index.html">其余</a>'), CHOSEN) is None
    assert next_selected(source_of("<p>没有</p>"), CHOSEN) is None


def test_do_not_lead_to_another_site() -> None:
    for address, next_page in (
        ("2.html", True),
        ("http://www.other.example/2.html", False),
        ("ftp://www.example.gov.cn/2", False),
    ):
        page = (
            f'<div class="x"><p><a href="a.html">关于放假的通知</a></p></div><a class="more" href="{address}">其余</a>'
        )
        assert (read_list(source_of(page), selectors=CHOSEN).next is not None) == next_page
