"""A form is sent as a browser would send it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from pages.model import Page
from pages.paging.forms import Form, forms_of
from pages.source import Source

NIGHT = datetime(2026, 6, 15, 2, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def forms(body: str) -> list[Form]:
    return list(forms_of(Source(Page("http://www.example.gov.cn/", body.encode(), NIGHT))))


def test_only_controls_in_force_are_sent() -> None:
    (form,) = forms(
        '<form name="f" action=" list.do " method="post">'
        '<input type="hidden" name="page" id="p" value="1"><input name="title"><input name="off" value="x" disabled>'
        '<input type="submit" name="go" value="查询"><input type="checkbox" name="a" value="1">'
        '<input type="radio" name="b" value="2" checked><textarea name="c">文</textarea>'
        '<select name="d"><option value="1">一</option><option value="2" selected>二</option></select>'
        '<select name="e"><option>三</option></select><select name="g"></select></form>'
    )
    assert (form.name, form.action, form.method) == ("f", "list.do", "POST")
    assert form.fields == {"page": "1", "title": "", "b": "2", "c": "文", "d": "2", "e": "三", "g": ""}
    assert form.ids["p"] == "page"


def test_a_form_without_a_method_is_a_question() -> None:
    (form,) = forms("<form><input name=q value=1></form>")
    assert form.method == "GET"


def test_a_page_without_markup_has_no_forms() -> None:
    assert forms("") == []
