"""The tables: what is kept, and how it is found again."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from enum import StrEnum

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Enum,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
    false,
)
from sqlalchemy.types import TypeDecorator

from pages.model import DateSource, Flaw, Outcome, Precision
from rules.zone import SHANGHAI
from storage.text import storable

# The Alembic revision that these tables are. A test holds it to the newest one under migrations/versions.
SCHEMA_REVISION = "0003"


def begin_of(day: date) -> datetime:
    """The first moment of a day in Shanghai."""
    return datetime.combine(day, time(), SHANGHAI)


class Moment(TypeDecorator[datetime]):
    """An aware moment: kept as naive UTC, handed back in Asia/Shanghai. A naive one is refused."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The naive UTC value that is kept."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without a time zone: {value!r}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The aware value in Asia/Shanghai."""
        return None if value is None else value.replace(tzinfo=UTC).astimezone(SHANGHAI)


class PageText(TypeDecorator[str]):
    """Text that came from a page, made storable. One odd title must not cost the office a night's crawl."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The text without what no database takes."""
        return None if value is None else storable(value)


def _one_of(members: type[StrEnum], length: int) -> Enum:
    """A member of a closed set, kept as its value: a new member needs no migration."""
    return Enum(members, native_enum=False, length=length, values_callable=lambda found: [str(one) for one in found])


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# One row a run of some kind (crawl, retry). A row without ended_at is running, or was cut short:
# heartbeat_at is its last sign of life.
runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("started_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("heartbeat_at", Moment, nullable=False),
    Column("host", String(255), nullable=False),
    Column("arguments", JSON, nullable=False),
    Column("versions", JSON, nullable=False),
    Column("counts", JSON, nullable=False),
    Column("finish_reason", String(64), nullable=False),
    Column("failed", Boolean, nullable=False),
    Column("kind", String(16), nullable=False, server_default="crawl"),
    Column("pid", Integer),
    Column("exit_status", Integer),
)

# 栏目 as the store knows them: (unit, name) is what they are, category and url what the registry said last.
columns = Table(
    "columns",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("unit", String(255), nullable=False),
    Column("name", String(255), nullable=False),
    Column("category", String(255), nullable=False),
    Column("url", Text, nullable=False),
    # When the registry gave the column another address or way of reading; readings before were of another list.
    Column("moved_at", Moment),
    # What ``registry.reading`` said last; "" where that is not known yet.
    Column("reading", Text, nullable=False, server_default=""),
    UniqueConstraint("unit", "name"),
)

# 采集记录: one row a page that was read. An unchanged page does not touch its entries: same_as_id names the listing
# that it repeats, and that listing's seen_again_at says when it was last shown. Evidence names the record that holds
# the bytes, which for an unchanged page is an earlier one.
observations = Table(
    "observations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", ForeignKey("runs.id"), nullable=False),
    Column("column_id", ForeignKey("columns.id"), nullable=False),
    Column("page", Integer, nullable=False),
    Column("url", PageText, nullable=False),
    Column("observed_at", Moment, nullable=False),
    Column("outcome", _one_of(Outcome, 32), nullable=False),
    Column("reason", PageText, nullable=False),
    Column("reader", String(64), nullable=False),
    Column("http_status", Integer),
    Column("back_to", Date),
    Column("to_end", Boolean, nullable=False),
    Column("unchanged", Boolean, nullable=False),
    Column("closing", Boolean, nullable=False),
    Column("full_walk", Boolean, nullable=False),
    Column("ordered", Boolean, nullable=False),
    Column("etag", PageText, nullable=False),
    Column("last_modified", PageText, nullable=False),
    Column("body_digest", String(128), nullable=False),
    Column("list_digest", String(128), nullable=False),
    Column("entry_count", Integer, nullable=False),
    Column("same_as_id", ForeignKey("observations.id")),
    Column("seen_again_at", Moment),
    Column("evidence_file", String(255)),
    Column("evidence_offset", BigInteger),
    Column("evidence_digest", String(128)),
    # A page is stored once a run; the index also finds what a walk has seen.
    UniqueConstraint("run_id", "column_id", "page"),
    # The newest first page of a column at a moment; its newest page whatever, and every page of one day.
    Index(None, "column_id", "page", "observed_at"),
    Index(None, "column_id", "observed_at"),
)

# The walks that read back to ``since``: few rows among many, asked for at the start of every crawl.
closes_full_walk = and_(observations.c.closing, observations.c.full_walk)
Index(
    "ix_observations_full_walks",
    observations.c.column_id,
    observations.c.observed_at,
    sqlite_where=closes_full_walk,
    postgresql_where=closes_full_walk,
)

# 信息. When it was last seen is when last_observation_id was made, or shown again unchanged. No index leads from an
# observation to its entries: an unchanged page leaves them alone, and each index would be paid on every insert. Fields
# that few entries have also have a default, so that the many are stored without them.
entries = Table(
    "entries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("column_id", ForeignKey("columns.id"), nullable=False),
    Column("key", Text, nullable=False),
    Column("title", PageText, nullable=False),
    Column("url", PageText),
    Column("published_on", Date),
    Column("precision", _one_of(Precision, 8)),
    Column("date_source", _one_of(DateSource, 16)),
    Column("raw_date", PageText, nullable=False),
    Column("flaw", _one_of(Flaw, 16)),
    Column("made_on", Date),
    Column("index_number", PageText, nullable=False, server_default=""),
    Column("document_number", PageText, nullable=False, server_default=""),
    Column("first_seen_at", Moment, nullable=False),
    Column("first_observation_id", ForeignKey("observations.id"), nullable=False),
    Column("last_observation_id", ForeignKey("observations.id"), nullable=False),
    Column("withdrawn_at", Moment),
    Column("late_entered", Boolean, nullable=False, server_default=false()),
    Column("article_read_at", Moment),
    Column("article_title", PageText, nullable=False, server_default=""),
    Column("source", PageText, nullable=False, server_default=""),
    Column("evidence_file", String(255)),
    Column("evidence_offset", BigInteger),
    Column("evidence_digest", String(128)),
    # The key first: those of a whole batch are asked for at once, whatever their columns.
    UniqueConstraint("key", "column_id"),
    # Counts and newest days of all columns are read from this index alone; a period's entries are found by it.
    Index(None, "column_id", "published_on", "first_seen_at", "withdrawn_at"),
)

# 补录 are few, and asked for by themselves: everything else is counted without a look at the rows.
Index(
    "ix_entries_late",
    entries.c.published_on,
    entries.c.column_id,
    entries.c.first_seen_at,
    sqlite_where=entries.c.late_entered,
    postgresql_where=entries.c.late_entered,
)

# What an entry was before: a title, a published_on or a withdrawn_at (ISO text) that was replaced at changed_at.
entry_changes = Table(
    "entry_changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("entry_id", ForeignKey("entries.id"), nullable=False),
    Column("field", String(32), nullable=False),
    Column("old", PageText),
    Column("new", PageText),
    Column("changed_at", Moment, nullable=False),
    Index(None, "entry_id"),
    Index(None, "changed_at"),
)

# 单页 as it was read, one row each time its text or its date had changed.
single_pages = Table(
    "single_pages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("column_id", ForeignKey("columns.id"), nullable=False),
    Column("observation_id", ForeignKey("observations.id"), nullable=False),
    Column("observed_at", Moment, nullable=False),
    Column("title", PageText, nullable=False),
    Column("published_on", Date),
    Column("precision", _one_of(Precision, 8)),
    Column("date_source", _one_of(DateSource, 16)),
    Column("raw_date", PageText, nullable=False),
    Column("flaw", _one_of(Flaw, 16)),
    Column("made_on", Date),
    Column("text_digest", String(128), nullable=False),
    Index(None, "column_id", "observed_at"),
)

# Visits to the portal's home page, spaced over the day: ``seconds`` is how long the answer took, ``list_digest`` what
# the page links to, without its clock.
visits = Table(
    "visits",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("visited_at", Moment, nullable=False),
    Column("url", PageText, nullable=False),
    Column("outcome", _one_of(Outcome, 32), nullable=False),
    Column("reason", PageText, nullable=False),
    Column("http_status", Integer),
    Column("seconds", Float, nullable=False),
    Column("list_digest", String(128), nullable=False),
    Index(None, "visited_at"),
)

# What people were told, and whom it reached; see storage.notices.
notices = Table(
    "notices",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("day", Date, nullable=False),
    Column("about", PageText, nullable=False),
    Column("sent_at", Moment, nullable=False),
    Column("reached", Integer, nullable=False),
    Column("failure", PageText, nullable=False),
    Index(None, "sent_at"),
)
