"""The links of a page, and the skeleton of elements that leads to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from lxml import etree

Element = etree._Element

_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_OUTSIDE_CONTENT = frozenset(
    {"script", "style", "noscript", "template", "head", "header", "nav", "footer", "aside", "select"}
)
_NOWHERE = re.compile(r"\s*(?:#|$|javascript:|about:|mailto:|tel:|void)", re.I)
_ONCLICK_ADDRESS = re.compile(
    r"""(?:open|href|location|replace|goto?\w*|to\w*Url)\W{0,24}?["']([^"'\s]{4,300})["']""", re.I
)


def is_hidden(element: Element) -> bool:
    """Whether the page's own markup keeps the element from being seen."""
    style = element.get("style")
    return (style is not None and _HIDDEN_STYLE.search(style) is not None) or element.get("hidden") is not None


def is_outside_content(element: Element) -> bool:
    """Whether the element is one whose links are never rows: navigation, footers, scripts."""
    return element.tag in _OUTSIDE_CONTENT


def raw_text(element: Element) -> str:
    """All text under an element as it stands. Four times as fast as joining ``itertext``."""
    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)


def own_text(element: Element) -> str:
    """All text under an element, white space collapsed."""
    return " ".join(raw_text(element).split())


def target_of(anchor: Element) -> str:
    """The address an anchor leads to, as written; "" where it leads nowhere that can be known."""
    href = anchor.get("href") or ""
    if not _NOWHERE.match(href):
        return href.strip()
    onclick = anchor.get("onclick") or (href if href[:11].lower() == "javascript:" else "")
    match = _ONCLICK_ADDRESS.search(onclick) if onclick else None
    return match.group(1) if match else ""


class Resolver:
    """Makes addresses absolute. Most links of a list are plain relative ones, for which ``urljoin`` is too dear."""

    def __init__(self, base: str) -> None:
        parts = urlsplit(base)
        self._base = base
        self._scheme = parts.scheme
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self._folder = base.split("?", 1)[0].split("#", 1)[0].rsplit("/", 1)[0] + "/" if parts.path else base + "/"

    def __call__(self, target: str) -> str:
        if target.startswith(("http://", "https://")):
            return target
        if "/../" in target or target.startswith(("../", "?", "//", "#")) or "/./" in target:
            return self._joined(target)
        if target.startswith("/"):
            return self._origin + target
        if target.startswith("./"):
            return self._folder + target[2:]
        return self._folder + target if ":" not in target[:12] else self._joined(target)

    def _joined(self, target: str) -> str:
        try:
            return urljoin(self._base, target)
        except ValueError:  # a malformed IPv6 host
            return target

    def is_near(self, target: str) -> bool:
        """Whether an address as written lies in the page's own folder or below it."""
        if target.startswith(("http", "/")):
            return self(target).startswith(self._folder)
        return not target.startswith(("../", "javascript"))


@dataclass(slots=True)
class Link:
    """An anchor with its address as written ("" for none) and its text."""

    element: Element
    target: str
    text: str

    @property
    def key(self) -> str:
        """What tells two links apart: the address, or for links to nowhere the text."""
        return self.target or self.text


@dataclass(slots=True)
class Skeleton:
    """The visible links of a tree and, for every element that leads to one, its children that do, in order."""

    links: dict[Element, Link] = field(default_factory=dict)
    kids: dict[Element, list[Element]] = field(default_factory=dict)
    keys: dict[Element, frozenset[str]] = field(default_factory=dict)

    def links_under(self, element: Element) -> Iterator[Link]:
        """The links at or below an element, in document order."""
        waiting = [element]
        while waiting:
            found = waiting.pop()
            link = self.links.get(found)
            if link is not None:
                yield link
            kids = self.kids.get(found)
            if kids is not None:
                waiting += reversed(kids)


def skeleton_of(tree: Element, *, with_hidden: bool = False) -> Skeleton:
    """The skeleton of a tree. Hidden parts and navigation are left out unless ``with_hidden``."""
    skeleton = Skeleton()
    reached: set[Element] = set()
    kids = skeleton.kids
    for anchor in tree.iter("a"):
        target, text = target_of(anchor), own_text(anchor)
        if not (target or text):
            continue
        skeleton.links[anchor] = Link(anchor, target, text)
        child = anchor
        while child not in reached:
            reached.add(child)
            if not with_hidden and (is_hidden(child) or is_outside_content(child)):
                break
            parent = child.getparent()
            if parent is None:
                break
            kids.setdefault(parent, []).append(child)
            child = parent
    if tree in kids or tree in skeleton.links:
        _gather_keys(skeleton, tree)
    return skeleton


def _gather_keys(skeleton: Skeleton, root: Element) -> None:
    """Fill ``keys``: the distinct links below each element, without recursion, as pages may nest deeply."""
    order = [root]
    for element in order:
        order.extend(skeleton.kids.get(element, ()))
    keys = skeleton.keys
    for element in reversed(order):
        kids = skeleton.kids.get(element, ())
        link = skeleton.links.get(element)
        own = frozenset((link.key,)) if link else frozenset()
        keys[element] = own.union(*(keys[kid] for kid in kids)) if kids else own
