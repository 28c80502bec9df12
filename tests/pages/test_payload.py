"""What came over the wire is no page, or not all of one."""

from __future__ import annotations

import re
from random import Random

import pytest

from pages.faults.verdict import Verdict
from pages.model import Outcome
from tests.pages.judging import LIST, judged, outcome, scripted


@pytest.mark.parametrize(
    "body",
    [
        "",
        " \r\n\t ",
        "<html></html>",
        "<html><head><title>通知公告</title></head><body>&nbsp;<br></body></html>",
        "<!-- x -->",
    ],
)
def test_an_answer_that_holds_nothing_is_not_understood(body: str) -> None:
    assert outcome(body, Content_Length=str(len(body.encode()))) is Outcome.NOT_UNDERSTOOD


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"%PDF-1.4\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04\x14\x00", "压缩包"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "图片"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office"),
        (b"\x1f\x8b\x08\x00\x00\x00", "压缩"),
        (bytes(range(256)) * 20, "二进制"),
        (b"\x00" * 500, "二进制"),
    ],
)
def test_a_file_under_the_name_of_a_page_is_not_understood(body: bytes, kind: str) -> None:
    verdict = judged(body, Content_Type="text/html")
    assert verdict is not None
    assert verdict.outcome is Outcome.NOT_UNDERSTOOD
    assert kind in verdict.reason


def test_the_content_type_tells_of_files_that_show_no_mark() -> None:
    assert outcome(b"ID3\x03 some sound", Content_Type="audio/mpeg") is Outcome.NOT_UNDERSTOOD
    assert outcome(LIST, Content_Type="application/octet-stream") is None


def test_rubbish_without_nul_bytes_is_not_understood() -> None:
    noise = Random(1)
    assert (
        outcome(bytes(noise.randrange(1, 256) for _ in range(4000)), Content_Type="text/html") is Outcome.NOT_UNDERSTOOD
    )


def test_a_page_whose_characters_were_lost_on_the_server_is_not_understood() -> None:
    verdict = judged(re.sub("[一-龥]", "\ufffd", LIST))
    assert verdict == Verdict(Outcome.NOT_UNDERSTOOD, "答复是乱码，无法辨认")


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_text_in_an_odd_encoding_is_no_rubbish(codec: str) -> None:
    assert judged(LIST.encode(codec)) is None


def test_fewer_bytes_than_promised_are_a_cut() -> None:
    body = LIST.encode()
    assert outcome(body, Content_Length=str(len(body))) is None
    assert outcome(body, Content_Length=str(len(body) + 500)) is Outcome.TRUNCATED
    assert outcome(b"", Content_Length="500") is Outcome.TRUNCATED


def test_the_length_of_a_compressed_answer_says_nothing_of_the_page() -> None:
    body = LIST.encode()
    assert outcome(body, Content_Length=str(len(body) + 500), Content_Encoding="gzip") is None
    jump = scripted("window.location.href='./202401/a.html';").encode()
    assert outcome(jump, Content_Length=str(len(jump) + 20)) is None  # the header was dropped with the compression


@pytest.mark.parametrize("length", ["", "-1", "many", "٣", "9" * 400])
def test_an_absurd_length_is_survived(length: str) -> None:
    assert outcome(LIST, Content_Length=length) in (None, Outcome.TRUNCATED)


def test_a_part_of_a_page_is_a_cut() -> None:
    assert outcome(LIST, 206) is Outcome.TRUNCATED


def test_a_list_is_not_taken_for_whole_wherever_it_is_cut() -> None:
    """Cut between two rows it reads like a shorter list without a next page: it must prove nothing."""
    page = LIST
    first = page.index('<ul><li><a href="/zwgk/')
    last = page.index("</ul>", first)
    for end in range(first + 10, last, 7):
        assert outcome(page[:end]) is Outcome.TRUNCATED, page[end - 30 : end]


@pytest.mark.parametrize(
    "tail", ["<script>var a = 1;", "<!-- footer", '<div class="fo', "<table><tr><td>", "<p>主办\ufffd"]
)
def test_a_page_that_ends_in_the_middle_of_something_is_a_cut(tail: str) -> None:
    page = LIST.replace("</body></html>", tail)
    assert outcome(page) is Outcome.TRUNCATED


def test_an_included_document_that_is_closed_does_not_hide_a_cut() -> None:
    """UCAP puts whole documents into the body."""
    page = LIST.replace("<body>", "<body><html><head></head><body>页头</body></html>")
    assert outcome(page) is None
    assert outcome(page[: page.rindex("<li>") + 3]) is Outcome.TRUNCATED


def test_scripts_after_the_end_are_no_cut() -> None:
    assert judged(LIST + "<script>" + "var a=1;" * 500 + "</script>\n") is None
