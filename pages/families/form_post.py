"""Pagers that call a function of the page: goToPageURL(2), turnPage(2). It sends a form, or goes to an address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import ClassVar
from urllib.parse import urlencode

from pages.family import Family, Paging
from pages.lists.links import Element, own_text
from pages.model import PageRequest
from pages.paging.forms import Form, forms_of
from pages.paging.next_page import is_next_word, next_by_links
from pages.paging.targets import is_disabled, onward, own_address
from pages.scripts import constants, evaluated, number_of, scripts_in_force
from pages.source import Source

_SIGN = re.compile(r"age\w{0,30}\(")
_CALL = re.compile(
    r"""(?:^|[\s:;])(?:return\s+)?([\w$]{0,30}(?:[pP]age|[tT]urn|[gG]o|[jJ]ump)[\w$]{0,30})\(\s*["']?(\d{0,5})["']?\s*[,)]"""
)
_GOES = re.compile(
    r"(?:location(?:\.href)?\s*=(?!=)|location\.(?:assign|replace)\()\s*([^;\n]{1,300}?)\s*\)?\s*(?:[;\n]|$)"
)
_PAGE_FIELD = re.compile(
    r"(?:\w+[._])?(?:pn?|(?:curr?(?:ent)?_?|now_?|to_?|go_?|c_?)?page_?(?:no|num|number|index|now|current)?)", re.I
)


MOST_CALLS = 4
LONGEST_FUNCTION = 4000


class FormPost(Family):
    """The call of 下一页 says the number; the function, or the form it sends, says where the number goes."""

    name: ClassVar[str] = "form-post"
    rank: ClassVar[int] = 60

    def knows(self, source: Source) -> bool:
        """By a call with a page number in 下一页."""
        if _SIGN.search(source.text) is None or source.tree is None:
            return False
        return next(_next_calls(source.tree), None) is not None

    def paging(self, source: Source) -> Paging | None:
        """By plain links, else as the function of the call would go on."""
        links = next_by_links(source)
        if links.next or links.last or source.tree is None:
            return links
        script = scripts_in_force(source.text, "age")
        for name, number in islice(_next_calls(source.tree), MOST_CALLS):
            request = _as_function_goes(source, script, name, number)
            if request is not None:
                return Paging(request)
        return links


def _next_calls(tree: Element) -> Iterator[tuple[str, str]]:
    for element in tree.iter("a", "input", "button", "span", "li", "img"):
        script = f"{element.get('href') or ''} {element.get('onclick') or ''}"
        if "(" not in script or is_disabled(element):
            continue
        label = own_text(element) or element.get("value") or element.get("title") or element.get("alt") or ""
        call = _CALL.search(script) if is_next_word(label) else None
        if call:
            yield call.group(1), call.group(2)


def _as_function_goes(source: Source, script: str, name: str, number: str) -> PageRequest | None:
    parameter, body = _function(script, name)
    known = constants(script) | ({parameter: number} if parameter and number else {})
    for match in _GOES.finditer(body):
        address = evaluated(match.group(1), known)
        url = onward(address, source) if isinstance(address, str) and address else None
        if url is not None:
            return PageRequest(url)
    named = _field_set(body, parameter)
    for form in forms_of(source):
        request = _sent(source, form, form.ids.get(named, named) if named else _page_field(form), number)
        if request is not None:
            return request
    return None


def _function(script: str, name: str) -> tuple[str, str]:
    """The first parameter and the body of a function; "" and "" where the page does not define it."""
    called = re.escape(name)
    head = re.search(rf"(?:function\s+{called}|\b{called}\s*=\s*function)\s*\(\s*(\w*)[^)]{{0,200}}\)\s*\{{", script)
    if head is None:
        return "", ""
    depth, place = 1, head.end()
    for brace in re.finditer(r"[{}]", script[place:]):
        depth += 1 if brace.group() == "{" else -1
        if depth == 0:
            return head.group(1), script[place : place + min(brace.start(), LONGEST_FUNCTION)]
    return head.group(1), script[place : place + LONGEST_FUNCTION]


def _field_set(body: str, parameter: str) -> str:
    """The name or id of the field that a function gives its parameter to, or ""."""
    if not parameter:
        return ""
    match = re.search(
        rf"""(?:["']\#?([\w.\\-]+)["']\s*\)(?:\[0\])?|\.(\w+))\s*\.\s*(?:value\s*=|val\()\s*{re.escape(parameter)}\b""",
        body,
    )
    return (match.group(1) or match.group(2)).replace("\\", "") if match else ""


def _page_field(form: Form) -> str:
    return next((name for name in form.fields if _PAGE_FIELD.fullmatch(name)), "")


def _sent(source: Source, form: Form, field: str, number: str) -> PageRequest | None:
    """The form with the page number in ``field``; where the call says none, with the number after the present one."""
    if field not in form.fields:
        return None
    present = number_of(form.fields[field])
    wanted = number_of(number) if number else present + 1 if present is not None else None
    address = own_address(form.action, source)
    if address is None or wanted is None or wanted == present:
        return None
    body = urlencode(form.fields | {field: str(wanted)})
    if form.method == "POST":
        return PageRequest(address, "POST", body)
    return PageRequest(f"{address.split('?', 1)[0]}?{body}")
