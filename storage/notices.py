"""What people were told, and whether it reached them: so that nothing is told twice, and nothing is lost in silence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Connection, insert, select

from storage.tables import notices


class NoticeKind(StrEnum):
    """What was told: the morning's word, or at once a failure or something that is none."""

    DIGEST = "digest"
    FAILURE = "failure"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Notice:
    """One message. ``day`` is the one that it is about, ``about`` what was told at once ("" for a morning's word).

    ``reached`` counts the addresses that took it; ``failure`` says, in Chinese, which did not and why.
    """

    kind: NoticeKind
    day: date
    about: str
    sent_at: datetime
    reached: int
    failure: str


def note(connection: Connection, notice: Notice) -> None:
    """Keep a notice."""
    row = {field: getattr(notice, field) for field in Notice.__slots__}
    connection.execute(insert(notices), row)


def notices_since(connection: Connection, since: datetime) -> list[Notice]:
    """See ``Reader.notices``."""
    found = connection.execute(
        select(*(notices.c[field] for field in Notice.__slots__))
        .where(notices.c.sent_at >= since)
        .order_by(notices.c.sent_at.desc(), notices.c.id.desc())
    )
    return [Notice(NoticeKind(row.kind), *row[1:]) for row in found]
