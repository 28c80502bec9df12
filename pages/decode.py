"""Which characters the bytes of a page stand for."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping

# Names seen in declarations, and the codec that reads them. GB2312 and GBK are read as GB18030, their superset,
# as browsers do. Single-byte names (iso-8859-1 is a server's default) are not believed: they fit any bytes at all.
_CODECS = {
    "gb2312": "gb18030",
    "gb-2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
}
# UTF-16 shows itself: by its byte order mark, or by the NUL beside the first "<" where the mark was left out.
_WIDE_STARTS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be", b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}
_UTF8_MARK = b"\xef\xbb\xbf"
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.S)
_IN_HEAD = re.compile(
    rb"""(?:<meta\b[^<>]{0,400}?\bcharset|<\?xml\b[^<>]{0,100}?\bencoding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w-]{2,20})""",
    re.I,
)
_IN_HEADER = re.compile(r"""charset\s*=\s*["']?([\w-]{2,20})""", re.I)
# From U+0800 on UTF-8 takes three bytes a character, and no text in another encoding fits that by chance.
_LONG_SEQUENCE = re.compile("[\u0800-\U0010ffff]")
_HEAD, _LONG_HEAD = 2048, 8192
_SAMPLE = 65_536
_MOST_DAMAGE = 0.1


def decode(body: bytes, headers: Mapping[str, str]) -> str:
    """The text of a page. Never raises; what is cut or damaged becomes U+FFFD.

    Byte order mark, meta charset, header charset, UTF-8, GB18030, in this order; but no declaration is believed that
    the bytes do not bear out, since old templates declare gb2312 over UTF-8 and servers announce utf-8 over GBK. A
    body cut inside its last character is read in the encoding of the rest.
    """
    wide = _WIDE_STARTS.get(body[:2])
    if wide:
        return body.decode(wide, "replace").removeprefix("\ufeff")
    body = body.removeprefix(_UTF8_MARK)
    utf8 = _fitting(body, "utf-8")
    if utf8 is not None and (_LONG_SEQUENCE.search(utf8) or utf8.isascii()):
        return utf8
    if utf8 is None:
        utf8 = _mended_utf8(body)
    if utf8 is None or _LONG_SEQUENCE.search(utf8) is None:
        for codec in _declared(body, headers):
            text = utf8 if codec == "utf-8" else _fitting(body, codec)
            if text is not None:
                return text
    return body.decode("gb18030", "replace") if utf8 is None else utf8


def header(headers: Mapping[str, str], name: str) -> str:
    """The value of the header called ``name`` (in lower case) however the server wrote it; "" where there is none."""
    return next((value for key, value in headers.items() if key.lower() == name), "")


def _fitting(body: bytes, codec: str) -> str | None:
    """``body`` read in ``codec``, or ``None`` where it does not fit. An unfinished last character fits."""
    try:
        return body.decode(codec)
    except UnicodeDecodeError:
        pass
    try:
        return codecs.getincrementaldecoder(codec)().decode(body) + "\ufffd"
    except UnicodeDecodeError:
        return None


def _mended_utf8(body: bytes) -> str | None:
    """UTF-8 in which a few characters are broken (titles cut by bytes are common), or ``None`` if it is not UTF-8."""
    sample = body[:_SAMPLE].decode("utf-8", "replace")
    broken = sample.count("\ufffd")
    sound = len(_LONG_SEQUENCE.findall(sample)) - broken
    return body.decode("utf-8", "replace") if broken <= sound * _MOST_DAMAGE else None


def _declared(body: bytes, headers: Mapping[str, str]) -> Iterator[str]:
    """The codecs that the head of the page and then the header name, as far as such a name can be believed."""
    head = body[:_HEAD]
    if b"</head" not in head:
        head = body[:_LONG_HEAD]
    names = [match.decode("ascii", "replace") for match in _IN_HEAD.findall(_COMMENT.sub(b"", head))]
    names += _IN_HEADER.findall(header(headers, "content-type"))
    for name in names:
        codec = "utf-8" if name.lower() in ("utf-8", "utf8") else _CODECS.get(name.lower())
        if codec:
            yield codec
