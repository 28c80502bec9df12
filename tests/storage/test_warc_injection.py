"""Nothing that a page, its address or its headers say adds a field or a record to the evidence."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from pages.model import Exchange
from storage import warc
from tests.storage.nights import LIST_URL, night, page_of

BREAKS = ["\r\n", "\n", "\r", "\x00", "\x85", "\u2028", "\x0b", "\x1c"]
INJECTED = "WARC-Type: warcinfo\r\n\r\nWARC/1.1\r\nWARC-Type: response\r\nContent-Length: 0\r\n\r\n"
hostile = st.lists(st.sampled_from([*BREAKS, "WARC/1.1", "WARC-Type: revisit", ": ", "x", "县", INJECTED])).map("".join)


def records(data: bytes) -> list[tuple[list[str], int, bytes]]:
    """Of each record the names of its fields, the number of its HTTP headers, and its body."""
    return [
        ([name for name, _ in one.rec_headers.headers], len(one.http_headers.headers), one.content_stream().read())
        for one in ArchiveIterator(BytesIO(data), check_digests="raise")
    ]


def kept(exchange: Exchange) -> list[Any]:
    digest = warc.payload_digest(exchange.body)
    response = warc.response(exchange, night(1), digest)
    return records(response + warc.revisit(exchange, night(1), digest, exchange.url, exchange.url))


PLAIN = page_of(LIST_URL, "<ul>", method="POST", request_body="a=1", headers=(("ETag", "1"), ("X", "2")))


@given(hostile, hostile, hostile, hostile)
def test_in_any_place(address: str, name: str, value: str, asked: str) -> None:
    headers = (("ETag", value), (f"X{name}", value))
    exchange = replace(PLAIN, url=LIST_URL + address, request_body=asked, headers=headers)
    plain, found = kept(PLAIN), kept(exchange)
    assert [fields for fields, _, _ in found] == [fields for fields, _, _ in plain]
    assert [(count, body) for _, count, body in found] == [(count, body) for _, count, body in plain]


@pytest.mark.parametrize("method", ["GET\r\nWARC-Type: warcinfo", "POST\nX: 1"])
def test_nor_does_a_method(method: str) -> None:
    assert [fields for fields, _, _ in kept(replace(PLAIN, method=method))] == [fields for fields, _, _ in kept(PLAIN)]
