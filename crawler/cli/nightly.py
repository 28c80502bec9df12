"""``lanmu nightly``: every night by itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated

import typer

from crawler.cli.options import PortalOption, load, load_despite_faults
from crawler.clock import now
from crawler.terminal import tell
from registry.model import Portal
from registry.problems import Problem, RegistryError
from storage.address import file_of
from storage.errors import StorageError
from storage.lock import LockedError, NightlyLock

WAITING = "门户目录写不进去，等候它能写"


def nightly(
    context: typer.Context,
    once: Annotated[
        bool, typer.Option("--once", help="只进行一夜：采集，接着重读没有读好的栏目，然后结束（供 cron 用）")
    ] = False,
    portal: PortalOption = None,
) -> int:
    """在前台值守：按 portal.toml 的 schedule 一节每夜采集、重读、访问首页；停机误了的，启动时补上一次。"""
    registered = _registered(context, portal)
    from crawler.nightly.children import Children
    from crawler.nightly.night import Night
    from crawler.nightly.schedule import keep_watch, run_once

    children = Children()
    night = Night(registered, lambda: _anew(context, portal), children, now)
    with _alone(registered):
        return run_once(night, children) if once else keep_watch(registered, night, children)


def _anew(context: typer.Context, portal: Path | None) -> Portal:
    """The portal as it is now. Raises ``RegistryError``, where portal.toml is gone too."""
    try:
        return load(context, portal).portal
    except typer.BadParameter as missing:
        raise RegistryError([Problem("portal.toml", missing.message)]) from missing


@contextmanager
def _alone(portal: Portal) -> Iterator[None]:
    """While this is the one nightly of the portal. A folder that cannot be written is told to the office first."""
    lock = NightlyLock(file_of(portal.database_url) or portal.path)
    try:
        lock.acquire()
    except LockedError:
        raise
    except StorageError as error:
        _tell_of(error, portal)
        if not _came_free(lock):
            raise
    try:
        yield
    finally:
        lock.release()


def _tell_of(error: StorageError, portal: Portal) -> None:
    from crawler.notify.telling import tell_failure

    for one in tell_failure(portal, f"值守不能开始：{error}", now()) or ():
        tell(one, error=True)


def _came_free(lock: NightlyLock) -> bool:
    """Wait a day for the lock where a manager would start this again every minute, and each time tell the office."""
    from crawler.nightly.sd_notify import READY, is_managed, tell_manager
    from crawler.nightly.signals import StopSignals

    if not is_managed():
        return False
    tell_manager(WAITING, READY)
    with StopSignals() as signals:
        for _ in range(24 * 60):
            if signals.wait(60.0) is not None:
                return False
            with suppress(StorageError):
                lock.acquire()
                return True
    return False


def _registered(context: typer.Context, portal: Path | None) -> Portal:
    """The portal. A registry that cannot be used is also told to the office: nobody may be looking here."""
    try:
        return load(context, portal).portal
    except RegistryError as error:
        from crawler.notify.telling import tell_of_registry

        for one in tell_of_registry(load_despite_faults(context, portal), error, "", now()) or ():
            tell(one, error=True)
        raise
