"""Sending a message to every address, without a word of any address in what is said of it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from apprise import Apprise, AppriseAsset, NotifyBase, NotifyFormat, PersistentStoreMode

from crawler.notify.addresses import Address
from crawler.notify.bots import Bot, ask_bot
from crawler.notify.message import Message

_TALKATIVE = ("apprise", "urllib3")
_STATUS = re.compile(r"\berror=(\d{3})\b")
_UNREACHED = "连不上，或对方不接受：请核对地址、账号、口令和收件人"
# A hook that takes longer than Apprise waits may well have taken the message: it would be told that it did not.
_PATIENCE = 15.0  # seconds
_TIMEOUTS = ("socket_connect_timeout", "socket_read_timeout")
_ASSET = AppriseAsset(app_id="lanmu", app_desc="栏目监测", app_url="", storage_mode=PersistentStoreMode.MEMORY)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a message at one address; ``fault`` is Chinese, "" where it was taken."""

    called: str
    fault: str

    def __str__(self) -> str:
        return f"{self.called}：{self.fault or '已送出'}"


def send(message: Message, addresses: Iterable[Address]) -> tuple[Delivery, ...]:
    """Send a message to each address, one after the other. Never raises: what fails is in the result."""
    return tuple(Delivery(address.called, _send(message, address)) for address in addresses)


def _send(message: Message, address: Address) -> str:
    """Send to one address; "" or what is wrong."""
    if not address.url:
        return "没有设置这个环境变量"
    with _overheard() as said:
        try:
            service = Apprise.instantiate(address.url, asset=_ASSET)
            if service is None:
                return "不是可用的通知地址，写法见 Apprise 的说明"
            _be_patient(service)
            if isinstance(service, Bot):
                return ask_bot(service, message)
            return "" if _notify(service, message) else _reason(said)
        except Exception as error:  # noqa: BLE001 - a service is third-party code; what it raises may hold its address
            return f"发送时出错（{type(error).__name__}）"


def _be_patient(service: NotifyBase) -> None:
    """Wait long enough for an answer, unless the address itself says how long."""
    for name in _TIMEOUTS:
        if getattr(service, name) == getattr(NotifyBase, name):
            setattr(service, name, _PATIENCE)


def _notify(service: NotifyBase, message: Message) -> bool:
    service.notify_format = NotifyFormat.TEXT
    sender = Apprise(asset=_ASSET)
    sender.add(service)
    text = message.text_within(service.body_maxlen - service.title_maxlen)
    return bool(sender.notify(body=text, title=message.title, body_format=NotifyFormat.TEXT))


@contextmanager
def _overheard() -> Iterator[list[str]]:
    """What is logged of a sending, kept from being shown: hosts, accounts and keys stand in it."""
    said: list[str] = []
    listener = logging.Handler(logging.WARNING)
    listener.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    loggers = [logging.getLogger(name) for name in _TALKATIVE]
    propagated = [logger.propagate for logger in loggers]
    for logger in loggers:
        logger.addHandler(listener)
        logger.propagate = False
    try:
        yield said
    finally:
        for logger, propagate in zip(loggers, propagated, strict=True):
            logger.propagate = propagate
            logger.removeHandler(listener)


def _reason(said: Iterable[str]) -> str:
    """Why, in words of our own: of what was logged only a status of HTTP is taken over."""
    found = next((match for line in said if (match := _STATUS.search(line))), None)
    return f"对方答复 HTTP {found[1]}" if found else _UNREACHED
