"""Which entries must be asked again for the day that they show on their page: their list does not tell it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from pages.model import Entry, Flaw
from storage.records import KnownEntry

# An entry may be given a day before that on which its page was read; a page that shows another day than its list is not
# asked for ever.
ASKED_FOR = timedelta(days=7)
# A day that lies further ahead than this is a slip of the pen.
LONGEST_AHEAD = timedelta(days=31)


def is_dated_anew(entry: Entry, stored: KnownEntry, at: datetime) -> bool:
    """Whether a row read at a moment shows another day than its entry had, of which its page was not asked since."""
    shown, kept = entry.shown, stored.published_on
    if shown is None or shown.flaw is not Flaw.NO_YEAR or shown.month_day is None or kept is None:
        return False
    if shown.month_day == (kept.month, kept.day):
        return False
    asked_at = stored.article_read_at
    return asked_at is None or asked_at.date() <= _latest(shown.month_day, at.date()) + ASKED_FOR


def is_awaited(stored: KnownEntry, at: datetime) -> bool:
    """Whether an entry showed a day that was still to come, and may have come by now."""
    return stored.ahead and at - stored.first_seen_at <= LONGEST_AHEAD


def _latest(month_day: tuple[int, int], until: date) -> date:
    """The last day with this month and day that is not after ``until``; ``until`` itself for an odd 29 February."""
    for year in (until.year, until.year - 1):
        try:
            day = date(year, *month_day)
        except ValueError:
            continue
        if day <= until:
            return day
    return until
