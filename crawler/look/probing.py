"""Reads the first page of each column once and stores nothing: does the registry fit the site?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from crawler.look.unstored import run_unstored
from pages.model import ArticleRecord, Observation, Outcome, SinglePageRecord
from registry.model import Column
from spiders.county import CountySpider
from spiders.plan import Plan
from spiders.walk import NO_NEXT_PAGE


@dataclass(frozen=True, slots=True)
class Probe:
    """What one column's first page says. ``dated`` counts entries with a usable day, articles looked up included."""

    column: Column
    observation: Observation
    entries: int
    dated: int
    newest: date | None

    @property
    def next_page(self) -> str:
        """Whether a next page was found, in Chinese; "" where there is nothing to page through."""
        if not self.observation.outcome.proves or self.observation.reader == "single":
            return ""
        if self.observation.reach.to_end:
            return "没有下一页"
        return "没有找到" if self.observation.reason == NO_NEXT_PAGE else "有"

    @property
    def needs_reader(self) -> bool:
        """Whether the layout is one that only a ``[[reader]]`` of the office's own can read."""
        # A page that was refused before any reader saw it (empty, binary, under maintenance) names none.
        seen = self.observation.reader not in ("", "single")
        return seen and self.observation.outcome is Outcome.NOT_UNDERSTOOD


class _Seen:
    """What the spider yields, by column."""

    def __init__(self) -> None:
        self._pages: dict[tuple[str, str], Observation] = {}
        self._looked_up: dict[tuple[str, str, str | None], date | None] = {}
        self._single: dict[tuple[str, str], date | None] = {}

    def keep(self, item: object) -> None:
        """Take one item of the spider."""
        if isinstance(item, ArticleRecord):
            self._looked_up[item.unit, item.column, item.entry.url] = item.reading.published_on
        elif isinstance(item, Observation):
            self._pages[item.unit, item.column] = item
        elif isinstance(item, SinglePageRecord):
            self._pages[item.observation.unit, item.observation.column] = item.observation
            self._single[item.observation.unit, item.observation.column] = item.reading.published_on

    def probe_of(self, column: Column) -> Probe | None:
        """The probe of one column, ``None`` where nothing came of it."""
        name = (column.unit, column.name)
        page = self._pages.get(name)
        if page is None:
            return None
        shown = [entry.published_on or self._looked_up.get((*name, entry.url)) for entry in page.entries]
        shown += [self._single[name]] if name in self._single else []
        days = [day for day in shown if day is not None]
        return Probe(column, page, len(shown), len(days), max(days, default=None))


def probe(plan: Plan, *, progress: bool = False) -> list[Probe]:
    """What the first page of each of the plan's columns says, in its order; fewer where it was interrupted.

    May be called once in a process: Scrapy's reactor cannot start again.
    """
    portal = replace(plan.portal, crawl=replace(plan.portal.crawl, max_pages=1))
    seen = _Seen()
    first_pages = replace(plan, portal=portal, since=date.min, full=True)
    run_unstored(CountySpider, portal, seen.keep, progress=progress, plan=first_pages)
    return [found for column in plan.columns if (found := seen.probe_of(column)) is not None]
