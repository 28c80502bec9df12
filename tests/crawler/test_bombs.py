"""A few bytes that unpack to very many cost a crawl neither its memory nor its other columns."""

from __future__ import annotations

import gzip
import zlib
from datetime import date
from pathlib import Path

import brotli
import pytest

from pages.source import parse_markup
from tests.crawler.office import Office
from tests.crawler.site import Site, listing

TODAY = date(2026, 11, 20)
ROOM = 1536 * 1024  # KiB that a crawl and its reader may each address; a bomb holds more
BIG = 2 * 1024 * 1024 * 1024
BLOCK = b"<li>" * (256 * 1024)
LAUGHS = "".join(
    ["<!DOCTYPE html [", '<!ENTITY a0 "关于开展检查的通知">']
    + [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)]
    + ["]>", '<html><body><ul><li><a href="1.html">&a11;</a></li></ul></body></html>']
)


def gzipped() -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return b"".join([*(packer.compress(BLOCK) for _ in range(BIG // len(BLOCK))), packer.flush()])


def brotlied() -> bytes:
    packer = brotli.Compressor(quality=5)
    return b"".join([*(packer.process(BLOCK) for _ in range(BIG // len(BLOCK))), packer.finish()])


def test_pages_that_unpack_to_gigabytes_are_too_large_and_cost_no_more(tmp_path: Path) -> None:
    bomb = gzipped()
    pages = {"/gzip/": bomb, "/twice/": gzip.compress(bomb), "/br/": brotlied(), "/robots.txt": bomb}
    encodings = {"/gzip/": "gzip", "/twice/": "gzip, gzip", "/br/": "br", "/robots.txt": "gzip"}
    with Site({**pages, "/good/": listing("通知", ["2026-11-18"])}, encodings=encodings) as site:
        assert max(map(len, pages.values())) < 8 * 1024 * 1024
        columns = {path.strip("/"): path for path in ("/gzip/", "/twice/", "/br/", "/good/")}
        office = Office(site.write_folder(tmp_path, columns, timeout=30))
        answer = office.run(TODAY, "crawl", most_memory=ROOM)
        found = {name: one["outcome"] for (_, name), one in office.stale(TODAY).items()}
    assert answer.returncode == 3, answer.stderr
    assert found == {"gzip": "too_large", "twice": "too_large", "br": "too_large", "good": "ok"}


@pytest.mark.parametrize("name", ["file:///etc/passwd", "http://127.0.0.1:9/"])
def test_entities_of_a_page_are_neither_expanded_nor_fetched(name: str) -> None:
    tree = parse_markup(LAUGHS)
    assert tree is not None
    assert len("".join(tree.itertext())) < 100
    tree = parse_markup(f'<!DOCTYPE html [<!ENTITY x SYSTEM "{name}">]><html><body><p>甲&x;乙</p></body></html>')
    assert tree is not None
    assert "".join(tree.itertext()).strip().endswith("甲&x;乙")
