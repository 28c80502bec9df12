"""The evidence: the pages as they were read, in WARC files, one gzip member a record."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from pages.model import Exchange
from storage import warc
from storage.errors import StorageError, told_in_chinese
from storage.whole_files import FILE_MODE, make_private

_BLOCK = 65536


@dataclass(frozen=True, slots=True)
class Location:
    """Where bytes lie: ``file`` relative to the evidence folder, ``offset`` in bytes, ``digest`` of the body."""

    file: str
    offset: int
    digest: str


@dataclass(frozen=True, slots=True)
class EarlierReading:
    """The reading that a page may turn out to repeat: its address, and where its bytes lie."""

    url: str
    location: Location


class EvidenceFile:
    """The WARC file of one run, below ``folder``: ``<YYYY>/run-<id>-<started>.warc.gz``. Give it to the ``Writer``.

    Records gather in memory until ``flush``. The file is made by the first of them, for its owner alone.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: BinaryIO | None = None
        self._name = ""
        self._opening = b""
        self._end = 0
        self._pending: list[bytes] = []
        self._pending_size = 0

    def begin(self, run_id: int, started_at: datetime) -> None:
        """Name the file of a run."""
        self.close()
        started = started_at.astimezone(UTC)
        self._name = f"{started:%Y}/run-{run_id}-{started:%Y%m%dT%H%M%SZ}.warc.gz"
        self._end = 0
        fields = [("software", "lanmu"), ("format", "WARC File Format 1.1"), ("isPartOf", f"run-{run_id}")]
        self._opening = warc.warcinfo(started_at, fields)

    def add(self, exchange: Exchange, at: datetime, earlier: EarlierReading | None = None) -> Location:
        """Keep a page read at ``at`` and say where its bytes will lie once flushed.

        A page with the bytes of ``earlier``, or that the server called unmodified since, becomes a revisit record, and
        its bytes lie where they did.
        """
        unmodified = exchange.status == 304 and not exchange.body
        digest = warc.payload_digest(exchange.body)
        if earlier and (unmodified or digest == earlier.location.digest):
            bytes_at = f"{earlier.location.file}#{earlier.location.offset}"
            self._keep(warc.revisit(exchange, at, earlier.location.digest, earlier.url, bytes_at))
            return earlier.location
        return Location(self._name, self._keep(warc.response(exchange, at, digest)), digest)

    def flush(self) -> None:
        """Force the records to the disk. Raises ``StorageError``; the file then ends where it did before."""
        data = b"".join(self._pending)
        if not data:
            return
        with told_in_chinese(str(self._folder / self._name)):
            self._file = self._file or self._open()
            try:
                _write_all(self._file, data)
                os.fsync(self._file.fileno())
            except OSError:
                # A record cut in the middle would hide those that a later batch puts behind it.
                self._file.truncate(self._end)
                self._file.seek(self._end)
                self._drop()
                raise
        self._end += len(data)
        self._drop()

    def close(self) -> None:
        """Let go of the file. What was not flushed is dropped."""
        self._drop()
        if self._file is not None:
            self._file.close()
            self._file = None

    def _keep(self, record: bytes) -> int:
        """Hold a record until ``flush``; returns its offset."""
        if not self._end and not self._pending:
            self._pending, self._pending_size = [self._opening], len(self._opening)
        offset = self._end + self._pending_size
        self._pending.append(record)
        self._pending_size += len(record)
        return offset

    def _drop(self) -> None:
        self._pending = []
        self._pending_size = 0

    def _open(self) -> BinaryIO:
        path = self._folder / self._name
        make_private(path.parent)
        return open(path, "xb", buffering=0, opener=_private)


def read_exchange(folder: Path, file: str, offset: int) -> Exchange:
    """The exchange of the record at ``offset`` (bytes) of ``file`` (relative to ``folder``).

    Raises ``StorageError`` where the file is gone, or the record is cut, damaged or not a page.
    """
    path = folder / file
    (member,) = members_at(path, (offset,))
    try:
        record = next(iter(ArchiveIterator(BytesIO(member), check_digests="raise")))
        if record.rec_type in ("response", "revisit"):
            return _exchange(record)
    except ArchiveLoadFailed as error:
        raise StorageError(f"证据记录与它的摘要不符，可能被改动过：{path}（{error}）") from error
    raise StorageError(f"证据文件 {path} 在偏移 {offset} 处不是网页的记录")


def members_at(path: Path, offsets: Iterable[int]) -> Iterator[bytes]:
    """The records at the offsets as they lie in the file, packed. Raises ``StorageError`` where one is not whole."""
    with told_in_chinese(str(path)), path.open("rb") as stream:
        for offset in offsets:
            stream.seek(offset)
            yield _packed_member(stream, offset)


def _packed_member(stream: BinaryIO, offset: int) -> bytes:
    unpacker, packed = zlib.decompressobj(wbits=31), b""
    while not unpacker.eof:
        block = stream.read(_BLOCK)
        try:
            unpacker.decompress(block)
        except zlib.error:
            block = b""
        if not block:
            raise StorageError(f"证据文件 {stream.name} 在偏移 {offset} 处没有完整的记录")
        packed += block
    return packed.removesuffix(unpacker.unused_data)


def _exchange(record: Any) -> Exchange:
    """What a warcio record says; its body is read here, so that its digest is checked before it is believed."""
    status, head = int(record.http_headers.get_statuscode()), record.rec_headers
    body = record.raw_stream.read()
    asked = head.get_header(warc.REQUEST_BODY)
    return Exchange(
        url=head.get_header("WARC-Target-URI"),
        method=head.get_header(warc.REQUEST_METHOD) or "GET",
        request_body=None if asked is None else unquote(asked),
        status=status,
        headers=tuple((name.removeprefix(warc.ORIGINAL), value) for name, value in record.http_headers.headers),
        body=body,
    )


def _write_all(file: BinaryIO, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, FILE_MODE)
