"""What people are told, and when: the morning's word once a day, a failure at once, a trial whenever asked for."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

from crawler.examining import thorough_alarms
from crawler.notify.addresses import addresses
from crawler.notify.message import Message, message
from crawler.notify.sending import Delivery, send
from registry.load import Loaded
from registry.model import Portal
from registry.problems import RegistryError, told_once
from reports.digest import digest
from reports.doctor.alarm import Alarm, AlarmKind
from reports.formats.digest_text import alarm_lines, digest_texts, digest_title
from storage.address import file_of
from storage.errors import StorageError
from storage.lock import NoticeLock
from storage.notices import Notice, NoticeKind, note
from storage.opening import open_database, open_for_reading
from storage.reader import open_reader

BROKEN_REGISTRY = "登记资料有错误，采集和每天的通知都停了"
# Changes are counted from the last morning's word, if that is no older.
_LONGEST_SINCE = timedelta(days=7)
_DAY = timedelta(days=1)


def morning_word(loaded: Loaded, at: datetime) -> Message:
    """The morning's word at the present moment ``at``; the doctor's alone where the store cannot be read."""
    portal, found = loaded.portal, thorough_alarms(loaded.portal, at, loaded.warnings)
    try:
        with open_reader(portal.database_url) as reader:
            word = digest(portal, reader, at, _since(reader.notices(at - _LONGEST_SINCE), at), found)
    except StorageError:
        return message(f"{portal.name} {at:%m-%d} 栏目监测：告警 {len(found)}", list(alarm_lines(found)))
    return Message(digest_title(word), digest_texts(word))


def tell_morning(loaded: Loaded, at: datetime) -> tuple[Delivery, ...] | None:
    """Send the morning's word, unless it reached anybody today already: then ``None``."""
    portal = loaded.portal
    with _alone(portal):
        told = _told(portal, at - _DAY)
        if any(one.kind is NoticeKind.DIGEST and one.day == at.date() and one.reached for one in told):
            return None
        return _tell(portal, morning_word(loaded, at), NoticeKind.DIGEST, "", at)


def tell_failure(portal: Portal, what: str, at: datetime, found: Sequence[Alarm] = ()) -> tuple[Delivery, ...] | None:
    """Tell at once that something failed, with the doctor's word; ``None`` where the same was told today already."""
    return _tell_at_once(
        portal, NoticeKind.FAILURE, what, at, ("请看 lanmu runs 和 lanmu doctor。", "", *alarm_lines(found))
    )


def tell_word(portal: Portal, what: str, at: datetime, found: Sequence[Alarm] = ()) -> tuple[Delivery, ...] | None:
    """Tell now of something that is no failure, with the doctor's word; ``None`` as for ``tell_failure``."""
    return _tell_at_once(portal, NoticeKind.WORD, what, at, ("", *alarm_lines(found)))


def tell_of_registry(office: Portal, error: RegistryError, what: str, at: datetime) -> tuple[Delivery, ...] | None:
    """Tell at once of a registry that cannot be used, or of what failed for it; ``None`` as for ``tell_failure``."""
    wrong = Alarm(AlarmKind.REGISTRY, "改好以后请运行 lanmu check", tuple(told_once(error.problems)))
    return tell_failure(office, what or BROKEN_REGISTRY, at, (wrong,))


def tell_trial(name: str, urls: Sequence[str], at: datetime) -> tuple[Delivery, ...]:
    """Send a trial message."""
    said = message(f"{name} 栏目监测：试发", [f"{at:%Y-%m-%d %H:%M} 收到这条消息，说明通知能送到这里。"])
    return send(said, addresses(urls, os.environ))


def _tell_at_once(
    portal: Portal, kind: NoticeKind, what: str, at: datetime, lines: Sequence[str]
) -> tuple[Delivery, ...] | None:
    with _alone(portal):
        if any(one.about == what and one.day == at.date() and one.reached for one in _told(portal, at - _DAY)):
            return None
        said = message(f"{portal.name} 栏目监测：{what}", [f"{at:%Y-%m-%d %H:%M} {what}", *lines])
        return _tell(portal, said, kind, what, at)


@contextmanager
def _alone(portal: Portal) -> Iterator[None]:
    """While nobody else tells of this portal: what one has told, the next must find told.

    Where that cannot be had, as on a disk that may only be read, better told twice than not at all.
    """
    lock = NoticeLock(file_of(portal.database_url) or portal.path)
    with suppress(StorageError):
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _tell(portal: Portal, said: Message, kind: NoticeKind, about: str, at: datetime) -> tuple[Delivery, ...]:
    """Send a message and keep what became of it; a store that cannot keep it is told of elsewhere."""
    if not portal.notify.urls:
        return ()
    deliveries = send(said, addresses(portal.notify.urls, os.environ))
    failure = "；".join(str(one) for one in deliveries if one.fault)
    reached = sum(not one.fault for one in deliveries)
    with suppress(StorageError):
        _keep(portal.database_url, Notice(kind, at.date(), about, at, reached, failure))
    return deliveries


def _keep(database_url: str, notice: Notice) -> None:
    open_for_reading(database_url).close()  # no database is made, or brought up, for the sake of a notice
    with open_database(database_url) as database, database.begin() as connection:
        note(connection, notice)


def _told(portal: Portal, since: datetime) -> list[Notice]:
    """What was told; nothing where the store cannot say: better told twice than not at all."""
    try:
        with open_reader(portal.database_url) as reader:
            return reader.notices(since)
    except StorageError:
        return []


def _since(told: Sequence[Notice], at: datetime) -> datetime:
    """The moment that changes count from: the last morning's word of an earlier day, else a day ago."""
    words = (one.sent_at for one in told if one.kind is NoticeKind.DIGEST and one.reached and one.day < at.date())
    return next(words, at - _DAY)
