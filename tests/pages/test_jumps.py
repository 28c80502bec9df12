"""An index page that only leads on is followed to where a browser would go; a page of its own is not left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.faults.jumps import jump_of, same_site
from tests.pages.portal_pages import HOSTILE, framed, rows

HERE = "http://www.example.gov.cn/zwgk/tzgg/index.html"
CHILD = "http://www.example.gov.cn/zwgk/tzgg/bm/"


def refresh(attributes: str) -> str:
    return f"<html><head><meta {attributes}></head><body></body></html>"


def script(code: str) -> str:
    return f"<html><head><title></title><script type='text/javascript'>{code}</script></head><body></body></html>"


@pytest.mark.parametrize(
    "attributes",
    [
        'http-equiv="refresh" content="0;url=bm/"',
        'http-equiv="refresh" content="0; url=./bm/"',
        "HTTP-EQUIV='Refresh' CONTENT='3;URL=bm/'",
        "http-equiv=refresh content=0;url=bm/",
        'content="1; url=\'bm/\'" http-equiv="refresh"',
        'http-equiv="refresh" content=\'0; url="bm/"\'',
        'http-equiv="refresh" content="0,bm/"',
        'http-equiv="refresh" content=" 0.5 ; URL = /zwgk/tzgg/bm/ "',
        'http-equiv="refresh" content="10;url=http://www.example.gov.cn/zwgk/tzgg/bm/"',
    ],
)
def test_a_refresh_is_followed_however_it_is_quoted(attributes: str) -> None:
    assert jump_of(refresh(attributes), HERE) == CHILD


@pytest.mark.parametrize(
    "attributes",
    [
        'http-equiv="refresh" content="300;url=bm/"',
        'http-equiv="refresh" content="5"',
        'http-equiv="refresh" content="0;url=index.html"',
        'http-equiv="refresh" content="0;url=#top"',
        'http-equiv="refresh" content="0;url=javascript:history.back()"',
        'http-equiv="refresh" content=""',
        'http-equiv="refresh"',
        'http-equiv="Content-Type" content="0;url=bm/"',
        'name="refresh" content="0;url=bm/"',
    ],
)
def test_a_refresh_of_the_page_itself_or_of_later_is_none(attributes: str) -> None:
    assert jump_of(refresh(attributes), HERE) is None


def test_entities_in_a_refresh_are_read() -> None:
    page = refresh('http-equiv="refresh" content="0;url=list.aspx?a=1&amp;b=2"')
    assert jump_of(page, HERE) == "http://www.example.gov.cn/zwgk/tzgg/list.aspx?a=1&b=2"


def test_a_refresh_for_browsers_without_scripts_is_not_followed() -> None:
    assert jump_of('<noscript><meta http-equiv="refresh" content="0;url=noscript.html"></noscript>', HERE) is None


@pytest.mark.parametrize(
    "code",
    [
        "location='bm/'",
        'location.href = "bm/";',
        "window.location.href='./bm/'",
        "window.location = 'bm/' ;",
        "window.location.replace('bm/');",
        'location.assign( "bm/" )',
        "self.location='bm/';",
        "top.location.href='bm/';",
        "document.location='bm/'",
        "window.top.location='bm/'",
        "parent.window.location.href='bm/'",
        "window.navigate('bm/')",
        r"location.href='http:\/\/www.example.gov.cn\/zwgk\/tzgg\/bm\/'",
        "setTimeout(\"location.href='bm/'\", 1000)",
        "setTimeout('window.location=\\'bm/\\'', 3000);",
        "setTimeout(function(){ top.location.href='bm/' }, 1000)",
        "setTimeout(() => { location.href='bm/' }, 1000)",
        "window.onload = function(){ location.href='bm/'; }",
        "$(function(){ location.href='bm/' })",
        "$(document).ready(function(){ location.href='bm/' })",
        "window.addEventListener('load', function(){ location.href='bm/' })",
        "(function(){ location.href='bm/' })();",
        "try { location.href='bm/' } catch(e) {}",
        "function go(){ location.href='bm/' }\ngo();",
        "function go(){ location.href='bm/' } setTimeout('go()', 500)",
        "function go(){ location.href='bm/' } window.onload = go;",
        "<!--\nlocation.href='bm/';\n//-->",
        "/* 跳转 */ location.href='bm/' // 完",
        "// location='old/'\nlocation='bm/'",
        "var site='http://www.example.gov.cn'; location='bm/'",
    ],
)
def test_a_script_that_surely_runs_is_followed(code: str) -> None:
    assert jump_of(script(code), HERE) == CHILD


@pytest.mark.parametrize(
    "code",
    [
        "function search(){ window.location.href='/search/'; }",
        "var search = function(){ location.href='/search/' }",
        "function go(){ location.href='bm/' } button.onclick = go;",
        "window.open('bm/')",
        "document.onclick = function(){ location.href='bm/' }",
        "$('#more').click(function(){ location.href='bm/' })",
        "if (/Android|iPhone/.test(navigator.userAgent)) location.href='/m/';",
        "if (isMobile) { location.href='/m/'; }",
        "if (a) { x() } else { location.href='bm/' }",
        "isMobile && (location.href='/m/')",
        "location.href = mobile ? '/m/' : 'bm/';",
        "location.href='bm/?id=' + id;",
        "location.href='b' + 'm/';",
        "location.href=base + 'bm/'",
        "location.href=location.href.replace('a','b')",
        "location.hash='bm/'",
        "var mylocation='bm/'; my.location='bm/'; location2.href='bm/'",
        "alert(\"location.href='bm/'\")",
        'document.write("<a onclick=\\"location=\'bm/\'\\">")',
        "//location.href='bm/'",
        "/* location.href='bm/' */",
        "<!-- location.href='bm/'",
        "location.href='javascript:void(0)'",
        "location.href='about:blank'",
        "location.href='${target}'",
        "location.href='http://[::1'",
        "location.href='index.html'",
        "location.href=''",
    ],
)
def test_a_script_that_may_not_run_or_leads_nowhere_is_not_followed(code: str) -> None:
    assert jump_of(script(code), HERE) is None


def test_a_script_in_a_comment_of_the_page_is_not_followed() -> None:
    assert jump_of("<!--[if lt IE 9]><script>location.href='/old.html'</script><![endif]--><p></p>", HERE) is None


def test_the_body_may_leap_when_it_is_loaded() -> None:
    assert jump_of("<body onload=\"location.href='bm/'\"></body>", HERE) == CHILD


def test_a_word_of_patience_does_not_make_a_page() -> None:
    page = "<p>正在跳转，如未自动跳转请<a href='bm/'>点击这里</a></p><script>location.href='bm/'</script>"
    assert jump_of(page, HERE) == CHILD


def test_the_first_leap_of_several_is_taken_and_scripts_come_before_refresh() -> None:
    page = refresh('http-equiv="refresh" content="0;url=other/"') + "<script>location='bm/';location='x/'</script>"
    assert jump_of(page, HERE) == CHILD


def test_a_leap_to_another_site_is_told_as_such() -> None:
    target = jump_of(script("window.location.href = 'http://mail.example.com/';"), HERE)
    assert target == "http://mail.example.com/"
    assert not same_site(target, HERE)


@pytest.mark.parametrize("code", ["location.href='bm/'", "function search(){ location.href='/search/' } search();"])
def test_a_page_with_rows_is_its_own_content(code: str) -> None:
    page = framed(rows("关于开展检查的通知", "关于举办培训的通知"), head=f"<script>{code}</script>")
    assert jump_of(page, HERE) is None


def test_a_page_with_much_to_say_is_its_own_content() -> None:
    assert jump_of(f"<p>{'县情概况。' * 500}</p><script>location.href='bm/'</script>", HERE) is None


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_pages_lead_nowhere_or_somewhere(kind: str) -> None:
    for text in (HOSTILE[kind], HOSTILE[kind][:60_000], "<script>location='" + HOSTILE[kind][:60_000]):
        target = jump_of(text, HERE)
        assert target is None or target.startswith("http://www.example.gov.cn/zwgk/tzgg/")


CODE = st.lists(
    st.sampled_from(
        ["location", ".href", "=", "'a.html'", '"b/"', "(", ")", "{", "}", ";", "if", "function f", "setTimeout(", "\\",
         "'", '"', "//", "/*", "<!--", "\n", "+", "</script>", "<meta http-equiv=refresh content='0;url=", "x"]
    )
).map("".join)  # fmt: skip


@given(CODE)
def test_any_script_is_read(code: str) -> None:
    target = jump_of(script(code), HERE)
    assert target is None or target.startswith("http://")


@given(st.text(), st.text())
def test_any_text_and_address_are_read(text: str, url: str) -> None:
    for page in (text, script(f"location='{text}'"), refresh(f'http-equiv=refresh content="0;url={text}"')):
        target = jump_of(page, url)
        assert target is None or target.startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("http://www.example.gov.cn/a", "https://example.gov.cn:443/b", True),
        ("http://www.example.gov.cn/a", "https://example.gov.cn:8080/b", False),
        ("http://WWW.Example.gov.cn/", "http://www.example.gov.cn/", True),
        ("http://jyj.example.gov.cn/", "http://www.example.gov.cn/", False),
        ("http://www.example.gov.cn/", "http://www.example.com/", False),
        ("/zwgk/", "/zwgk/", False),
        ("", "", False),
        ("http://[::1/", "http://[::1/", False),
    ],
)
def test_a_site_is_its_host(a: str, b: str, same: bool) -> None:
    assert same_site(a, b) is same
