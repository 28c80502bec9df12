"""Scripts are read, not run: what is in force, what names stand for, what a function is called with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.scripts import (
    calls,
    comments_of,
    constants,
    evaluated,
    fields,
    objects_with,
    scripts_in_force,
    without_scripts,
)


@pytest.mark.parametrize(
    ("page", "in_force"),
    [
        ("<script>go(1)</script>", True),
        ("<SCRIPT LANGUAGE='JavaScript'>go(1)</SCRIPT>", True),
        ("<script>\n<!--\ngo(1)\n//-->\n</script>", True),
        ("<!-- head --><script>go(1)</script>", True),
        ("<script>// go(1)\n</script>", False),
        ("<script>/* go(1) */</script>", False),
        ("<script><!-- go(1) -->\n</script>", False),
        ("<!-- <script>go(1)</script> -->", False),
        ("<p>go(1)</p>", False),
        ("<script>var a = 'http://x/'; go(1)</script>", True),
        ('<script>var a = "// no comment"; go(1)</script>', True),
    ],
)
def test_a_comment_is_not_in_force(page: str, in_force: bool) -> None:
    assert ("go(1)" in scripts_in_force(page)) is in_force


def test_only_the_scripts_about_something_are_given() -> None:
    page = "<script>one()</script><script>two()</script>"
    assert scripts_in_force(page, "two") == "two()"


def test_arguments_are_read_through_constants() -> None:
    script = 'var size = 5; var name = "index"; f(size, 0, name, unknown, "html")'
    assert list(calls(script, "f")) == [[5, 0, "index", None, "html"]]


def test_a_definition_is_no_call() -> None:
    assert list(calls("function f(a, b) { return a }", "f")) == []


def test_the_first_assignment_counts() -> None:
    assert constants("var page = 0;//所在页从0开始\nvar next = page+1;\npage = 7;") == {"page": 0}


def test_fields_may_be_put_together() -> None:
    found = fields("""classsql: "chnlid=" + id, page: 1, 'cache': true, codes: ['a', 'b'], now: Date()""", {"id": "32"})
    assert found == {"classsql": "chnlid=32", "page": 1, "cache": "true", "codes": ["a", "b"], "now": None}


def test_an_expression_with_something_unknown_has_no_value() -> None:
    assert evaluated("'a' + b", {}) is None


def test_the_innermost_object_is_found() -> None:
    assert [found for _, found in objects_with("x({a: {id: 1, key: 2}, b: 3})", "key")] == ["id: 1, key: 2"]


def test_comments_and_scripts_are_cut_apart() -> None:
    assert list(comments_of("a<!--b-->c<!--d-->e<!--f")) == ["b", "d"]
    assert without_scripts("a<script>b</script>c<script>d") == "ac"


@given(st.text(alphabet="<>!-/*\\'\"scriptSCRIPT(){}=+,:;ab1 \n"))
def test_no_text_breaks_the_reading(text: str) -> None:
    script = scripts_in_force(f"<script>{text}</script>{text}")
    list(calls(script, r"\w+"))
    fields(text, constants(script))
    evaluated(text, {})
    list(objects_with(text, "a"))
    list(comments_of(text))
    without_scripts(text)
