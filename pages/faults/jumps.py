"""Where an index page that holds nothing leads: meta refresh and scripts that a browser would follow at once.

A column's address is often a page of a few hundred bytes that leads to its first child column or its only article
(cms.md 1.9). Only what surely happens is followed: an address written out in full, outside any condition, in a page
that has nothing of its own to show.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urldefrag, urljoin, urlsplit

from pages.faults.glance import Glance

_LONGEST_PAGE = 65_536
_MOST_WORDS = 2000
_MOST_LINKS = 8
_LONGEST_DELAY = 10.0

_HINT = re.compile(r"location|refresh|navigate", re.I)
_META = re.compile(r"<meta\b([^<>]*)", re.I)
_REFRESH = re.compile(r"""\bhttp-equiv\s{0,9}=\s{0,9}["']?\s{0,9}refresh\b""", re.I)
_CONTENT = re.compile(r"""\bcontent\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|(\S+))""", re.I)
_DELAY = re.compile(r"""(\d{0,4}(?:\.\d{0,4})?)\s{0,9}[;,\s]\s{0,9}(?:url\s{0,9}=\s{0,9})?["']?([^"']+)""", re.I)
_ONLOAD = re.compile(r"""<body\b[^<>]{0,400}?\bonload\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)')""", re.I)

_SCRIPT_TOKEN = re.compile(
    r"""//[^\n]*|<!--[^\n]*|/\*(?:[^*]|\*(?!/))*+(?:\*/)?"""
    r"""|("(?:[^"\\\n]|\\.)*+"?|'(?:[^'\\\n]|\\.)*+'?|`(?:[^`\\]|\\.)*+`?)|[{}]""",
    re.S,
)
_DEFERRED_TEXT = re.compile(r"""\b(setTimeout\s{0,9}\(\s{0,9})(?:"((?:[^"\\\n]|\\.)*+)"|'((?:[^'\\\n]|\\.)*+)')""")
# The literal must be the whole address: whatever is added to it is unknown here.
_LEAP = re.compile(
    r"""(?<![\w.$])(?:(?:window|self|top|parent|document|this)\.){0,3}location"""
    r"""(?:(?:\.href)?\s{0,99}=\s{0,99}|\.(?:replace|assign)\s{0,99}\(\s{0,99})(["'])([^"'\n]+)\1(?=\s*(?:[;)}\n]|\Z))"""
    r"""|(?<![\w.$])window\.navigate\s{0,9}\(\s{0,9}(["'])([^"'\n]+)\3\s*\)"""
)
_CONDITION = re.compile(r"\b(?:if|else|for|while|do|switch|case|catch|finally)\b|[?]|&&|\|\|")
_RUNS_AT_ONCE = re.compile(
    r"""setTimeout\s*\(|\bonload\s*=|\bready\s*\(|\$\s*\(\s*(?:function|\()|["'](?:load|DOMContentLoaded)["']"""
    r"""|(?<![\w$)\]])[(!]\s*(?:function|\(\)\s*=>)"""
)
_FUNCTION_NAME = re.compile(r"\bfunction\s+([\w$]+)|(?<![\w$])([\w$]++)\s*[=:]\s*(?:function\b|\([^()]*\)\s*=>)")
# What a person would still call a jump; it also keeps a hostile page from costing more than its size.
_MOST_LEAPS = 12
_DEEPEST = 8
_LONGEST_HEAD = 500

Site = tuple[str, int | None]
"""A host in lower case, without ``www.``, and its port, ``None`` for those of the web."""


def jump_of(text: str, base_url: str) -> str | None:
    """The absolute address that a page sends its reader to, or ``None`` where the page is its own content.

    ``base_url`` is the address that relative links are resolved against. Scripts come before meta refresh, as in a
    browser; a refresh counts up to 10 seconds. What cannot be fetched over HTTP, and the page itself, is no jump.
    """
    if len(text) > _LONGEST_PAGE or not _HINT.search(text):
        return None
    glance = Glance(text)
    if glance.has_links(_MOST_LINKS + 1) or sum(map(len, glance.words)) > _MOST_WORDS:
        return None
    for target in (*_script_targets(glance), *_refresh_targets(glance.markup)):
        address = _joined(base_url, target)
        if address and urldefrag(address).url != urldefrag(base_url).url:
            return address
    return None


def same_site(a: str, b: str) -> bool:
    """Whether two addresses lie on one host; ``www.`` and the scheme make no difference, another port does."""
    site = site_of(a)
    return site is not None and site == site_of(b)


def site_of(url: str) -> Site | None:
    """The site of an address; ``None`` for what is no address of the web, as ``javascript:`` and ``file:``."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:  # a malformed host or port
        return None
    if parts.scheme not in ("http", "https"):
        return None
    host = (parts.hostname or "").removeprefix("www.")
    return (host, None if port in (80, 443) else port) if host else None


def _joined(base: str, target: str) -> str | None:
    try:
        address = urljoin(base, target.strip())
    except ValueError:  # a malformed IPv6 host
        return None
    return address if address.startswith(("http://", "https://")) else None


def _refresh_targets(markup: str) -> Iterator[str]:
    for match in _META.finditer(markup):
        attributes = match.group(1)
        content = _CONTENT.search(attributes) if _REFRESH.search(attributes) else None
        value = html.unescape(next(filter(None, content.groups()), "")) if content else ""
        found = _DELAY.match(value.strip())
        if found and float(found.group(1).strip(".") or 0) <= _LONGEST_DELAY:
            yield found.group(2)


def _script_targets(glance: Glance) -> Iterator[str]:
    onload = (html.unescape(a or b) for a, b in _ONLOAD.findall(glance.markup))
    script = "\n;".join((*glance.scripts, *onload))
    script = _SCRIPT_TOKEN.sub(
        lambda token: token.group(0) if token.group(1) or token.group(0) in "{}" else " ", script
    )
    script = _DEFERRED_TEXT.sub(_as_function, script)
    for leap in islice(_LEAP.finditer(script), _MOST_LEAPS):
        target = (leap.group(2) or leap.group(4)).replace("\\/", "/")
        if not set(target) & set("\\{}<>") and _surely_runs(script, leap.start()):
            yield target


def _as_function(match: re.Match[str]) -> str:
    """``setTimeout("…")`` runs a text: written as the function that it stands for, it can be read like any other."""
    body = (match.group(2) or match.group(3) or "").replace("\\'", "'").replace('\\"', '"')
    return f"{match.group(1)}function(){{{body}}}"


def _surely_runs(script: str, position: int) -> bool:
    """Whether the statement at ``position`` runs when the page opens: no condition stands over it, every function
    around it is run, and it is no part of a string."""
    heads: list[str] = []
    start = 0
    for token in _SCRIPT_TOKEN.finditer(script):
        if token.end() > position:
            if token.start() < position:
                return False
            break
        if token.group(0) == "{":
            heads.append(_head(script, start, token.start()))
        elif token.group(0) == "}" and heads:
            heads.pop()
        start = token.end() if token.group(0) in ("{", "}") else start
    own = _head(script, start, position)
    if len(own) > _LONGEST_HEAD or len(heads) > _DEEPEST or _CONDITION.search(own):
        return False
    return all(_is_run(head, script) for head in heads)


def _head(script: str, start: int, end: int) -> str:
    """The text before a brace or a statement, back to the end of the statement before."""
    return script[max(start, script.rfind(";", start, end) + 1) : end]


def _is_run(head: str, script: str) -> bool:
    """Whether the block or function that ``head`` opens is run without anybody's doing."""
    if len(head) > _LONGEST_HEAD:
        return False
    if _RUNS_AT_ONCE.search(head):
        return True
    named = _FUNCTION_NAME.search(head)
    if named is None:
        return head.strip() in ("", "try")
    name = re.escape(named.group(1) or named.group(2))
    code = _SCRIPT_TOKEN.sub(lambda token: "" if token.group(1) else token.group(0), script)
    called = rf"(?<!function\s)(?<![\w$.]){name}\s*\(|\bonload\s*=\s*{name}(?![\w$])|setTimeout\s*\(\s*{name}(?![\w$])"
    return re.search(called, code) is not None
