"""An answer that is really the host's home page, or its answer to anything at all, is not the column."""

from __future__ import annotations

import pytest

from pages.faults.likeness import Likeness
from pages.model import Outcome
from spiders.host import HostAnswers, elsewhere, is_home

SITE = "http://www.example.gov.cn"
HOME = (
    "<html><head><title>示范县人民政府</title></head><body><a href='/a/'>要闻</a><a href='/b/'>公告</a></body></html>"
)
LOST = "<html><head><title>提示</title></head><body><p>页面走丢了</p></body></html>"
LIST = "<html><head><title>通知公告</title></head><body><ul><li><a href='t1.html'>通知</a></li></ul></body></html>"


@pytest.mark.parametrize(
    ("text", "url", "outcome"),
    [
        (HOME, f"{SITE}/tzgg/index.html", Outcome.REDIRECTED_AWAY),
        (LOST, f"{SITE}/tzgg/index.html", Outcome.SOFT_404),
        (LIST, f"{SITE}/", Outcome.REDIRECTED_AWAY),
        (LIST, f"{SITE}/tzgg/index.html", None),
    ],
)
def test_what_an_answer_is(text: str, url: str, outcome: Outcome | None) -> None:
    answers = HostAnswers(Likeness.of(HOME, f"{SITE}/"), Likeness.of(LOST, f"{SITE}/x9.html"))
    found = elsewhere(text, url, f"{SITE}/tzgg/index.html", answers)
    assert (found.outcome if found else None) is outcome


def test_a_column_that_is_the_home_page_itself_is_not_elsewhere() -> None:
    answers = HostAnswers(Likeness.of(HOME, f"{SITE}/"))
    assert elsewhere(HOME, f"{SITE}/", f"{SITE}/", answers) is None


def test_nothing_learnt_says_nothing() -> None:
    assert elsewhere(HOME, f"{SITE}/tzgg/", f"{SITE}/tzgg/", HostAnswers()) is None


@pytest.mark.parametrize(
    ("url", "home"),
    [
        (SITE, True),
        (f"{SITE}/index.html", True),
        (f"{SITE}/?id=3", False),
        (f"{SITE}/tzgg/", False),
        (f"{SITE}/tzgg/index.html", False),
    ],
)
def test_which_addresses_are_a_home_page(url: str, home: bool) -> None:
    assert is_home(url) is home
