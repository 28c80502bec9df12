"""Of which moment a page speaks: a cache on the way may answer with an old copy, though it is told to ask the site.

What a copy says of its age is all that can be known of it. One that says nothing passes for new.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from pages.decode import header
from pages.model import Page

# Clocks differ by seconds, and an answer takes some: what is no older is as good as new.
SLACK = timedelta(minutes=1)
# No cache keeps a page for years: a site that tells of such an age never set its clock. Ours may jump by a year.
_OLDEST_COPY = timedelta(days=5 * 366)
_MOST_DIGITS = 9


def made_at(page: Page) -> datetime:
    """When the page was made: when it came, or its ``Date`` if that is earlier, less its ``Age`` (RFC 9111, 5.1).

    A cache may keep the date of the copy or give its own: to take the age off both counts it twice at worst.

    A site whose clock is slow, or a clock of ours that is fast, looks like a copy. That is the right side to err on: a
    reading then proves less, by as much as the clocks differ.
    """
    age = _age(page) + max(page.fetched_at - _dated(page), timedelta())
    return page.fetched_at - age if SLACK < age <= _OLDEST_COPY else page.fetched_at


def modified_since(before: str, now: str) -> bool:
    """Whether one ``Last-Modified`` is surely later than another. Text that tells no moment is none."""
    try:
        return parsedate_to_datetime(now) > parsedate_to_datetime(before)
    except (ValueError, TypeError):  # none of them tells, or only one of them in which zone
        return False


def _age(page: Page) -> timedelta:
    told = header(page.headers, "age").split(",")[0].strip()
    return timedelta(seconds=int(told[:_MOST_DIGITS])) if told.isascii() and told.isdigit() else timedelta()


def _dated(page: Page) -> datetime:
    try:
        moment = parsedate_to_datetime(header(page.headers, "date"))
    except ValueError:  # none, or nobody knows what
        return page.fetched_at
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.astimezone(page.fetched_at.tzinfo) + page.clock_ahead
