"""Bytes become text in the encoding that they are in, whatever is declared."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.decode import decode, header
from tests.pages.portal_pages import HOSTILE, framed, rows

TEXT = framed(rows("关于印发《示范县防汛应急预案》的通知", "春季义务植树活动启动", "公示：第3批名单"))
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=4)


def declared(name: str) -> str:
    return TEXT.replace(
        '<meta charset="utf-8">', f'<meta http-equiv="Content-Type" content="text/html; charset={name}">'
    )


@pytest.mark.parametrize("name", ["gb2312", "GBK", "gb18030", "x-gbk"])
def test_the_gb_family_is_read_as_gb18030(name: str) -> None:
    page = declared(name) + "<p>㐂镕䶮</p>"  # beyond GB2312, common in the names of people and places
    assert decode(page.encode("gb18030"), {}) == page


@pytest.mark.parametrize("header_charset", ["", "utf-8", "gbk", "iso-8859-1", "no-such-charset"])
@pytest.mark.parametrize("meta_charset", ["utf-8", "gb2312", "gbk", "iso-8859-1", "no-such-charset"])
@pytest.mark.parametrize("actual", ["utf-8", "gb18030"])
def test_no_declaration_is_believed_against_the_bytes(actual: str, meta_charset: str, header_charset: str) -> None:
    page = declared(meta_charset)
    headers = {"Content-Type": f"text/html; charset={header_charset}"} if header_charset else {}
    assert decode(page.encode(actual), headers) == page


def test_big5_is_read_where_it_is_declared() -> None:
    page = '<meta charset="big5"><title>縣政府公告</title>'
    assert decode(page.encode("big5"), {}) == page


def test_a_meta_inside_a_comment_declares_nothing() -> None:
    page = '<!-- <meta charset="big5"> --><meta charset="gbk"><title>公告</title>'
    assert decode(page.encode("gbk"), {}) == page


def test_a_declaration_far_down_a_long_head_is_found() -> None:
    page = "<html><head>" + "<!-- x -->" * 500 + '<meta charset="big5"><title>縣政府公告</title>'
    assert decode(page.encode("big5"), {}) == page


@pytest.mark.parametrize(
    ("mark", "codec"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_a_byte_order_mark_is_obeyed_and_left_out(mark: bytes, codec: str) -> None:
    assert decode(mark + declared("gb2312").encode(codec), {"content-type": "text/html; charset=gbk"}) == declared(
        "gb2312"
    )


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_by_its_first_tag(codec: str) -> None:
    assert decode(TEXT.encode(codec), {}) == TEXT


def test_a_utf_8_mark_before_gbk_text_does_not_make_it_utf_8() -> None:
    """Templates put together from files of two encodings."""
    assert decode(codecs.BOM_UTF8 + declared("gbk").encode("gbk"), {}) == declared("gbk")


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_a_cut_inside_a_character_does_not_flip_the_encoding(codec: str) -> None:
    body = (TEXT + "关于开展专项检查的通知" * 3).encode(codec)
    for end in range(len(body) - 40, len(body)):
        text = decode(body[:end], {})
        assert (TEXT + "关于开展专项检查的通知" * 3).startswith(text.rstrip("\ufffd"))
        assert text.count("\ufffd") <= 1


def test_a_few_broken_characters_leave_utf_8_readable() -> None:
    """Summaries are often cut by bytes; read as GB18030 the whole page would be rubbish."""
    summary = "全县经济工作会议召开".encode()[:-1]
    body = TEXT.encode().replace("春季".encode(), summary + b"...")
    assert "关于印发《示范县防汛应急预案》的通知" in decode(body, {})
    assert decode(body, {}).count("\ufffd") == 1


def test_a_few_broken_characters_leave_gbk_readable() -> None:
    body = declared("gb2312").encode("gbk").replace("春季".encode("gbk"), b"\x80\xff")
    assert "关于印发《示范县防汛应急预案》的通知" in decode(body, {})


def test_uyghur_in_utf_8_is_not_taken_for_gbk() -> None:
    page = '<meta charset="utf-8"><title>ئۇيغۇر ئاپتونوم رايونى</title>'
    assert decode(page.encode(), {"Content-Type": "text/html; charset=gbk"}) == page


def test_a_short_gbk_text_that_happens_to_be_utf_8_follows_its_declaration() -> None:
    page = '<meta charset="gb2312"><p>联通</p>'  # these two characters in GBK are valid UTF-8
    assert decode(page.encode("gbk"), {}) == page


@given(HAN, st.sampled_from(["", "utf-8", "gbk", "latin-1"]))
def test_chinese_in_utf_8_comes_back_whatever_is_declared(text: str, charset: str) -> None:
    assert decode(text.encode(), {"content-type": f"text/html; charset={charset}"}) == text


@given(HAN)
def test_chinese_declared_and_written_in_gb_comes_back(text: str) -> None:
    page = f'<meta charset="gb2312"><title>公开目录{text}</title>'
    assert decode(page.encode("gb18030"), {}) == page


@given(st.binary(), st.dictionaries(st.sampled_from(["Content-Type", "Server"]), st.text()))
def test_any_bytes_become_text(body: bytes, headers: dict[str, str]) -> None:
    assert isinstance(decode(body, headers), str)
    for start in (b"", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"<meta charset=big5>", b"<meta charset=gbk>"):
        assert isinstance(decode(start + body, headers), str)


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_comes_back_as_it_is(kind: str) -> None:
    assert decode(HOSTILE[kind].encode(), {}) == HOSTILE[kind]


def test_headers_are_found_in_any_case() -> None:
    assert header({"CONTENT-type": "text/html"}, "content-type") == "text/html"
    assert header({}, "content-type") == ""
