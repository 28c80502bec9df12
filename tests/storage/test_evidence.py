"""The evidence: every page as it was read, in files that others' programs read too."""

from __future__ import annotations

import gzip
import zlib
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from pages.model import Exchange, Outcome
from storage.errors import StorageError
from storage.evidence import EarlierReading, EvidenceFile, Location, read_exchange
from tests.storage.nights import LIST_URL, Store, article, day, entry, listing, night, page_of, shown, single_page

POSTED = page_of(
    "http://x.gov.cn/dataproxy.jsp",
    "<datastore/>",
    method="POST",
    request_body="columnid=7&标题=通知\r\n+",
    headers=(("Content-Type", "text/xml"), ("Content-Encoding", "gzip"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")),
)


def written(folder: Path, *exchanges: Exchange) -> tuple[Path, list[Location]]:
    """A file of one run, and where each page lies in it."""
    file = EvidenceFile(folder)
    file.begin(7, night(1))
    locations = [file.add(exchange, night(1)) for exchange in exchanges]
    file.flush()
    file.close()
    return folder / locations[0].file, locations


def warc_records(path: Path) -> list[Any]:
    """(type, fields, body) of each record, as warcio reads and verifies it."""
    with path.open("rb") as stream:
        return [
            (record.rec_type, record.rec_headers, record.content_stream().read())
            for record in ArchiveIterator(stream, check_digests="raise")
        ]


class TestFiles:
    def test_a_file_is_named_for_its_run(self, tmp_path: Path) -> None:
        path, _ = written(tmp_path, page_of(LIST_URL))
        assert path == tmp_path / "2024" / "run-7-20240331T180000Z.warc.gz"

    def test_a_run_that_read_nothing_leaves_no_file(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1), outcome=Outcome.DNS))
        assert not store.evidence_folder.exists()

    def test_others_read_it(self, tmp_path: Path) -> None:
        path, _ = written(tmp_path, page_of(LIST_URL, "<ul>一</ul>"), POSTED)
        (info, _, text), (kind, fields, body), (_, _, posted) = warc_records(path)
        assert (info, kind, body, posted) == ("warcinfo", "response", "<ul>一</ul>".encode(), POSTED.body)
        assert b"software: lanmu" in text
        assert fields.get_header("WARC-Target-URI") == LIST_URL
        assert fields.get_header("WARC-Date") == "2024-03-31T18:00:00.000000Z"
        assert fields.get_header("WARC-Payload-Digest") == f"sha256:{sha256(body).hexdigest()}"

    def test_each_record_is_a_gzip_member_that_begins_at_its_offset(self, tmp_path: Path) -> None:
        path, locations = written(tmp_path, *[page_of(f"{LIST_URL}?p={n}", "x" * n) for n in range(5)])
        data = path.read_bytes()
        for number, location in enumerate(locations):
            record = zlib.decompressobj(wbits=31).decompress(data[location.offset :])
            assert f"{LIST_URL}?p={number}\r\n".encode() in record


class TestReadingBack:
    @pytest.mark.parametrize("exchange", [page_of(LIST_URL, "<ul>一</ul>"), POSTED, page_of(LIST_URL, b"", 404)])
    def test_a_page_is_read_back_as_it_was(self, tmp_path: Path, exchange: Exchange) -> None:
        _, (before, location) = written(tmp_path, page_of(LIST_URL, "another"), exchange)
        assert read_exchange(tmp_path, location.file, location.offset) == exchange
        assert before.offset < location.offset

    @given(
        body=st.binary(max_size=5000),
        asked=st.none() | st.text(max_size=200),
        status=st.integers(100, 599),
        headers=st.lists(
            st.tuples(st.from_regex(r"[A-Za-z][A-Za-z-]{0,20}", fullmatch=True), st.text(max_size=40)), max_size=5
        ),
    )
    def test_whatever_a_server_says_its_body_comes_back(
        self, tmp_path_factory: pytest.TempPathFactory, body: bytes, asked: str | None, status: int, headers: Any
    ) -> None:
        folder = tmp_path_factory.mktemp("evidence")
        exchange = Exchange(LIST_URL, "POST", asked, status, tuple(headers), body)
        _, (location,) = written(folder, exchange)
        back = read_exchange(folder, location.file, location.offset)
        assert (back.body, back.status, back.method, back.url) == (body, status, "POST", LIST_URL)
        if asked is not None and asked.encode(errors="replace").decode() == asked:
            assert back.request_body == asked
        assert [name for name, _ in back.headers] == [name for name, _ in headers]

    def test_a_missing_file_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(StorageError, match=r"gone\.warc\.gz"):
            read_exchange(tmp_path, "2024/gone.warc.gz", 0)

    def test_a_page_that_was_tampered_with_is_not_believed(self, tmp_path: Path) -> None:
        path, (location,) = written(tmp_path, page_of(LIST_URL, "published 2024-03-28"))
        head, record = path.read_bytes()[: location.offset], gzip.decompress(path.read_bytes()[location.offset :])
        path.write_bytes(head + gzip.compress(record.replace(b"2024-03-28", b"2024-03-21")))
        with pytest.raises(StorageError, match="摘要不符"):
            read_exchange(tmp_path, location.file, location.offset)

    def test_a_tail_cut_anywhere_costs_only_the_record_it_cuts(self, tmp_path: Path) -> None:
        pages = [page_of(f"{LIST_URL}?p={n}", f"page {n} " * 20) for n in range(3)]
        path, locations = written(tmp_path, *pages)
        data = path.read_bytes()
        ends = [*[location.offset for location in locations[1:]], len(data)]
        for size in {*range(0, len(data), 7), *ends, *(end - 1 for end in ends)}:
            path.write_bytes(data[:size])
            whole = sum(end <= size for end in ends)
            kept = [read_exchange(tmp_path, location.file, location.offset) for location in locations[:whole]]
            assert kept == pages[:whole]
            for location in locations[whole:]:
                with pytest.raises(StorageError, match="没有完整的记录"):
                    read_exchange(tmp_path, location.file, location.offset)

    def test_the_record_that_opens_a_file_is_no_page(self, tmp_path: Path) -> None:
        _, (location,) = written(tmp_path, page_of(LIST_URL, "page"))
        with pytest.raises(StorageError, match="不是网页的记录"):
            read_exchange(tmp_path, location.file, 0)


class TestRevisits:
    """A page that was the same as before is noted, and not kept twice."""

    @pytest.mark.parametrize(
        ("again", "profile"),
        [
            (page_of(LIST_URL, "<ul>一</ul>"), "identical-payload-digest"),
            (page_of(LIST_URL, b"", 304), "server-not-modified"),
        ],
    )
    def test_it_points_to_the_bytes_of_the_first(self, tmp_path: Path, again: Exchange, profile: str) -> None:
        first = EvidenceFile(tmp_path)
        first.begin(1, night(1))
        location = first.add(page_of(LIST_URL, "<ul>一</ul>"), night(1))
        first.flush()
        first.begin(2, night(2))
        assert first.add(again, night(2), EarlierReading(LIST_URL, location)) == location
        first.flush()
        first.close()

        path = tmp_path / "2024" / "run-2-20240401T180000Z.warc.gz"
        _, (kind, fields, _) = warc_records(path)
        assert kind == "revisit"
        assert fields.get_header("WARC-Profile").endswith(profile)
        assert fields.get_header("WARC-Payload-Digest") == location.digest
        assert fields.get_header("Lanmu-Refers-To") == f"{location.file}#{location.offset}"

    def test_a_page_with_other_bytes_is_kept(self, tmp_path: Path) -> None:
        _, (location,) = written(tmp_path, page_of(LIST_URL, "one"))
        file = EvidenceFile(tmp_path)
        file.begin(8, night(2))
        assert file.add(page_of(LIST_URL, "two"), night(2), EarlierReading(LIST_URL, location)) != location


class TestReferences:
    """From an observation to the page it was read from."""

    def bodies(self, store: Store, on: date | None = None) -> list[str]:
        return [
            read_exchange(store.evidence_folder, ref.file, ref.offset).body.decode() for ref in store.evidence_of(on)
        ]

    def test_every_page_of_the_newest_run(self, store: Store) -> None:
        for number in (1, 2):
            at = night(number)
            store.crawl(
                at,
                listing(at, entry(1, "03-28"), exchange=page_of(LIST_URL, f"first {number}"), closing=False),
                listing(at, page=2, exchange=page_of(f"{LIST_URL}?p=2", f"second {number}")),
                listing(at, column="工作动态", exchange=page_of("http://x.gov.cn/", "other")),
            )
        assert self.bodies(store) == ["first 2", "second 2"]
        refs = store.evidence_of()
        assert [(ref.observed_at, ref.page) for ref in refs] == [(night(2), 1), (night(2), 2)]
        assert refs[0].digest == f"sha256:{sha256(b'first 2').hexdigest()}"

    def test_every_page_of_a_day_in_shanghai(self, store: Store) -> None:
        for at in (night(1) - timedelta(hours=3), night(1), night(2)):
            store.crawl(at, listing(at, exchange=page_of(LIST_URL, f"at {at:%d %H}")))
        assert self.bodies(store, day("04-01")) == ["at 01 02"]
        assert self.bodies(store, day("03-31")) == ["at 31 23"]
        assert self.bodies(store, day("03-30")) == []

    def test_an_unchanged_page_leads_to_the_bytes_read_before(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1), entry(1, "03-28"), exchange=page_of(LIST_URL, "kept")))
        for number in (2, 3):
            unmodified = listing(night(number), unchanged=True, exchange=page_of(LIST_URL, b"", 304))
            store.crawl(night(number), unmodified)
        assert self.bodies(store) == ["kept"]
        assert store.evidence_of()[0].observed_at == night(3)

    def test_a_failed_reading_is_evidence_too(self, store: Store) -> None:
        blocked = page_of(LIST_URL, "您的访问被拦截", 403)
        store.crawl(night(1), listing(night(1), outcome=Outcome.BLOCKED, exchange=blocked))
        assert self.bodies(store) == ["您的访问被拦截"]

    def test_a_failed_reading_does_not_stand_between_two_equal_ones(self, store: Store) -> None:
        good, blocked = page_of(LIST_URL, "good"), page_of(LIST_URL, "blocked", 403)
        store.crawl(night(1), listing(night(1), exchange=good))
        store.crawl(night(2), listing(night(2), outcome=Outcome.BLOCKED, exchange=blocked))
        store.crawl(night(3), listing(night(3), unchanged=True, exchange=page_of(LIST_URL, b"", 304)))
        assert self.bodies(store) == ["good"]

    def test_a_run_without_any_page_leaves_the_newest_evidence(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1), exchange=page_of(LIST_URL, "good")))
        store.crawl(night(2), listing(night(2), outcome=Outcome.TIMEOUT))
        assert self.bodies(store) == ["good"]

    def test_articles_are_page_zero(self, store: Store) -> None:
        row = entry(1)
        read = article(night(1), row, shown=shown("03-28"), exchange=page_of(str(row.url), "article"))
        store.crawl(night(1), listing(night(1), row, exchange=page_of(LIST_URL, "list")), read)
        assert self.bodies(store) == ["list", "article"]
        assert [(ref.page, ref.url) for ref in store.evidence_of()] == [(1, LIST_URL), (0, row.url)]

    def test_single_pages_too(self, store: Store) -> None:
        store.crawl(night(1), single_page(night(1), "a", shown("03-01"), exchange=page_of(LIST_URL, "职能")))
        assert self.bodies(store) == ["职能"]

    def test_a_column_never_read_has_none(self, store: Store) -> None:
        assert store.evidence_of() == []
