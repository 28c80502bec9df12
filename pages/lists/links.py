"""The links of a page, and the skeleton of elements that leads to them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from lxml import etree

from pages.hidden import is_hidden

Element = etree._Element

_OUTSIDE_CONTENT = frozenset(
    {"script", "style", "noscript", "template", "head", "header", "nav", "footer", "aside", "select"}
)
_ENTRY_BOXES = frozenset({"article", "li"})
_NOWHERE = re.compile(r"\s*(?:#|$|javascript:|about:|mailto:|tel:|void)", re.I)
_PLAIN_STARTS = frozenset("./hH0123456789cCiI")
_ONCLICK_ADDRESS = re.compile(
    r"""(?:open\w{0,24}|href|location|replace|goto?\w{0,24}|to\w{0,24}Url)\W{0,24}?(?:encodeURI\w*\W{1,3})?["'](?=[^"']*[./?])([^"'\s]{4,300})["']""",
    re.I,
)
LONGEST_CALL = 1_000
MOST_LINKS = 10_000
MOST_ELEMENTS = 50_000

_CLICKABLE = frozenset({"li", "tr", "div", "p", "dl", "dt", "dd", "td", "article", "section", "span"})


def is_outside_content(element: Element) -> bool:
    """Whether no link in the element is a row: navigation, footers, scripts. An entry may have a head of its own."""
    if element.tag not in _OUTSIDE_CONTENT:
        return False
    parent = element.getparent()
    return not (element.tag in ("header", "footer") and parent is not None and parent.tag in _ENTRY_BOXES)


def raw_text(element: Element) -> str:
    """All text under an element as it stands. Four times as fast as joining ``itertext``."""
    if not len(element):
        return element.text or ""
    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)


def own_text(element: Element) -> str:
    """All text under an element, white space collapsed."""
    return " ".join(raw_text(element).split())


def target_of(anchor: Element) -> str:
    """The address an anchor leads to, as written; "" where it leads nowhere that can be known."""
    href = anchor.get("href") or ""
    if href[:1] in _PLAIN_STARTS or not _NOWHERE.match(href):
        return href.strip()
    onclick = anchor.get("onclick") or (href if href[:11].lower() == "javascript:" else "")
    match = _ONCLICK_ADDRESS.search(onclick, 0, LONGEST_CALL) if onclick else None
    return match.group(1) if match else ""


class Resolver:
    """Makes addresses absolute. Most links of a list are plain relative ones, for which ``urljoin`` is too dear."""

    def __init__(self, base: str) -> None:
        try:
            parts = urlsplit(base)
        except ValueError:  # a malformed IPv6 host: nothing can be made absolute against it
            parts = urlsplit("")
        self._base = base
        self._scheme = parts.scheme
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self._at_root = parts.path.rfind("/") <= 0
        self._folders = _folders_of(parts.path, self._origin)
        self._folder = base.split("?", 1)[0].split("#", 1)[0].rsplit("/", 1)[0] + "/" if parts.path else base + "/"

    def __call__(self, target: str) -> str:
        """The absolute address of a target as written, "" for none. Browsers take a backslash for a slash."""
        if "\\" in target:
            target = target.replace("\\", "/")
        if "[" in target:
            return self._joined(target)
        if target.startswith(("http://", "https://")):
            return target
        if target.startswith("../") and self._folders:
            return self._above(target)
        if "/../" in target or target.startswith(("../", "?", "//", "#")) or "/./" in target:
            return self._joined(target)
        if target.startswith("/"):
            return self._origin + target
        if target.startswith("./"):
            return self._folder + target[2:]
        return self._folder + target if ":" not in target[:12] else self._joined(target)

    def _above(self, target: str) -> str:
        """The address of ../../info/1.html: what leads beyond the root stays there."""
        rest, steps = target, 0
        while rest.startswith("../"):
            rest, steps = rest[3:], steps + 1
        if "./" in rest or "//" in rest or rest in ("", ".", ".."):
            return self._joined(target)
        return self._folders[min(steps, len(self._folders) - 1)] + rest

    def _joined(self, target: str) -> str:
        try:
            return urljoin(self._base, target)
        except ValueError:  # a malformed IPv6 host
            return ""

    def is_near(self, target: str) -> bool:
        """Whether an address as written lies in the page's own folder or below it."""
        if target.startswith(("http", "/")):
            target = self(target)
            if not target.startswith(self._folder):
                return False
            target = target[len(self._folder) :]
        # Everything is below the root of a site; near is only what stands there itself.
        return not (target.startswith(("../", "javascript")) or (self._at_root and "/" in target.split("?", 1)[0]))


def _folders_of(path: str, origin: str) -> list[str]:
    """The folder of a path and all above it, from the inside out; none where the path itself has steps in it."""
    if not path.startswith("/") or "//" in path or "/." in path:
        return []
    names = path.split("/")[1:-1]
    return [f"{origin}/{''.join(f'{name}/' for name in names[:count])}" for count in range(len(names), -1, -1)]


@dataclass(slots=True)
class Link:
    """An element that leads somewhere, with its address as written ("" for none) and its text."""

    element: Element
    target: str
    text: str

    @property
    def key(self) -> str:
        """What tells two links apart: the address, or for links to nowhere the text."""
        return self.target or self.text


@dataclass(slots=True)
class Skeleton:
    """The visible links of a tree and, for every element that leads to one, its children that do, in order.

    ``counts`` has the number of links at or below each element that is itself visible.
    """

    links: dict[Element, Link] = field(default_factory=dict)
    kids: dict[Element, list[Element]] = field(default_factory=dict)
    counts: dict[Element, int] = field(default_factory=dict)

    def links_under(self, element: Element) -> list[Link]:
        """The links at or below an element, in document order."""
        while self.counts[element] == 1:
            link = self.links.get(element)
            if link is not None:
                return [link]
            element = self.kids[element][0]
        found: list[Link] = []
        waiting = [element]
        while waiting:
            element = waiting.pop()
            link = self.links.get(element)
            if link is not None:
                found.append(link)
            kids = self.kids.get(element)
            if kids is not None:
                waiting += reversed(kids)
        return found


class TooManyLinksError(ValueError):
    """A page has more links, or more elements around them, than any list page; its message is for people."""

    def __init__(self) -> None:
        super().__init__(
            f"页面上的链接太多，或层层嵌套太深（链接超过 {MOST_LINKS} 个，或含链接的元素超过 {MOST_ELEMENTS} 个）"
        )


def skeleton_of(tree: Element, *, with_hidden: bool = False, with_clicks: bool = False) -> Skeleton:
    """The skeleton of a tree. Hidden parts and navigation are left out unless ``with_hidden``.

    ``with_clicks`` looks for rows that are no anchors but lead on when they are clicked. Raises ``TooManyLinksError``.
    """
    skeleton = Skeleton()
    for element in tree.iter("a", *_CLICKABLE) if with_clicks else tree.iter("a"):
        link = _anchor(element) if element.tag == "a" else _opened_by_click(element)
        if link is not None:
            _climb(element, skeleton, with_hidden=with_hidden)
            skeleton.links[element] = link
            if len(skeleton.links) > MOST_LINKS or len(skeleton.kids) > MOST_ELEMENTS:
                raise TooManyLinksError
    if tree in skeleton.kids or tree in skeleton.links:
        _count(skeleton, tree)
    return skeleton


def _anchor(element: Element) -> Link | None:
    target, text = target_of(element), own_text(element)
    if not text and len(element):
        text = _picture_text(element)
    return Link(element, target, text) if target or text else None


def _opened_by_click(element: Element) -> Link | None:
    """The link that a whole row is, where a click on it leads on and no anchor stands in it."""
    target = target_of(element) if element.get("onclick") is not None else ""
    if not target or next(element.iter("a"), None) is not None:
        return None
    return Link(element, target, own_text(element))


def _picture_text(anchor: Element) -> str:
    """What a link without text shows: the words that stand for its picture."""
    return next((" ".join((image.get("alt") or "").split()) for image in anchor.iter("img")), "")


def _climb(element: Element, skeleton: Skeleton, *, with_hidden: bool) -> None:
    """Note the way from a link up to the first element that another link has led to."""
    kids, links = skeleton.kids, skeleton.links
    while element not in links:
        if not with_hidden and (is_hidden(element) or is_outside_content(element)):
            return
        parent = element.getparent()
        if parent is None:
            return
        known = kids.get(parent)
        if known is not None:
            known.append(element)
            return
        kids[parent] = [element]
        element = parent


def _count(skeleton: Skeleton, root: Element) -> None:
    """Fill ``counts``, without recursion, as pages may nest deeply."""
    counts, kids, links = skeleton.counts, skeleton.kids, skeleton.links
    order = [root]
    for element in order:
        if element in kids:
            order += kids[element]
    for element in reversed(order):
        count = 1 if element in links else 0
        for kid in kids.get(element, ()):
            count += counts[kid]
        counts[element] = count
