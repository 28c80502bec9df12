"""Where the bytes behind a column's observations lie."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, func, literal, select

from storage.records import EvidenceRef
from storage.tables import begin_of, columns, entries, observations, runs


class _Span(NamedTuple):
    """The moments from ``start`` on and before ``end``; ``None`` is open."""

    start: datetime
    end: datetime | None


def evidence_of(connection: Connection, unit: str, column: str, on: date | None) -> list[EvidenceRef]:
    """See ``Reader.evidence_of``."""
    column_id = connection.scalar(select(columns.c.id).where(columns.c.unit == unit, columns.c.name == column))
    span = _day(on) if on else _newest_run(connection, column_id)
    if column_id is None or span is None:
        return []
    return [*_list_pages(connection, column_id, span), *_articles(connection, column_id, span)]


def _day(on: date) -> _Span:
    return _Span(begin_of(on), begin_of(on + timedelta(days=1)))


def _newest_run(connection: Connection, column_id: int | None) -> _Span | None:
    newest = connection.scalar(
        select(func.max(observations.c.run_id)).where(
            observations.c.column_id == column_id, observations.c.evidence_file.is_not(None)
        )
    )
    started_at = connection.scalar(select(runs.c.started_at).where(runs.c.id == newest))
    return _Span(started_at, None) if started_at else None


def _list_pages(connection: Connection, column_id: int, span: _Span) -> list[EvidenceRef]:
    o = observations.c
    query = select(o.observed_at, o.url, o.page, o.evidence_file, o.evidence_offset, o.evidence_digest)
    query = query.where(o.column_id == column_id, o.evidence_file.is_not(None)).order_by(o.observed_at, o.page)
    return _references(connection, query, o.observed_at, span)


def _articles(connection: Connection, column_id: int, span: _Span) -> list[EvidenceRef]:
    e = entries.c
    query = select(e.article_read_at, e.url, literal(0), e.evidence_file, e.evidence_offset, e.evidence_digest)
    query = query.where(e.column_id == column_id, e.evidence_file.is_not(None)).order_by(e.article_read_at, e.id)
    return _references(connection, query, e.article_read_at, span)


def _references(connection: Connection, query: Select[Any], moment: Any, span: _Span) -> list[EvidenceRef]:
    query = query.where(moment >= span.start)
    if span.end is not None:
        query = query.where(moment < span.end)
    return [EvidenceRef(*row) for row in connection.execute(query)]
