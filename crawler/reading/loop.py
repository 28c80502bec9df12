"""What runs in the process that reads pages: questions come in over a socket, answers go out, in the same order.

Started as ``python -m crawler.reading.loop DESCRIPTOR SECONDS``. It imports neither Scrapy nor the store. It ends when
the other end of the socket is closed, however the crawl ended; and a page on which it sits longer than ``SECONDS`` ends
it, which the crawl then knows what to make of.
"""

from __future__ import annotations

import gc
import pickle
import signal
import socket
import sys
import traceback
from contextlib import suppress
from io import BufferedRWPair

from crawler.reading.link import LENGTH, READY, Asked, Raised, Reply, framed
from spiders.host import HostAnswers
from spiders.questions import Question


def answer_all(stream: BufferedRWPair, seconds: float) -> None:
    """Answer questions until the other end closes."""
    hosts: dict[int, HostAnswers] = {}
    stream.write(READY)
    stream.flush()
    while message := _message(stream):
        # The default action of the alarm ends the process, also in the midst of a call into libxml2.
        signal.setitimer(signal.ITIMER_REAL, seconds)
        asked: Asked = pickle.loads(message)
        if asked.told is not None:
            hosts[asked.host] = asked.told
        reply = framed(_reply(asked.question, hosts[asked.host]))
        signal.setitimer(signal.ITIMER_REAL, 0)
        stream.write(reply)
        stream.flush()


def _message(stream: BufferedRWPair) -> bytes:
    """The next message, empty where the other end closed, be it in the middle of one."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return b""
    (length,) = LENGTH.unpack(head)
    message = stream.read(length)
    return message if len(message) == length else b""


def _reply(question: Question, host: HostAnswers) -> Reply:
    try:
        return question.answer(host)
    except Exception as error:  # noqa: BLE001 - told to the crawl, which knows what a fault of ours means for the run
        return Raised(type(error).__name__, traceback.format_exc())


def main() -> None:
    """Answer over the socket that was handed down."""
    descriptor, seconds = int(sys.argv[1]), float(sys.argv[2])
    gc.freeze()
    ended = suppress(BrokenPipeError, ConnectionResetError)
    with ended, socket.socket(fileno=descriptor) as link, link.makefile("rwb") as stream:
        answer_all(stream, seconds)


if __name__ == "__main__":
    main()
