"""Has pages read in a second process, so that the crawl goes on meanwhile and a bad page costs nobody but itself."""

from __future__ import annotations

import asyncio
import signal
from collections import deque
from dataclasses import dataclass

from scrapy import signals
from scrapy.crawler import Crawler

from crawler.reading.link import Raised, Reply
from crawler.reading.process import ReadingProcess
from spiders.county import CountySpider
from spiders.host import HostAnswers
from spiders.questions import Answer, Question, ReaderError

SETTING = "LANMU_READING_SECONDS"
# A process may be killed for what is no page's fault; a page on which two died is to blame.
MOST_DEATHS = 2
# So many in a row that died before they were ready: none will ever be.
MOST_FALSE_STARTS = 3


@dataclass(slots=True)
class _Waiting:
    """A question without an answer yet, and how many processes died before they gave one."""

    question: Question
    host: HostAnswers
    answer: asyncio.Future[Answer]
    deaths: int = 0


class SecondReader:
    """Answers a spider's questions by a process of its own, which is started with the first of them.

    A page on which the process dies, or sits longer than ``LANMU_READING_SECONDS``, is not understood; another process
    reads on.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._waiting: deque[_Waiting] = deque()
        self._process: ReadingProcess | None = None
        self._false_starts = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> SecondReader:
        """Scrapy's way to make an extension."""
        reader = cls(crawler.settings.getfloat(SETTING))
        crawler.signals.connect(reader.serve, signal=signals.spider_opened)
        crawler.signals.connect(reader.close, signal=signals.spider_closed)
        return reader

    def serve(self, spider: CountySpider) -> None:
        """Have the spider's pages read here."""
        spider.reads = self.read

    async def read(self, question: Question, host: HostAnswers) -> Answer:
        """The answer to a question. Raises ``ReaderError`` where a fault of ours came up instead."""
        waiting = _Waiting(question, host, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if self._process is None:
            self._start()
        else:
            self._process.ask(question, host)
        return await waiting.answer

    def close(self) -> None:
        """End the process: the spider asks no more."""
        if self._process is not None:
            self._process.end()
            self._process = None

    def _start(self) -> None:
        """Start a process and ask it all that waits."""
        self._process = ReadingProcess(self._seconds, self._replied, self._died)
        for waiting in self._waiting:
            self._process.ask(waiting.question, waiting.host)

    def _replied(self, reply: Reply) -> None:
        answer = self._waiting.popleft().answer
        if isinstance(reply, Raised):
            answer.set_exception(ReaderError(reply.kind, reply.trace))
        else:
            answer.set_result(reply)

    def _died(self, status: int, ready: bool) -> None:
        """Blame the page that was being read; the others are asked about again."""
        self._process = None
        self._false_starts = 0 if ready else self._false_starts + 1
        if self._false_starts >= MOST_FALSE_STARTS:
            self._fail_all(f"the process that reads pages cannot start: status {status}")
        elif ready and self._waiting:
            self._blame(self._waiting[0], status)
        if self._waiting:
            self._start()

    def _blame(self, waiting: _Waiting, status: int) -> None:
        waiting.deaths += 1
        if status == -signal.SIGALRM:
            self._give_up(f"读取超过 {self._seconds:.0f} 秒，已放弃")
        elif waiting.deaths >= MOST_DEATHS:
            self._give_up("读取此页时读取进程崩溃")

    def _give_up(self, reason: str) -> None:
        waiting = self._waiting.popleft()
        waiting.answer.set_result(waiting.question.unread(reason))

    def _fail_all(self, trace: str) -> None:
        while self._waiting:
            self._waiting.popleft().answer.set_exception(ReaderError("ReadingProcess", trace))
