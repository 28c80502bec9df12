"""One process that reads pages, and the link to it."""

from __future__ import annotations

import asyncio
import os
import pickle
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack

from crawler.reading.link import LENGTH, Asked, Reply, framed
from spiders.host import HostAnswers
from spiders.questions import Question


class ReadingProcess(asyncio.Protocol):
    """Started by being made. Hands each reply to ``replied``, in the order in which it was asked.

    ``died`` is called once where the process ended by itself, with its exit status as ``subprocess`` has it, and
    whether it had ever been ready to read. A session of its own keeps a Ctrl-C at the terminal from it: it reads until
    the crawl ends, and ends with the crawl, for then its link is closed.
    """

    def __init__(self, seconds: float, replied: Callable[[Reply], None], died: Callable[[int, bool], None]) -> None:
        self._replied = replied
        self._died = died
        self._ready = False
        self._ended = False
        self._transport: asyncio.Transport | None = None
        self._early: list[bytes] = []
        self._came = bytearray()
        self._told: dict[HostAnswers, int] = {}
        ours, theirs = socket.socketpair()
        with theirs, ExitStack() as unless_started:
            unless_started.enter_context(ours)
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "crawler.reading.loop", str(theirs.fileno()), str(seconds)],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
                start_new_session=True,
            )
            unless_started.pop_all()
        linking = asyncio.get_running_loop().create_connection(lambda: self, sock=ours)
        self._linking = asyncio.ensure_future(linking)

    def ask(self, question: Question, host: HostAnswers) -> None:
        """Send a question; how its host answers goes along the first time only."""
        number = self._told.get(host)
        news = None if number is not None else host
        number = self._told.setdefault(host, len(self._told))
        message = framed(Asked(question, number, news))
        if self._transport is None:
            self._early.append(message)
        else:
            self._transport.write(message)

    def end(self) -> None:
        """End the process, whatever it is at."""
        self._ended = True
        self._linking.cancel()
        if self._transport is not None:
            self._transport.abort()
        self._process.kill()
        self._process.wait()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send what was asked meanwhile."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.writelines(self._early)
        self._early = []

    def data_received(self, data: bytes) -> None:
        """Hand on every reply that is complete; the first, an empty one, says that the process is ready."""
        self._came += data
        while len(self._came) >= LENGTH.size:
            end = LENGTH.size + LENGTH.unpack_from(self._came)[0]
            if len(self._came) < end:
                return
            reply = bytes(self._came[LENGTH.size : end])
            del self._came[:end]
            if reply:
                self._replied(pickle.loads(reply))
            self._ready = True

    def connection_lost(self, error: Exception | None) -> None:
        """The process has ended or is about to; where the link broke for another reason, it is of no use any more."""
        if self._ended:
            return
        if error is not None:
            self._process.kill()
        self._died(self._process.wait(), self._ready)
