"""The operators' handbook and the units of systemd speak of what the program has."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
import typer.main

from crawler.cli.commands import app
from crawler.exit_status import INTERRUPTED, UNVERIFIED, WRONG_USAGE
from registry.model import ScheduleSettings
from reports.doctor.alarm import ALARM_WORDS

ROOT = Path(__file__).parent.parent
HANDBOOK = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
UNITS = sorted((ROOT / "docs" / "deploy").glob("lanmu*.service"))


def commands() -> dict[str, set[str]]:
    """Each command with its options."""
    found = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    return {name: {option for each in command.params for option in each.opts} for name, command in found.items()}


@pytest.mark.parametrize("text", [HANDBOOK, *(unit.read_text(encoding="utf-8") for unit in UNITS)])
def test_every_command_and_option_that_is_written_down_exists(text: str) -> None:
    known = commands()
    written = re.findall(r"(?:`|bin/)lanmu ([a-z]+)((?: --[a-z-]+)*)", text)
    assert written
    for name, options in written:
        assert name in known
        assert set(options.split()) <= known[name], name


def test_every_setting_of_the_schedule_is_explained() -> None:
    for setting in fields(ScheduleSettings):
        assert f"`{setting.name}`" in HANDBOOK, setting.name


def test_every_alarm_is_explained() -> None:
    for word in ALARM_WORDS.values():
        assert f"| {word} |" in HANDBOOK, word


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_the_units_let_a_crawl_end_and_write_nowhere_else(unit: Path) -> None:
    text = unit.read_text(encoding="utf-8")
    for line in ("KillMode=mixed", "UMask=0077", "NoNewPrivileges=yes", "ProtectSystem=strict"):
        assert f"\n{line}\n" in text
    assert re.search(r"^ReadWritePaths=/var/lib/lanmu$", text, re.M)


def test_the_unit_that_stays_waits_for_the_word_of_the_watch_and_is_not_started_over_a_wrong_registry() -> None:
    text = (ROOT / "docs" / "deploy" / "lanmu.service").read_text(encoding="utf-8")
    assert "\nType=notify\n" in text
    assert f"\nRestartPreventExitStatus={WRONG_USAGE}\n" in text


def test_a_night_in_which_something_stays_unverified_or_that_is_stopped_is_no_failed_service() -> None:
    text = (ROOT / "docs" / "deploy" / "lanmu-once.service").read_text(encoding="utf-8")
    assert f"\nSuccessExitStatus={UNVERIFIED} {INTERRUPTED}\n" in text


def test_the_timer_starts_the_unit_of_one_night() -> None:
    timer = (ROOT / "docs" / "deploy" / "lanmu.timer").read_text(encoding="utf-8")
    unit = re.search(r"^Unit=(.+)$", timer, re.M)
    assert unit is not None
    assert "nightly --once" in (ROOT / "docs" / "deploy" / unit[1]).read_text(encoding="utf-8")
