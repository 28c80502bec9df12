"""What a page's inline scripts print into it: the dates that exist nowhere else (cms.md 1.7)."""

from __future__ import annotations

import re
from functools import cached_property

from lxml import etree

_WRITES = re.compile(r"document\.write(?:ln)?\(\s*(.+?)\s*\)\s*(?:;|\}|$)", re.M)
# A literal, or a name that is not a function's.
_TERM = re.compile(r"'([^']*)'|\"([^\"]*)\"|\b([A-Za-z_$][\w$]*)\b(?!\s*\()")
_COMMENT = re.compile(r"(?<![:'\"])//|/\*")
_LONGEST_SCRIPT = 10_000
_MOST_NAMES = 20
# What templates call the publish date that a script puts into the page.
PUBLISH_NAMES = ("pubdata", "pubdate", "pubDate", "pubTime", "publishDate", "publishTime", "fbsj", "fbrq", "docreltime")
_TAG = re.compile(r"<[^>]*>")


class Constants:
    """The strings that the scripts of a page assign, by name. Looked for only when something prints one."""

    def __init__(self, tree: etree._Element, text: str) -> None:
        self._tree = tree
        self._text = text
        self._known: dict[str, str] = {}

    def __bool__(self) -> bool:
        """Whether there is any script at all that could assign something."""
        return self._scripts != ""

    def __getitem__(self, name: str) -> str:
        """The one value that is assigned to ``name`` outside line comments, or ""."""
        if name not in self._known:
            # A page that prints dozens of names prints no date, and each costs a look through all of it.
            self._known[name] = self._find(name) if len(self._known) < _MOST_NAMES else ""
        return self._known[name]

    def is_read(self, name: str) -> bool:
        """Whether ``name`` stands anywhere but where it is assigned: a variable that nothing reads shows nothing."""
        return len(re.findall(rf"\b{re.escape(name)}\b", self._text)) > 1

    def _find(self, name: str) -> str:
        if name not in self._scripts:
            return ""
        form = re.compile(rf"{re.escape(name)}\s*=\s*(['\"])([^'\"\n<>]{{0,200}})\1")
        values = {match[2] for match in form.finditer(self._scripts) if self._is_assigned(match.start())}
        return values.pop() if len(values) == 1 else ""

    @cached_property
    def _scripts(self) -> str:
        return "\n".join(script.text for script in self._tree.iter("script") if script.text)

    def _is_assigned(self, at: int) -> bool:
        line = self._scripts[self._scripts.rfind("\n", 0, at) + 1 : at]
        return not _COMMENT.search(line) and not line[-1:].isalnum() and line[-1:] not in ("_", ".", "$")


def written_text(script: str, constants: Constants) -> str:
    """The text that ``script`` prints where it stands, as far as it prints constants."""
    if "document.write" not in script or len(script) > _LONGEST_SCRIPT:
        return ""
    terms = (term for written in _WRITES.findall(script) for term in _TERM.findall(written))
    return _TAG.sub(" ", "".join(single or double or (name and constants[name]) for single, double, name in terms))
