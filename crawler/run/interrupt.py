"""Says that a crawl is being stopped as soon as somebody asks for it: the requests under way are awaited first."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType
from typing import Any, cast

from scrapy import signals
from scrapy.crawler import Crawler

STOPPING = "\n正在停下……（再按一次 Ctrl-C 立即停止）\n"


class Interrupt:
    """Speaks before Scrapy's own handler of SIGINT, which it then calls."""

    def __init__(self, crawler: Crawler) -> None:
        crawler.signals.connect(self._opened, signal=signals.spider_opened)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Interrupt:
        """Scrapy's way to make an extension."""
        return cls(crawler)

    def _opened(self) -> None:
        from twisted.internet import reactor  # importing it installs it, which is Scrapy's to do

        # Scrapy installs its handler when the reactor starts, which may be after the spider was opened.
        cast(Any, reactor).callLater(0, self._listen)

    def _listen(self) -> None:
        following = signal.getsignal(signal.SIGINT)
        if not callable(following):
            return

        def speak(number: int, frame: FrameType | None) -> None:
            # Not print: the code that was interrupted may be in the middle of one.
            os.write(sys.stderr.fileno(), STOPPING.encode())
            following(number, frame)

        signal.signal(signal.SIGINT, speak)
