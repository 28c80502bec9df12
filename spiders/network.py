"""What went wrong on the way to a page, as an outcome: the network's own faults, before any page was read."""

from __future__ import annotations

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
from twisted.internet import error as tx

from pages.model import Outcome

# Faults after which the host itself may be thought down.
_SILENCES = (CannotResolveHostError, DownloadTimeoutError, DownloadConnectionRefusedError)
# In the meta of a request: that its host's robots.txt, when it was last read, let it in.
LET_IN = "let_in"
_TLS_SIGNS = ("ssl", "tls", "certificate", "handshake", "openssl")


class ForbiddenAddressError(IgnoreRequest):
    """A request would have gone to an address that is not on the public Internet, and that the registry does not name.

    ``str`` is the address.
    """


class RobotsUnreachableError(IgnoreRequest):
    """A host's robots.txt could not be had: it answered ``status`` (5xx), or there was no answer but ``fault``.

    Nothing may then be asked of the host (RFC 9309, 2.3.1.4) but what its last rules are known to allow (2.4).
    """

    def __init__(self, *, status: int | None = None, fault: Exception | None = None) -> None:
        super().__init__("robots.txt is unreachable")
        self.status = status
        self.fault = fault


def outcome_of(error: BaseException) -> tuple[Outcome, str]:
    """The outcome and the Chinese reason of a request that got no page.

    Refused and reset connections have no word of their own in the closed set: they are ``http_error``, and the reason
    keeps them apart. A host that only its robots.txt closes to us is ``blocked``: its pages may well open to others.
    """
    match error:
        case CannotResolveHostError() | tx.DNSLookupError():
            return Outcome.DNS, "域名无法解析"
        case DownloadTimeoutError() | tx.TimeoutError():
            return Outcome.TIMEOUT, "超时无应答"
        case DownloadConnectionRefusedError() | tx.ConnectionRefusedError():
            return Outcome.HTTP_ERROR, "连接被拒绝"
        case ResponseDataLossError():
            return Outcome.TRUNCATED, "内容未传完连接就断了"
        case DownloadCancelledError():
            return Outcome.TOO_LARGE, "页面超过大小上限"
        case ForbiddenAddressError():
            return Outcome.REDIRECTED_AWAY, f"网址指向内部地址 {error}，登记资料里没有这个主机，没有访问"
        case RobotsUnreachableError(fault=None, status=status):
            return Outcome.BLOCKED, f"服务器对 robots.txt 答复 {status}，按规定整个网站不得采集"
        case RobotsUnreachableError(fault=Exception() as fault):
            outcome, reason = outcome_of(fault)
            return outcome, f"robots.txt 取不到（{reason}），按规定整个网站不得采集"
        case IgnoreRequest():
            return _ignored(str(error))
        case UnsupportedURLSchemeError():
            return Outcome.HTTP_ERROR, "不支持的网址"
    return _by_text(error)


def is_silence(error: BaseException) -> bool:
    """Whether no host answered at all. A refusal, a broken answer or a rule of our own is no silence."""
    if isinstance(error, RobotsUnreachableError):
        error = error.fault or error
    return isinstance(error, _SILENCES)


def _ignored(message: str) -> tuple[Outcome, str]:
    if "robots" in message:
        return Outcome.BLOCKED, "robots.txt 不允许采集"
    return Outcome.TOO_LARGE, "解压后超过大小上限"


def _by_text(error: BaseException) -> tuple[Outcome, str]:
    text = f"{type(error).__name__} {error} {error.__cause__!r} {getattr(error.__cause__, 'reasons', '')}".lower()
    if any(sign in text for sign in _TLS_SIGNS):
        return Outcome.TLS, "加密连接（TLS）失败"
    if "dataloss" in text or "potentialdataloss" in text:
        return Outcome.TRUNCATED, "内容未传完连接就断了"
    if isinstance(error, DownloadFailedError | tx.ConnectionLost | tx.ConnectionDone | OSError):
        return Outcome.HTTP_ERROR, "连接被中断"
    return Outcome.HTTP_ERROR, f"请求失败：{type(error).__name__}"
