"""One list in several parts: all of its rows are found, however many the parts have."""

from __future__ import annotations

import pytest

from tests.pages.general_cases import TITLES, read, titles

DATED = '<li><a href="/a{n}.html">{t}{n}</a><span>2024-03-{d:02}</span></li>'
UNDATED = '<li><a href="/a{n}.html">{t}{n}</a></li>'


def listed(sizes: tuple[int, ...], part: str, row: str) -> str:
    first, parts = 0, []
    for size in sizes:
        rows = (row.format(n=n, t=TITLES[n % len(TITLES)], d=14 - n) for n in range(first, first + size))
        parts.append(part.format("".join(rows)))
        first += size
    return f'<div class="main">{"".join(parts)}</div>'


@pytest.mark.parametrize(
    "sizes", [(5, 5), (5, 5, 1), (5, 5, 3), (5, 1), (1, 5), (5, 1, 1), (2, 2, 1), (3, 1, 2)], ids=str
)
@pytest.mark.parametrize("row", [DATED, UNDATED], ids=["dated", "undated"])
@pytest.mark.parametrize("part", ["<ul>{}</ul>", '<div class="five"><ul>{}</ul></div>'], ids=["bare", "wrapped"])
def test_every_row_of_every_part_is_found(sizes: tuple[int, ...], row: str, part: str) -> None:
    expected = [f"{TITLES[n % len(TITLES)]}{n}" for n in range(sum(sizes))]
    assert titles(read(listed(sizes, part, row))) == expected


def test_further_links_of_a_row_are_no_rows() -> None:
    attachment = '<a href="/f{n}.doc">附件</a>'
    rows = [UNDATED.format(n=n, t=TITLES[n % len(TITLES)], d=0) for n in range(6)]
    body = "".join(
        row.replace("</li>", attachment.format(n=n) + "</li>" if n % 2 else "</li>") for n, row in enumerate(rows)
    )
    assert titles(read(f"<ul>{body}</ul>")) == [f"{TITLES[n % len(TITLES)]}{n}" for n in range(6)]
