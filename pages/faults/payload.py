"""What came over the wire: nothing, a file, rubbish, or a page whose end is missing."""

from __future__ import annotations

import re
from http import HTTPStatus

from pages.decode import decode, header
from pages.model import Page

# What files begin with. A page begins with "<", or with white space before it.
_FILES = {
    b"%PDF": "PDF 文件",
    b"PK\x03\x04": "压缩包或 Office、OFD 文件",
    b"\xd0\xcf\x11\xe0": "Office 文件",
    b"Rar!": "压缩包",
    b"7z\xbc\xaf": "压缩包",
    b"\x1f\x8b": "未解开的压缩数据",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
}
_TEXT_TYPES = re.compile(r"^text/|xml\b|json|javascript|^$", re.I)
_TEXT_STARTS = (b"<", b"{", b"[", b"\xef\xbb\xbf")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_ALL_BUT_CONTROLS = bytes(code for code in range(256) if not _CONTROL.match(chr(code)))
_SAMPLE = 4096
_MOST_CONTROLS = 0.02
_MOST_UNREADABLE = 0.5
_FEW_UNREADABLE = 20
# Where the fetching layer undid the compression and dropped the header that told of it, Content-Length is that of the
# compressed bytes, which for a tiny page outgrow the page by what the container itself takes.
_CONTAINER = 64

_TAIL = 512
_OPENED = re.compile(r"<(?:html|body|!doctype)\b", re.I)
_CLOSED = re.compile(r"</(?:html|body)\s*>", re.I)
_RAW = re.compile(r"<!--(?:[^-]|-(?!->))*+(-->)?|<(script|style)\b[^<>]*>[^<]*+(?:<(?!/\2)[^<]*+)*+(</\2)?", re.I)
_UNFINISHED_TAG = re.compile(r"<(?:[a-zA-Z/!][^<>]*)?\Z")
# Elements that browsers do not close by themselves at the end of a list: a page that ends inside one was cut.
_ENCLOSING = ("ul", "ol", "dl", "table", "a", "select")
_MOST_OPEN_DIVS = 2


def foreign_kind(page: Page) -> str:
    """What the body is instead of text (Chinese), or "" where it is text. An empty body is text."""
    start = page.body[:64].lstrip()
    for magic, kind in _FILES.items():
        if start.startswith(magic):
            return kind
    media = header(page.headers, "content-type").split(";")[0].strip()
    if not _TEXT_TYPES.search(media) and not start.startswith(_TEXT_STARTS):
        return f"{media} 类型的文件"
    return "无法辨认的二进制数据" if _is_binary(page.body) else ""


def is_garbled(text: str) -> bool:
    """Whether most of what a decoded page says beyond its markup is unreadable."""
    if "\ufffd" not in text:
        return False
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return text.count("\ufffd") > max(_FEW_UNREADABLE, beyond_ascii * _MOST_UNREADABLE)


def missing_bytes(page: Page) -> int:
    """How many bytes short of its Content-Length the body is; 0 where the two cannot be compared."""
    promised = header(page.headers, "content-length").strip()
    if not (promised.isascii() and promised.isdigit()) or header(page.headers, "content-encoding"):
        return 0
    missing = int(promised[:18]) - len(page.body)
    return missing if missing > (_CONTAINER if page.body else 0) else 0


def is_partial(page: Page) -> bool:
    """Whether the server says that this is a part of the page only (206), though all of it was asked for."""
    return page.status == HTTPStatus.PARTIAL_CONTENT


def is_cut(text: str) -> bool:
    """Whether markup provably ends before its time.

    Many sound pages lack ``</html>``, so that alone proves nothing: the text must also end inside a tag, a script, a
    comment, a list, a table or a link, or leave several boxes open. What follows the last ``</html>`` is judged by
    itself, since included heads (UCAP) close a document long before the page ends.
    """
    if "</html>" in text[-_TAIL:]:
        return False
    rest = text
    for match in _CLOSED.finditer(text):
        rest = text[match.end() :]
    if _UNFINISHED_TAG.search(rest[rest.rfind("<") :] if "<" in rest else ""):
        return text.lstrip("\ufeff \t\r\n").startswith("<")
    return bool(_OPENED.search(text, 0, 4 * _TAIL)) and _leaves_open(rest)


def _leaves_open(markup: str) -> bool:
    unclosed = any(not (match.group(1) or match.group(3)) for match in _RAW.finditer(markup))
    if unclosed or markup.endswith("\ufffd"):
        return True
    bare = _RAW.sub("", markup).lower()
    inside = any(_last_opening(bare, name) > bare.rfind(f"</{name}") for name in _ENCLOSING)
    return inside or bare.count("<div") - bare.count("</div") > _MOST_OPEN_DIVS


def _last_opening(markup: str, name: str) -> int:
    return max(markup.rfind(f"<{name}{after}") for after in (">", " ", "\n", "\t", "\r"))


def _is_binary(body: bytes) -> bool:
    sample = body[:_SAMPLE]
    if len(sample.translate(None, _ALL_BUT_CONTROLS)) <= len(sample) * _MOST_CONTROLS:
        return False
    text = decode(sample, {})  # UTF-16 is full of NUL bytes and text all the same
    return len(_CONTROL.findall(text)) > len(text) * _MOST_CONTROLS
