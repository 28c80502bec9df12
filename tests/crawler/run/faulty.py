"""The command line with a fault in it: ``python -m tests.crawler.run.faulty FAULT crawl …``."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import count
from typing import Any

from scrapy import Request
from twisted.python.failure import Failure

from crawler import settings
from crawler.cli import main
from crawler.run.pipeline import StorePipeline
from spiders.county import CountySpider
from storage.writer import Writer


class FaultError(Exception):
    """What goes wrong."""


def raising(*_arguments: object, **_more: object) -> Any:
    raise FaultError


async def raising_later(*_arguments: object) -> Any:
    raise FaultError


def in_a_callback() -> None:
    """Of the third page, when all that it leads to was handed over: every page is read."""
    on_answer, answers = CountySpider.on_answer, count()

    async def third(self: CountySpider, *arguments: Any, **more: Any) -> AsyncIterator[Any]:
        async for one in on_answer(self, *arguments, **more):
            yield one
        if next(answers) == 2:
            raise FaultError

    CountySpider.on_answer = third  # type: ignore[method-assign]


def in_an_awaited_callback() -> None:
    """Of the third page, before it is read: the others are."""
    on_answer, answers = CountySpider.on_answer, count()

    async def third(self: CountySpider, *arguments: Any, **more: Any) -> list[Any]:
        if next(answers) == 2:
            raise FaultError
        return [one async for one in on_answer(self, *arguments, **more)]

    CountySpider.on_answer = third  # type: ignore[method-assign,assignment]


def in_an_errback() -> None:
    CountySpider.on_failure = raising  # type: ignore[method-assign]


def at_the_end_of_an_errback() -> None:
    """When the column was recorded as it failed: every column came to its end."""
    on_failure = CountySpider.on_failure

    def fail(self: CountySpider, failure: Failure) -> Iterator[Any]:
        yield from on_failure(self, failure)
        raise FaultError

    CountySpider.on_failure = fail  # type: ignore[method-assign]


def at_the_end_of_an_async_errback() -> None:
    """As above."""
    on_failure = CountySpider.on_failure

    async def fail(self: CountySpider, failure: Failure) -> AsyncIterator[Any]:
        for one in on_failure(self, failure):
            yield one
        raise FaultError

    CountySpider.on_failure = fail  # type: ignore[method-assign,assignment]


def in_start() -> None:
    """Before the first request."""

    async def start(_self: CountySpider) -> AsyncIterator[Request]:
        for request in raising():
            yield request

    CountySpider.start = start  # type: ignore[method-assign]


def at_the_end_of_start() -> None:
    """When every request was handed over, and every column will be read."""
    before = CountySpider.start

    async def start(self: CountySpider) -> AsyncIterator[Request]:
        async for request in before(self):
            yield request
        raise FaultError

    CountySpider.start = start  # type: ignore[method-assign]


def in_the_pipeline() -> None:
    """At the second page: the others are stored."""
    process, items = StorePipeline.process_item, count()

    async def second(self: StorePipeline, item: Any) -> Any:
        if next(items) == 1:
            raise FaultError
        return await process(self, item)

    StorePipeline.process_item = second  # type: ignore[method-assign]


def in_the_pipelines_beginning() -> None:
    StorePipeline.open_spider = raising_later  # type: ignore[method-assign]


def in_the_store() -> None:
    Writer.put = raising  # type: ignore[method-assign]


def none_but_a_quick_pulse() -> None:
    """No fault: signs of life every hundredth of a second."""
    settings.LANMU_BEAT = 0.01


FAULTS: dict[str, Callable[[], None]] = {
    "callback": in_a_callback,
    "awaited-callback": in_an_awaited_callback,
    "errback": in_an_errback,
    "end-of-errback": at_the_end_of_an_errback,
    "end-of-async-errback": at_the_end_of_an_async_errback,
    "start": in_start,
    "end-of-start": at_the_end_of_start,
    "pipeline": in_the_pipeline,
    "open": in_the_pipelines_beginning,
    "store": in_the_store,
    "pulse": none_but_a_quick_pulse,
}

if __name__ == "__main__":
    FAULTS[sys.argv.pop(1)]()
    main()
