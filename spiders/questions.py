"""What a walk asks the readers about a page.

Questions and answers are plain values and answering is pure, so it matters to nobody in which process it is done. This
module imports nothing of Scrapy and nothing of the store, for the process that only reads has no use for them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from pages.articles.article import read_article
from pages.faults.jumps import jump_of
from pages.faults.verdict import fault_of
from pages.lists.selectors import Selectors
from pages.model import ArticleReading, ListReading, Outcome, Page, PageRequest
from pages.reader import read_list
from pages.source import Source
from spiders.host import HostAnswers, elsewhere

# Readings that may still turn out to be of another page than the one that was asked for.
_DOUBTFUL = (Outcome.OK, Outcome.BLANK, Outcome.NOT_UNDERSTOOD)


class ReaderError(Exception):
    """A fault of ours in reading a page. ``kind`` names it; the message is its trace."""

    def __init__(self, kind: str, trace: str) -> None:
        super().__init__(trace)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class SingleReading:
    """What a page says that stands for itself; ``follow`` is where it leads instead of saying anything."""

    reading: ArticleReading
    follow: PageRequest | None = None


@dataclass(frozen=True, slots=True)
class ListQuestion:
    """What does the page that came for ``requested`` say as a list?

    ``reader`` names the family that is to read it (读取方式), ``selectors`` are the office's own.
    """

    page: Page
    requested: str
    reader: str = ""
    selectors: Selectors | None = None

    def answer(self, host: HostAnswers) -> ListReading:
        """What it says, or that it is the host's home page, or the host's answer to anything at all."""
        source = Source(self.page)
        reading = read_list(source, forced=self.reader, selectors=self.selectors)
        if reading.outcome not in _DOUBTFUL:
            return reading
        away = elsewhere(source.text, self.page.url, self.requested, host)
        return ListReading(away.outcome, reading.reader, reason=away.reason) if away else reading

    def unread(self, reason: str) -> ListReading:
        """The answer where the reading had to be given up."""
        return ListReading(Outcome.NOT_UNDERSTOOD, "", reason=reason)


@dataclass(frozen=True, slots=True)
class EntryQuestion:
    """When was the entry published whose article page this is?"""

    page: Page

    def answer(self, host: HostAnswers) -> ArticleReading:
        """The date and the particulars, without the text."""
        fault = fault_of(self.page)
        if fault is not None:
            return ArticleReading(fault.outcome, reason=fault.reason)
        return read_article(self.page, with_text=False)

    def unread(self, reason: str) -> ArticleReading:
        """The answer where the reading had to be given up."""
        return ArticleReading(Outcome.NOT_UNDERSTOOD, reason=reason)


@dataclass(frozen=True, slots=True)
class SingleQuestion:
    """What does the page that came for ``requested`` say by itself, text and all?"""

    page: Page
    requested: str

    def answer(self, host: HostAnswers) -> SingleReading:
        """What it says, or where it leads."""
        source = Source(self.page)
        fault = fault_of(self.page, source.text) or elsewhere(source.text, self.page.url, self.requested, host)
        if fault is not None:
            return SingleReading(ArticleReading(fault.outcome, reason=fault.reason))
        target = jump_of(source.text, source.base_url)
        if target is not None:
            reason = f"页面跳转到：{target}"
            return SingleReading(ArticleReading(Outcome.NOT_UNDERSTOOD, reason=reason), PageRequest(target))
        return SingleReading(read_article(self.page))

    def unread(self, reason: str) -> SingleReading:
        """The answer where the reading had to be given up."""
        return SingleReading(ArticleReading(Outcome.NOT_UNDERSTOOD, reason=reason))


Question = ListQuestion | EntryQuestion | SingleQuestion
Answer = ListReading | ArticleReading | SingleReading

# Answers a question about a page of a host that was found to answer so. Raises ``ReaderError``.
Reads = Callable[[Question, HostAnswers], Awaitable[Answer]]


async def read_here(question: Question, host: HostAnswers) -> Answer:
    """Answer a question in this process."""
    return question.answer(host)
