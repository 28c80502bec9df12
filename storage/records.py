"""What the store answers with: frozen values, no rows and no sessions. Moments are aware, in Asia/Shanghai."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

from pages.model import DateSource, Flaw, Outcome, Precision, Reach

# What the name of an outcome is put behind in the counts of a run.
OUTCOME = "outcome/"


@dataclass(frozen=True, slots=True)
class ColumnMemory:
    """What a walk needs to know of the last one: the last good first-page observation of a column, and more.

    ``url`` to ``ordered`` are that observation's (its reach is that of the first page alone), as is ``read_at``, the
    moment it speaks of. ``has_held`` says whether
    the column ever held an entry. ``last_full_at`` is when a walk last read back to ``since``, ``full_ordered``
    whether it found the list in order: where not, the first page alone proves nothing. ``closed`` says whether the
    walk that made that observation ended as it should; if not, ``doubted_since`` is when the first such walk began.
    """

    url: str
    etag: str
    last_modified: str
    body_digest: str
    list_digest: str
    reach: Reach
    ordered: bool
    read_at: datetime
    has_held: bool
    last_full_at: datetime | None
    closed: bool
    full_ordered: bool
    doubted_since: datetime | None = None

    @property
    def first_page_proves(self) -> bool:
        """Whether the first page alone shows whatever is new: it is the whole list, or runs from new to old."""
        return self.reach.to_end or (self.full_ordered and self.ordered and self.reach.back_to is not None)


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """What a walk needs to know of an entry it may meet again.

    ``article_read_at`` is ``None`` where its page was never read; ``ahead``: it showed a day that was still to come.
    """

    published_on: date | None
    article_read_at: datetime | None
    withdrawn: bool
    first_seen_at: datetime
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """信息 as it is kept. ``withdrawn_at`` is ``None`` while the entry stands in its list.

    ``article_title`` is "" until the article page was read; ``source`` is the article's 来源.
    """

    unit: str
    column: str
    category: str
    title: str
    url: str | None
    published_on: date | None
    precision: Precision | None
    date_source: DateSource | None
    raw_date: str
    flaw: Flaw | None
    made_on: date | None
    index_number: str
    document_number: str
    first_seen_at: datetime
    last_seen_at: datetime
    withdrawn_at: datetime | None
    late_entered: bool
    article_title: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class EntryChange:
    """What an entry was before: its ``title``, ``published_on`` or ``withdrawn_at`` (ISO text), until ``changed_at``.

    ``new`` is ``None`` where an entry that had been withdrawn stood in its list again.
    """

    unit: str
    column: str
    title: str
    url: str | None
    field: str
    old: str | None
    new: str | None
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class ColumnState:
    """How a column stood at a moment, by the observations made until it was asked.

    ``outcome`` to ``url`` are the newest observation's, whichever page it read: a walk that failed on a later page
    has not verified its column. ``good_at`` is when a first page proved anything, and ``good_outcome`` how it ended:
    the first one after the moment, where there is one already, else the last one before. ``newest_published_on`` is a
    day no later than the moment's; of a single page, the day it shows. ``complete`` says that some walk had been
    closed as full.
    """

    newest_published_on: date | None
    outcome: Outcome
    reason: str
    observed_at: datetime
    url: str
    good_at: datetime | None
    complete: bool
    good_outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class EvidenceRef:
    """Where the bytes of an observation lie: ``file`` is relative to the evidence folder, ``offset`` in bytes.

    ``page`` counts from 1 within the walk; 0 is an article page. ``observed_at`` is when the page was read; where
    it was unchanged, the bytes are those of an earlier reading. ``digest`` is ``sha256:`` and base32.
    """

    observed_at: datetime
    url: str
    page: int
    file: str
    offset: int
    digest: str


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run in the ledger. ``ended_at`` is ``None`` while it runs, or for ever where it was killed.

    ``kind`` says what ran (crawl, retry); ``exit_status`` is that of its process, where it could be noted.
    ``counts`` are as ``Stored.counts`` names them.
    """

    id: int
    started_at: datetime
    ended_at: datetime | None
    heartbeat_at: datetime
    host: str
    arguments: Mapping[str, Any]
    versions: Mapping[str, Any]
    counts: Mapping[str, int]
    finish_reason: str
    failed: bool
    kind: str = "crawl"
    pid: int | None = None
    exit_status: int | None = None

    @property
    def outcomes(self) -> dict[Outcome, int]:
        """How many columns' first pages ended with each outcome."""
        counted = {outcome: self.counts.get(OUTCOME + outcome, 0) for outcome in Outcome}
        return {outcome: count for outcome, count in counted.items() if count}


@dataclass(frozen=True, slots=True)
class Stored:
    """What one batch changed. ``repeated`` counts observations of this run that were stored before.

    ``outcomes`` counts columns by how the reading of their first page ended.
    """

    observations: int = 0
    repeated: int = 0
    new: int = 0
    seen_again: int = 0
    changed: int = 0
    withdrawn: int = 0
    late: int = 0
    articles: int = 0
    single_pages: int = 0
    outcomes: Mapping[Outcome, int] = field(default_factory=dict)

    def counts(self) -> Counter[str]:
        """All of it by name, as the ledger adds it up; an outcome is counted as ``outcome/ok``."""
        counted = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "outcomes"}
        return Counter(counted) + Counter({OUTCOME + outcome: count for outcome, count in self.outcomes.items()})


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit to the portal's home page.

    ``seconds`` is how long the whole answer took; ``list_digest`` tells one set of entries linked to from another.
    ``http_status`` is ``None`` where no answer came; ``reason`` is Chinese, and "" where the page opened.
    """

    visited_at: datetime
    url: str
    outcome: Outcome
    reason: str = ""
    http_status: int | None = None
    seconds: float = 0.0
    list_digest: str = ""
