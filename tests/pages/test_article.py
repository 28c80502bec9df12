"""Every folder of fixtures/articles is an article page of ours, with what a reader must and must not say of it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from pages.articles.article import read_article
from pages.model import ArticleReading, Outcome, Page

CASES = sorted(path for path in (Path(__file__).parents[2] / "fixtures" / "articles").iterdir() if path.is_dir())


def read_case(case: Path, *, with_text: bool = True) -> ArticleReading:
    meta = json.loads((case / "meta.json").read_text(encoding="utf-8"))
    page = Page(meta["url"], (case / "page.html").read_bytes(), datetime.fromisoformat(meta["fetched_at"]))
    return read_article(page, with_text=with_text)


def as_expected(reading: ArticleReading) -> dict[str, str | None]:
    shown = reading.shown
    return {
        "outcome": reading.outcome.value,
        "title": reading.title,
        "published_on": str(reading.published_on) if reading.published_on else None,
        "date_source": shown.source.value if shown else None,
        "raw_date": shown.raw if shown else None,
        "flaw": shown.flaw.value if shown and shown.flaw else None,
        "made_on": str(reading.made_on) if reading.made_on else None,
        "source_name": reading.source,
        "index_number": reading.index_number,
        "document_number": reading.document_number,
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_article_says_what_its_page_shows(case: Path) -> None:
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    got = as_expected(read_case(case))
    assert {name: got[name] for name in expected} == expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_undated_article_says_why(case: Path) -> None:
    reading = read_case(case)
    assert (reading.outcome is Outcome.OK) == (reading.published_on is not None)
    assert bool(reading.reason) == (reading.outcome is not Outcome.OK)


def test_text_is_the_body_and_nothing_beside_it() -> None:
    text = read_case(next(case for case in CASES if case.name == "jeecms")).text
    assert text.startswith("各乡镇人民政府，县政府各部门：")
    assert text.endswith("2024年2月28日")
    assert "点击" not in text
    assert "版权所有" not in text


def test_same_page_reads_the_same_twice() -> None:
    assert all(read_case(case) == read_case(case) for case in CASES)
