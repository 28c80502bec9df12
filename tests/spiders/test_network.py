"""Each fault of the network has its own outcome or at least its own reason."""

from __future__ import annotations

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)

from pages.model import Outcome
from spiders.network import ForbiddenAddressError, RobotsUnreachableError, is_silence, outcome_of

FAULTS = [
    (CannotResolveHostError("no such host"), Outcome.DNS),
    (DownloadTimeoutError("took longer than 20 seconds"), Outcome.TIMEOUT),
    (DownloadConnectionRefusedError("refused"), Outcome.HTTP_ERROR),
    (
        DownloadFailedError("[<twisted.python.failure.Failure OpenSSL.SSL.Error: [('SSL routines', '', 'x')]>]"),
        Outcome.TLS,
    ),
    (DownloadFailedError("[<Failure twisted.internet.error.ConnectionLost: lost>]"), Outcome.HTTP_ERROR),
    (ResponseDataLossError(), Outcome.TRUNCATED),
    (DownloadCancelledError("larger than download max size"), Outcome.TOO_LARGE),
    (IgnoreRequest("Forbidden by robots.txt"), Outcome.BLOCKED),
    (IgnoreRequest("exceeded DOWNLOAD_MAXSIZE during decompression"), Outcome.TOO_LARGE),
    (ForbiddenAddressError("127.0.0.1"), Outcome.REDIRECTED_AWAY),
    (RobotsUnreachableError(status=503), Outcome.BLOCKED),
    (RobotsUnreachableError(fault=DownloadTimeoutError()), Outcome.TIMEOUT),
    (UnsupportedURLSchemeError("ftp"), Outcome.HTTP_ERROR),
    (ValueError("whatever else"), Outcome.HTTP_ERROR),
]


@pytest.mark.parametrize(("error", "outcome"), FAULTS)
def test_a_fault_has_an_outcome_that_proves_nothing(error: Exception, outcome: Outcome) -> None:
    found, reason = outcome_of(error)
    assert found is outcome
    assert not found.proves
    assert reason


def test_faults_that_share_an_outcome_are_told_apart_by_their_reason() -> None:
    reasons = [outcome_of(error)[1] for error, outcome in FAULTS if outcome is Outcome.HTTP_ERROR]
    assert len(set(reasons)) == len(reasons)


@pytest.mark.parametrize(
    ("error", "silent"),
    [
        (DownloadTimeoutError(), True),
        (DownloadFailedError("reset"), False),
        (RobotsUnreachableError(fault=CannotResolveHostError()), True),
        (RobotsUnreachableError(status=503), False),
    ],
)
def test_a_host_is_silent_that_gave_no_answer_at_all(error: Exception, silent: bool) -> None:
    assert is_silence(error) is silent
