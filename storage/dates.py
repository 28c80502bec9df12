"""Which of two dates an entry keeps: the one it has, or the one it is shown with now."""

from __future__ import annotations

from datetime import date
from typing import Any

from pages.model import DateSource, ShownDate

# A label on the article is the publish date in words; the day in an address is when the article was created, which may
# be long after the day it shows; a meta is often the page's own generation time. An interface answers for its list.
_TRUST = {
    DateSource.LABEL: 4,
    DateSource.LIST: 3,
    DateSource.INTERFACE: 3,
    DateSource.URL: 2,
    DateSource.META: 1,
}


def supersedes(shown: ShownDate, published_on: date | None, source: DateSource | None) -> bool:
    """Whether ``shown`` takes the place of a date from ``source`` (``None``: there was no text of a date at all).

    A usable day always beats none, and is never given up for an unusable one; among equals the more trusted source
    counts, and of one source the newer reading.
    """
    kept = _TRUST[source] if source else 0
    return (shown.day is not None, _TRUST[shown.source]) >= (published_on is not None, kept)


def date_fields(shown: ShownDate | None) -> dict[str, Any]:
    """The columns that keep a shown date."""
    if shown is None:
        return {"published_on": None, "precision": None, "date_source": None, "raw_date": "", "flaw": None}
    return {
        "published_on": shown.day,
        "precision": shown.precision,
        "date_source": shown.source,
        "raw_date": shown.raw,
        "flaw": shown.flaw,
    }
