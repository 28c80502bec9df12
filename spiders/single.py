"""A column that is one page: fresh by the date it shows, and by what of its text changed."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime

from pages.articles.article import read_article
from pages.faults.jumps import jump_of
from pages.faults.verdict import fault_of
from pages.model import ArticleReading, Exchange, Outcome, Page, PageRequest, Reach, SinglePageRecord
from pages.source import Source
from registry.model import Column
from spiders.host import Elsewhere, HostAnswers, elsewhere
from spiders.steps import Fetch, Step, Walk, observation_of, onward


class SingleWalk(Walk):
    """A 单页 column: asked for once a night, unconditionally, so that a change of text is never missed."""

    def __init__(self, column: Column, answers: HostAnswers) -> None:
        super().__init__(column)
        self._answers = answers

    def read(self, fetch: Fetch, page: Page, exchange: Exchange | None) -> list[Step]:
        """The page came back: its date is its freshness, its text is kept as a digest."""
        source = Source(page)
        fault = fault_of(page) or elsewhere(source.text, page.url, fetch.request.url, self._answers)
        target = None if fault else jump_of(source.text, source.base_url)
        if target is not None:
            led = onward(target, page.url, fetch)
            if not isinstance(led, Elsewhere):
                return [fetch.onward(PageRequest(led))]
            fault = led
        reading = ArticleReading(fault.outcome, reason=fault.reason) if fault else read_article(page)
        return self._record(fetch, page, reading, exchange)

    def _record(self, fetch: Fetch, page: Page, reading: ArticleReading, exchange: Exchange | None) -> list[Step]:
        outcome = reading.outcome
        if outcome is Outcome.OK and reading.published_on is None:
            outcome = Outcome.UNDATED
        observation = replace(
            observation_of(self.column, 1, fetch, page.fetched_at, outcome),
            reason=reading.reason,
            reader="single",
            http_status=page.status,
            reach=Reach(to_end=outcome.proves),
            closing=outcome.proves,
            full=outcome.proves,
            body_digest=hashlib.sha1(page.body, usedforsecurity=False).hexdigest(),
            exchange=exchange,
        )
        self.done = True
        return [SinglePageRecord(observation, reading, _text_digest(reading.text))]

    def failed(
        self, fetch: Fetch, outcome: Outcome, reason: str, at: datetime, http_status: int | None = None
    ) -> list[Step]:
        """The page could not be had."""
        self.done = True
        observation = observation_of(self.column, 1, fetch, at, outcome)
        return [replace(observation, reason=reason, http_status=http_status)]


def _text_digest(text: str) -> str:
    """Tells a change of a page's text; white space is no change."""
    return hashlib.sha1("".join(text.split()).encode(), usedforsecurity=False).hexdigest()
