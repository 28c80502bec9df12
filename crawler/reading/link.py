"""What goes over the link between a crawl and the process that reads for it: pickles, each behind its length."""

from __future__ import annotations

import pickle
import struct
from dataclasses import dataclass

from spiders.host import HostAnswers
from spiders.questions import Answer, Question

LENGTH = struct.Struct("!I")
# The first frame of a process that is ready to read.
READY = LENGTH.pack(0)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a page of the host with the number ``host``; ``told`` is how that host answers, once each."""

    question: Question
    host: int
    told: HostAnswers | None


@dataclass(frozen=True, slots=True)
class Raised:
    """A fault of ours came up instead of an answer: its name and its trace."""

    kind: str
    trace: str


Reply = Answer | Raised


def framed(message: Asked | Reply) -> bytes:
    """A message as it goes over the link."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return LENGTH.pack(len(data)) + data
