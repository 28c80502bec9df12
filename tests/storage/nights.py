"""A column that is read night after night, and the store that keeps what was seen."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from pages.model import (
    ArticleReading,
    ArticleRecord,
    DateSource,
    Entry,
    Exchange,
    Flaw,
    Observation,
    Outcome,
    Reach,
    ShownDate,
    SinglePageRecord,
)
from rules.zone import SHANGHAI
from storage.evidence import EvidenceFile
from storage.opening import open_database
from storage.reader import Reader, open_reader
from storage.records import ColumnState, EntryChange, EvidenceRef, StoredEntry
from storage.writer import Seen, Writer

UNIT, COLUMN = "县教育局", "通知公告"
LIST_URL = "http://www.example.gov.cn/jyj/tzgg/index.html"
FIRST_NIGHT = datetime(2024, 4, 1, 2, 0, tzinfo=SHANGHAI)


def night(number: int) -> datetime:
    """Two in the morning of the given night; the first is 1 April 2024."""
    return FIRST_NIGHT + timedelta(days=number - 1)


def day(text: str) -> date:
    """``03-28`` of 2024."""
    return date.fromisoformat(f"2024-{text}")


def shown(text: str, source: DateSource = DateSource.LIST) -> ShownDate:
    return ShownDate(raw=f"2024-{text}", source=source, day=day(text))


def unusable(raw: str = "03-28", flaw: Flaw = Flaw.NO_YEAR) -> ShownDate:
    return ShownDate(raw=raw, source=DateSource.LIST, flaw=flaw)


def entry(number: int, published: str | ShownDate | None = None, **changes: Any) -> Entry:
    date_shown = shown(published) if isinstance(published, str) else published
    fields = {"title": f"第{number}号通知", "url": f"http://www.example.gov.cn/art/{number}.html", **changes}
    return Entry(shown=date_shown, **fields)


def page_of(url: str, body: str | bytes = "<ul></ul>", status: int = 200, **changes: Any) -> Exchange:
    content = body.encode() if isinstance(body, str) else body
    fields: dict[str, Any] = {"method": "GET", "request_body": None, "headers": (("Content-Type", "text/html"),)}
    return Exchange(url=url, status=status, body=content, **{**fields, **changes})


def listing(at: datetime, *entries: Entry, **changes: Any) -> Observation:
    """A good first page that is the whole list, unless said otherwise."""
    fields: dict[str, Any] = {
        "unit": UNIT,
        "column": COLUMN,
        "page": 1,
        "url": LIST_URL,
        "outcome": Outcome.OK,
        "http_status": 200,
        "reach": Reach(to_end=True),
        "closing": True,
        "full": True,
    }
    return Observation(observed_at=at, entries=entries, **{**fields, **changes})


def article(at: datetime, of: Entry, **changes: Any) -> ArticleRecord:
    """An article page of an entry: ``exchange`` and otherwise fields of its reading."""
    exchange = changes.pop("exchange", None)
    reading = ArticleReading(**{"outcome": Outcome.OK, **changes})
    return ArticleRecord(UNIT, COLUMN, of, at, reading, exchange, exchange.status if exchange else None)


def single_page(at: datetime, text_digest: str, date_shown: ShownDate | None, **changes: Any) -> SinglePageRecord:
    reading = ArticleReading(outcome=Outcome.OK, title="机构职能", shown=date_shown)
    return SinglePageRecord(listing(at, **changes), reading, text_digest)


class Store:
    """A database in a folder, or at ``url``, its writer, and short questions to it."""

    def __init__(self, folder: Path, url: str = "", *, late_after_days: int = 1, busy_seconds: float = 10.0) -> None:
        self.path = folder / "lanmu.db"
        self.url = url or f"sqlite:///{self.path}"
        self.evidence_folder = folder / "evidence"
        self.run_id = 0
        self._late_after_days, self._busy_seconds = late_after_days, busy_seconds
        self.open()

    def open(self) -> None:
        """As the next crawl does, after ``close``."""
        self.database = open_database(self.url, busy_seconds=self._busy_seconds)
        self.writer = Writer(self.database, EvidenceFile(self.evidence_folder), self._late_after_days)

    def close(self) -> None:
        self.writer.close()
        self.database.close()

    def begin(self, at: datetime) -> int:
        self.run_id = self.writer.begin_run(at, {}, {})
        return self.run_id

    def end(self, at: datetime) -> None:
        self.writer.end_run(self.run_id, at, "finished", False)

    def crawl(self, at: datetime, *items: Seen) -> None:
        """A whole run of one batch."""
        self.begin(at)
        self.writer.put(items)
        self.end(at)

    def reader(self) -> Reader:
        return open_reader(self.url)

    def entries(self) -> dict[str, StoredEntry]:
        """Every entry, by its title."""
        with self.reader() as reader:
            return {entry.title: entry for entry in reader.entries()}

    def entry(self, number: int) -> StoredEntry:
        with self.reader() as reader:
            found = [e for e in reader.entries() if e.url and e.url.endswith(f"/{number}.html")]
        (only,) = found
        return only

    def changes(self) -> list[EntryChange]:
        with self.reader() as reader:
            return reader.changes(UNIT, COLUMN)

    def state(self, as_of: datetime) -> ColumnState:
        with self.reader() as reader:
            return reader.column_states(as_of)[UNIT, COLUMN]

    def evidence_of(self, on: date | None = None) -> list[EvidenceRef]:
        with self.reader() as reader:
            return reader.evidence_of(UNIT, COLUMN, on)
