"""``lanmu notify``: the morning's word, a failure, or a trial message to those whom portal.toml names."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.cli.options import PortalOption, load, load_despite_faults
from crawler.clock import now
from crawler.examining import alarms
from crawler.exit_status import DONE, FAILED
from crawler.notify.last_known import last_known
from crawler.terminal import tell
from registry.model import Portal
from registry.problems import Problem, RegistryError

if TYPE_CHECKING:
    from crawler.notify.sending import Delivery


def notify(
    context: typer.Context,
    test: Annotated[bool, typer.Option("--test", help="只试发一条，看各个地址收不收得到")] = False,
    failed: Annotated[
        str,
        typer.Option(
            "--failed", metavar="文字", help="立即告知一次失败，可写在 systemd 的 OnFailure 里", show_default=False
        ),
    ] = "",
    word: Annotated[
        str, typer.Option("--word", metavar="文字", help="立即告知一件事，如报表已写好", show_default=False)
    ] = "",
    portal: PortalOption = None,
) -> int:
    """发出今天早上的通知：新增超期、今日到期、恢复正常、无法核实和自检结果；一天只发一次。"""
    # Apprise takes a third of a second to load.
    from crawler.notify.telling import tell_failure, tell_morning, tell_of_registry, tell_trial, tell_word

    at, office = now(), _office(context, portal)
    if not office.notify.urls:
        raise typer.BadParameter("portal.toml 的 [notify] 没有写 urls，不知道发给谁")
    if test:
        return _say(tell_trial(office.name, office.notify.urls, at))
    try:
        loaded = load(context, portal)
    except typer.BadParameter as missing:
        error = RegistryError([Problem("portal.toml", missing.message)])
        return _say(tell_of_registry(office, error, failed or word, at))
    except RegistryError as error:
        return _say(tell_of_registry(office, error, failed or word, at))
    if failed or word:
        found = alarms(loaded.portal, at, loaded.warnings)
        return _say(tell_failure(office, failed, at, found) if failed else tell_word(office, word, at, found))
    return _say(tell_morning(loaded, at))


def _office(context: typer.Context, portal: Path | None) -> Portal:
    """Whom to tell, as portal.toml has it now; as the watch that started this knew it where that cannot be read."""
    try:
        return load_despite_faults(context, portal)
    except (RegistryError, typer.BadParameter):
        known = last_known(os.environ)
        if known is None:
            raise
        return known


def _say(deliveries: tuple[Delivery, ...] | None) -> int:
    """Say what became of a message, and return the exit status."""
    if deliveries is None:
        print("今天已经通知过了")
        return DONE
    for one in deliveries:
        tell(one, error=bool(one.fault))
    return FAILED if any(one.fault for one in deliveries) else DONE
