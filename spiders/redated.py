"""Which entries must be asked again for the day that they show on their page: their list does not tell it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from pages.model import Entry, Flaw, ShownDate
from storage.records import KnownEntry

# An entry may be given a day before that on which its page was read; a page that shows another day than its list is not
# asked for ever.
ASKED_FOR = timedelta(days=7)
# A day that lies further ahead than this is a slip of the pen.
LONGEST_AHEAD = timedelta(days=31)


def is_dated_anew(entry: Entry, stored: KnownEntry, at: datetime) -> bool:
    """Whether a row read at a moment shows another day than its entry had, of which its page was not asked since.

    A row without a year never tells by itself; one with a whole date does, unless the page was asked once, whose word
    counts more.
    """
    kept, asked_at = stored.published_on, stored.article_read_at
    day = entry.published_on or _claimed(entry.shown, at.date())
    if kept is None or day is None or (day.month, day.day) == (kept.month, kept.day):
        return False
    if asked_at is None:
        return entry.published_on is None
    return asked_at.date() <= day + ASKED_FOR


def is_awaited(stored: KnownEntry, at: datetime) -> bool:
    """Whether an entry showed a day that was still to come, and may have come by now."""
    return stored.ahead and at - stored.first_seen_at <= LONGEST_AHEAD


def _claimed(shown: ShownDate | None, until: date) -> date | None:
    """The last day that is not after ``until`` with the month and the day of a row without a year."""
    if shown is None or shown.flaw is not Flaw.NO_YEAR or shown.month_day is None:
        return None
    for year in (until.year, until.year - 1):
        try:
            day = date(year, *shown.month_day)
        except ValueError:  # 29 February
            continue
        if day <= until:
            return day
    return None
