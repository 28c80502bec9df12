"""One record of a WARC/1.1 file as bytes (ISO 28500:2017), a gzip member of its own.

Written here and not through warcio's writer, which takes three times as long a record and compresses at the slowest
level; warcio reads the files, and verifies them in the tests.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import quote
from uuid import uuid4

from pages.model import Exchange

# On real portal pages level 3 takes half the time of level 6 and makes 8 % more.
_LEVEL = 3
_GZIP = 16
_PHRASES = {int(status): status.phrase for status in HTTPStatus}
_BREAK = re.compile(r"[\r\n\x00]+")
_PROFILE = "http://netpreserve.org/warc/1.1/revisit/"

# These no longer describe the body once its encoding is undone; archives keep them under this prefix.
ORIGINAL = "X-Archive-Orig-"
_UNDONE = frozenset({"content-encoding", "transfer-encoding", "content-length"})

REQUEST_METHOD = "Lanmu-Request-Method"
REQUEST_BODY = "Lanmu-Request-Body"
# File and offset of the bytes that a revisit record does without.
REFERS_TO = "Lanmu-Refers-To"

Fields = list[tuple[str, str]]


def payload_digest(body: bytes) -> str:
    """``sha256:`` and the hexadecimal digest of a body, as ``sha256sum`` prints it."""
    return f"sha256:{hashlib.sha256(body).hexdigest()}"


def warcinfo(at: datetime, fields: Iterable[tuple[str, str]]) -> bytes:
    """The record that opens a file and says what made it."""
    return _member([*_opening("warcinfo", at), ("Content-Type", "application/warc-fields")], _lines(fields))


def response(exchange: Exchange, at: datetime, digest: str) -> bytes:
    """A page as it was read."""
    fields = [*_opening("response", at), *_asked(exchange), ("WARC-Payload-Digest", digest), _HTTP]
    return _member(fields, _http_head(exchange) + exchange.body)


def revisit(exchange: Exchange, at: datetime, digest: str, earlier_url: str, bytes_at: str) -> bytes:
    """A page that was read again and was the same as one with ``digest``, whose record lies at ``bytes_at``."""
    profile = "server-not-modified" if exchange.status == HTTPStatus.NOT_MODIFIED else "identical-payload-digest"
    fields = [
        *_opening("revisit", at),
        *_asked(exchange),
        ("WARC-Profile", _PROFILE + profile),
        ("WARC-Refers-To-Target-URI", earlier_url),
        (REFERS_TO, bytes_at),
        ("WARC-Payload-Digest", digest),
        _HTTP,
    ]
    return _member(fields, _http_head(exchange))


_HTTP = ("Content-Type", "application/http; msgtype=response")


def _opening(kind: str, at: datetime) -> Fields:
    return [("WARC-Type", kind), ("WARC-Record-ID", f"<urn:uuid:{uuid4()}>"), ("WARC-Date", _date(at))]


def _asked(exchange: Exchange) -> Fields:
    """Whom the page was asked for, and how where that was not a plain GET."""
    fields = [("WARC-Target-URI", exchange.url)]
    if exchange.method != "GET":
        fields.append((REQUEST_METHOD, exchange.method))
    if exchange.request_body is not None:
        # Percent-encoded, for a field is one line.
        fields.append((REQUEST_BODY, quote(exchange.request_body, errors="replace")))
    return fields


def _http_head(exchange: Exchange) -> bytes:
    status = f"HTTP/1.1 {exchange.status} {_PHRASES.get(exchange.status, 'Unknown')}\r\n".encode()
    headers = [(ORIGINAL + name if name.lower() in _UNDONE else name, value) for name, value in exchange.headers]
    return status + _lines(headers) + b"\r\n"


def _member(fields: Fields, block: bytes) -> bytes:
    head = _lines([*fields, ("Content-Length", str(len(block)))])
    record = b"WARC/1.1\r\n" + head + b"\r\n" + block + b"\r\n\r\n"
    # A window no larger than the record: to clear a full one takes longer than to compress a small record.
    window = min(15, max(11, len(record).bit_length()))
    member = zlib.compressobj(_LEVEL, wbits=_GZIP + window, memLevel=window - 7)
    return member.compress(record) + member.flush()


def _lines(fields: Iterable[tuple[str, str]]) -> bytes:
    return "".join([f"{_one_line(name)}: {_one_line(value)}\r\n" for name, value in fields]).encode(errors="replace")


def _one_line(value: str) -> str:
    return value if value.isprintable() else _BREAK.sub(" ", value)


def _date(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
