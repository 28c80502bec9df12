"""ASP.NET Web Forms: the page posts itself back with its view state; AspNetPager, GridView and their kin."""

from __future__ import annotations

import re
from typing import ClassVar
from urllib.parse import urlencode

from pages.family import Family, Paging
from pages.lists.links import Element, own_text
from pages.model import PageRequest
from pages.paging.forms import Form, forms_of
from pages.paging.next_page import is_next_word, next_by_links
from pages.paging.numbers import next_number, pagers_of
from pages.paging.targets import is_disabled, own_address
from pages.source import Source

_BACK = re.compile(
    r"""__doPostBack\(\s*(?:'|&#39;|")([^'"&]{1,200})(?:'|&#39;|")\s*,\s*(?:'|&#39;|")([^'"&]{0,200})(?:'|&#39;|")"""
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
            return Paging(last=True) if _ends_here(source.tree) else links
        return Paging(_request(source, form, *back))


def _next_post_back(tree: Element, source: Source) -> tuple[str, str] | None:
    """What is posted back for 下一页, or for the number after the current one."""
    for anchor in tree.iter("a"):
        text = own_text(anchor)
        if (is_next_word(text) or text in _ARROWS) and not is_disabled(anchor) and (back := _posted(anchor)):
            return back
    numbers = [pager for pager in pagers_of(source, wordless=True) if any(map(_posted, pager[1].values()))]
    following = next_number(numbers, source)
    return _posted(following) if following is not None else None


def _posted(anchor: Element) -> tuple[str, str] | None:
    """The target and the argument of the post-back of a link."""
    match = _BACK.search(f"{anchor.get('href') or ''} {anchor.get('onclick') or ''}")
    return (match.group(1), match.group(2)) if match else None


def _ends_here(tree: Element) -> bool:
    """Whether 下一页 is switched off in a pager that posts back to other pages."""
    off = any(is_disabled(anchor) and is_next_word(own_text(anchor)) for anchor in tree.iter("a"))
    return off and any(_PAGE.fullmatch(back[1]) for back in map(_posted, tree.iter("a")) if back)


def _request(source: Source, form: Form, target: str, argument: str) -> PageRequest | None:
    address = own_address(form.action, source)
    body = form.fields | {"__EVENTTARGET": target, "__EVENTARGUMENT": argument}
    return PageRequest(address, "POST", urlencode(body)) if address else None
