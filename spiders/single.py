"""A column that is one page: fresh by the date it shows, and by what of its text changed."""

from __future__ import annotations

from datetime import datetime

from pages.model import ArticleReading, Exchange, Outcome, Page, PageRequest, Reach, SinglePageRecord
from registry.model import Column
from spiders.digests import body_digest, text_digest
from spiders.host import Elsewhere, HostAnswers
from spiders.questions import Answer, SingleQuestion, SingleReading
from spiders.steps import Fetch, Read, Step, Walk, observation_of, onward


class SingleWalk(Walk):
    """A 单页 column: asked for once a night, unconditionally, so that a change of text is never missed."""

    def __init__(self, column: Column, host: HostAnswers, last_read_at: datetime | None = None) -> None:
        super().__init__(column, host)
        self._last_read_at = last_read_at

    def came(self, fetch: Fetch, page: Page, exchange: Exchange | None) -> list[Step] | Read:
        """The page came back, or a copy of it from before the last reading."""
        if page.fetched_at < self.came_at and self._last_read_at and page.fetched_at <= self._last_read_at:
            return self.outdated(fetch, page.fetched_at, page.status)
        return Read(SingleQuestion(page, fetch.request.url), fetch, exchange)

    def read(self, asked: Read, answer: Answer) -> list[Step]:
        """Its date is its freshness, its text is kept as a digest."""
        assert isinstance(answer, SingleReading)
        page, reading = asked.question.page, answer.reading
        if answer.follow is not None:
            led = onward(answer.follow.url, page.url, asked.fetch)
            if not isinstance(led, Elsewhere):
                return [asked.fetch.onward(PageRequest(led))]
            reading = ArticleReading(led.outcome, reason=led.reason)
        return self._record(asked.fetch, page, reading, asked.exchange)

    def _record(self, fetch: Fetch, page: Page, reading: ArticleReading, exchange: Exchange | None) -> list[Step]:
        outcome = reading.outcome
        if outcome is Outcome.OK and reading.published_on is None:
            outcome = Outcome.UNDATED
        observation = observation_of(
            self.column,
            1,
            fetch,
            page.fetched_at,
            outcome,
            reason=reading.reason,
            reader="single",
            http_status=page.status,
            reach=Reach(to_end=outcome.proves),
            closing=outcome.proves,
            full=outcome.proves,
            body_digest=body_digest(page),
            exchange=exchange,
        )
        self.done = True
        return [SinglePageRecord(observation, reading, text_digest(reading.text))]

    def failed(
        self, fetch: Fetch, outcome: Outcome, reason: str, at: datetime, http_status: int | None = None
    ) -> list[Step]:
        """The page could not be had."""
        self.done = True
        return [observation_of(self.column, 1, fetch, at, outcome, reason=reason, http_status=http_status)]
