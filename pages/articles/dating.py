"""The publish date of an article page, by the order of trust of cms.md 1.2. In doubt there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from lxml import etree

from pages.articles.labels import Label
from pages.articles.layout import Layout
from pages.articles.metas import GENERATION_NAMES, PUBLISH_NAMES
from pages.articles.script_text import PUBLISH_NAMES as PUBLISH_VARIABLES
from pages.articles.script_text import Constants
from pages.articles.strip import Candidate, StripDates, foot_date, lacks_date, strip_dates, table_date, table_dates
from pages.dates.finding import read_date, url_date, url_month, with_year
from pages.model import DateSource, Flaw, ShownDate
from pages.source import Source
from rules.zone import SHANGHAI

# Seconds between the moments that one run over the templates of a page writes.
_GENERATING = 600
_NUMBER = re.compile(r"\d{1,4}")
# A page that shows such a date has not been given one; anything else that stands there is what it shows.
_UNSET = (Flaw.PLACEHOLDER, Flaw.NO_YEAR, Flaw.COARSE)


class Dating(NamedTuple):
    """The publish date that a page shows, flawed where only a flawed one stands there, or ``None``.

    ``settled`` says that it stands below the title or in an index table, and that nothing else was asked.
    """

    shown: ShownDate | None
    settled: bool


def publish_date(
    source: Source, tree: etree._Element, layout: Layout, meta: Mapping[str, str], constants: Constants
) -> Dating:
    """The publish date of a page by what it shows, in doubt by what all of it says."""
    strip, table = strip_dates(layout, source.page.fetched_at), table_dates(layout, source.page.fetched_at)
    shown = _shown(source, layout, strip, table)
    settled = _is_settled(shown)
    if settled:
        chosen: ShownDate | None = shown[0]
    else:
        rest = (*_weak(source, tree, layout, table), _meta_date(meta, source), _script_date(constants, source))
        chosen = _by_agreement(shown, rest, source.url)
    if strip.published or chosen is None or chosen.day is None:
        return Dating(chosen, settled and (layout.title is not None or len(table) > 0))
    if strip.unread or strip.doubtful - {chosen.day}:
        return Dating(None, False)
    # Of a page that tells of a change, the foot may tell when it was published.
    return Dating(chosen, settled and strip.updated is None)


def _is_settled(shown: list[ShownDate]) -> bool:
    return len({one.day for one in shown}) == 1 and shown[0].flaw not in _UNSET


def _by_agreement(shown: list[ShownDate], rest: Iterable[ShownDate | None], url: str) -> ShownDate | None:
    """The one of several shown dates that the rest of the page confirms, or what the rest says where none is shown.

    ``rest`` is in the order of trust; each of it counts only if the others agree.
    """
    weak = [one for one in rest if one and one.day]
    if any(one.day for one in shown):
        return _only([one for one in shown if one.day in {other.day for other in weak}])
    return _unanimous(weak, url) or next(iter(shown), None)


def _only(found: list[ShownDate]) -> ShownDate | None:
    """The first of ``found``, if all name one day."""
    return found[0] if len({one.day for one in found}) == 1 else None


def _shown(source: Source, layout: Layout, strip: StripDates, table: Sequence[Candidate]) -> list[ShownDate]:
    """The date of the strip and that of the index table; those that are days, if any is.

    A day of change passes for the publish date where no part of the page names another.
    """
    moment = source.page.fetched_at
    foot = foot_date(layout, moment) if strip.updated else None
    every = (*strip.published, strip.updated, table_date(table, Label.PUBLISHED), foot)
    found = [with_year(one, source.url, moment) for one in every if one]
    return [one for one in found if one.day] or found


def _weak(
    source: Source, tree: etree._Element, layout: Layout, table: Sequence[Candidate]
) -> Iterator[ShownDate | None]:
    """What else the page shows of its date, and what its address says."""
    yield _publishtime(tree, source)
    yield foot_date(layout, source.today)
    yield table_date(table, Label.GENERATED) if table and not lacks_date(layout) else None
    day = url_date(source.url)
    yield ShownDate(source.url, DateSource.URL, day) if day and day <= source.today else None


def _unanimous(weak: list[ShownDate], url: str) -> ShownDate | None:
    """The most trusted of ``weak``, if all name one day and the address names no other month."""
    months = {(one.day.year, one.day.month) for one in weak if one.day} | {url_month(url)} - {None}
    return weak[0] if len({one.day for one in weak}) == 1 and len(months) == 1 else None


def _publishtime(tree: etree._Element, source: Source) -> ShownDate | None:
    element = next(tree.iter("publishtime"), None)
    return (
        read_date("".join(str(text) for text in element.itertext()), source.today, DateSource.LABEL)
        if element is not None
        else None
    )


def _meta_date(meta: Mapping[str, str], source: Source) -> ShownDate | None:
    """The publish date of the meta tags, unless it is the moment at which the page was generated (cms.md 1.2)."""
    raw = next((meta[name] for name in PUBLISH_NAMES if meta.get(name)), "")
    if not raw or "页面生成时间" in source.text:
        return None
    made = [_moment(meta[name]) for name in GENERATION_NAMES if meta.get(name)]
    fetched = source.page.fetched_at.astimezone(SHANGHAI).replace(tzinfo=None)
    if any(_is_near(_moment(raw), moment) for moment in (*made, fetched)):
        return None
    return read_date(raw, source.today, DateSource.META)


def _script_date(constants: Constants, source: Source) -> ShownDate | None:
    """The date that a script keeps under the name of the publish date, wherever in the page it puts it."""
    if not constants:
        return None
    values = {value for name in PUBLISH_VARIABLES if (value := constants[name]) and constants.is_read(name)}
    return read_date(values.pop(), source.today, DateSource.META) if len(values) == 1 else None


def _moment(text: str) -> datetime | None:
    try:
        year, month, day, hour, minute, *_ = (int(part) for part in _NUMBER.findall(text))
        return datetime(year, month, day, hour, minute)
    except ValueError:
        return None


def _is_near(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and other is not None and abs((one - other).total_seconds()) <= _GENERATING
