"""ASP.NET Web Forms: the page posts itself back with its view state; AspNetPager, GridView and their kin."""

from __future__ import annotations

import re
from typing import ClassVar
from urllib.parse import urlencode

from pages.family import Family, Paging
from pages.forms import Form, forms_of
from pages.links import Element, own_text
from pages.model import PageRequest
from pages.pager_marks import position_of
from pages.paging import is_next_word, next_by_links
from pages.source import Source
from pages.targets import is_disabled, own_address

_BACK = re.compile(
    r"""__doPostBack\(\s*(?:'|&#39;|")([^'"&]+)(?:'|&#39;|")\s*,\s*(?:'|&#39;|")([^'"&]*)(?:'|&#39;|")"""
)
_PAGE = re.compile(r"(?:Page\$)?(\d{1,5})$")
_ARROWS = frozenset({">", "›", "»", "下页"})


class AspNet(Family):
    """__doPostBack('pager','2') with __VIEWSTATE and whatever else the form holds."""

    name: ClassVar[str] = "aspnet"
    rank: ClassVar[int] = 26

    def knows(self, source: Source) -> bool:
        """By the function of the system, and a view state to post back."""
        return "__doPostBack(" in source.text and "__VIEWSTATE" in source.text

    def paging(self, source: Source) -> Paging | None:
        """A link to a further file where there is one, else the post-back of 下一页 or of the next number."""
        links = next_by_links(source)
        if links.next or source.tree is None:
            return links
        back = _next_post_back(source.tree, source)
        form = next((form for form in forms_of(source) if "__VIEWSTATE" in form.fields), None)
        if back is None or form is None:
            return links
        return Paging(_request(source, form, *back))


def _next_post_back(tree: Element, source: Source) -> tuple[str, str] | None:
    numbered: dict[tuple[str, int], str] = {}
    for anchor in tree.iter("a"):
        match = _BACK.search(f"{anchor.get('href') or ''} {anchor.get('onclick') or ''}")
        if match is None or is_disabled(anchor):
            continue
        target, argument = match.groups()
        text = own_text(anchor)
        if is_next_word(text) or text in _ARROWS:
            return target, argument
        number = _PAGE.fullmatch(argument)
        if number and text.isdigit():
            numbered[target, int(number.group(1))] = argument
    return _after_current(tree, numbered, source)


def _after_current(tree: Element, numbered: dict[tuple[str, int], str], source: Source) -> tuple[str, str] | None:
    """The post-back of the number after the one that is missing among the links, which is the current page."""
    for target in dict.fromkeys(target for target, _ in numbered):
        numbers = {page for name, page in numbered if name == target}
        position = position_of(source)
        missing = (page for page in range(1, max(numbers)) if page not in numbers and page + 1 in numbers)
        current = position.page if position and position.page else next(missing, None)
        argument = numbered.get((target, current + 1)) if current else None
        if argument is not None:
            return target, argument
    return None


def _request(source: Source, form: Form, target: str, argument: str) -> PageRequest | None:
    address = own_address(form.action, source)
    body = form.fields | {"__EVENTTARGET": target, "__EVENTARGUMENT": argument}
    return PageRequest(address, "POST", urlencode(body)) if address else None
