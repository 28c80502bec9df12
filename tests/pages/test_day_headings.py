"""Days that head the rows of a list, and days that look like it and do not. Fetched on 15 March 2024."""

from __future__ import annotations

import pytest

from pages.model import DateSource
from tests.pages.general_cases import TITLES, dates, read

ROW = '<li><a href="/a{n}.html">{t}</a></li>'
RUNS = (("2024年3月14日", 3), ("2024-03-13", 1), ("2024-03-11 星期一", 2))
HEADED = ["2024-03-14"] * 3 + ["2024-03-13"] + ["2024-03-11"] * 2


def body(runs: tuple[tuple[str, int], ...], heading: str, opening: str = "", closing: str = "", row: str = ROW) -> str:
    """Runs of rows, each below its heading; every run in ``opening`` and ``closing``."""
    parts, n = [], 0
    for day, count in runs:
        listed = "".join(row.format(n=n + i, t=TITLES[(n + i) % len(TITLES)]) for i in range(count))
        parts.append(heading.format(day=day) + opening + listed + closing)
        n += count
    return "".join(parts)


@pytest.mark.parametrize(
    "page",
    [
        f"<ul>{body(RUNS, '<li class=day>{day}</li>')}</ul>",
        f"<div>{body(RUNS, '<h4>{day}</h4>', '<ul>', '</ul>')}</div>",
        f"<dl>{body(RUNS, '<dt>{day}</dt>', row='<dd><a href=/a{n}.html>{t}</a></dd>')}</dl>",
        f"<table>{body(RUNS, '<tr><td>{day}</td></tr>', row='<tr><td><a href=/a{n}.html>{t}</a></td></tr>')}</table>",
        f"<div>{body(RUNS, '<p><b>[{day}]</b></p>', row='<a href=/a{n}.html>{t}</a><br>')}</div>",
    ],
    ids=["items", "lists", "terms", "table rows", "lines"],
)
def test_rows_take_the_day_above_them(page: str) -> None:
    reading = read(page)
    assert dates(reading) == HEADED
    assert {entry.shown.source for entry in reading.entries if entry.shown} == {DateSource.LIST}


@pytest.mark.parametrize(
    "page",
    [
        f"<p>2024-03-14</p><ul>{body((('', 6),), '')}</ul>",
        f"<ul>{body((('', 2),), '')}{body(RUNS, '<li class=day>{day}</li>')}</ul>",
        f"<ul>{body((('2024年3月14日', 3), ('2024年3月14日', 3)), '<li>{day}</li>')}</ul>",
        f"<ul>{body((('3月14日', 3), ('3月13日', 3)), '<li>{day}</li>')}</ul>",
        f"<ul>{body((('2024-03-13', 2), ('2024-03-14', 2), ('2024-03-12', 2)), '<li>{day}</li>')}</ul>",
        f"<ul>{body((('报名截止 2024-03-14', 3), ('报名截止 2024-03-13', 3)), '<li>{day}</li>')}</ul>",
    ],
    ids=["one above all", "first row without", "twice the same", "no year", "in no order", "days of something else"],
)
def test_days_that_may_be_something_else_date_no_row(page: str) -> None:
    assert dates(read(page)) == [None] * len(dates(read(page)))
    assert len(dates(read(page))) >= 6


def test_day_above_each_row_is_its_own() -> None:
    page = f"<div>{body(tuple((f'2024-03-{14 - n}', 1) for n in range(4)), '<p>{day}</p>')}</div>"
    assert dates(read(page)) == ["2024-03-14", "2024-03-13", "2024-03-12", "2024-03-11"]


def test_dates_of_the_rows_outweigh_headings() -> None:
    row = '<li><a href="/a{n}.html">{t}</a><span>2024-02-0{n}</span></li>'
    page = f"<ul>{body((('2024-03-14', 4), ('2024-03-13', 4)), '<li>{day}</li>', row=row)}</ul>"
    assert dates(read(page))[1:] == [f"2024-02-0{n}" for n in range(1, 8)]
