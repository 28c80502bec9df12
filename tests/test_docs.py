"""The READMEs say what the program has: every command, option, setting and outcome, in both languages."""

from __future__ import annotations

import re
from dataclasses import Field, fields
from pathlib import Path

import pytest
import typer.main

from crawler.cli.commands import app
from registry.model import (
    CrawlSettings,
    DoctorSettings,
    EvidenceSettings,
    FreshnessSettings,
    HomeSettings,
    NotifySettings,
    ReaderRule,
    RetentionSettings,
    ScheduleSettings,
    WeeklySettings,
)
from registry.settings import SECTIONS
from registry.starter import write_starter
from rules.classes import ClassRule, ProgressRule
from rules.cycles import ALLOWED
from rules.deductions import DeductionScheme, FindingRule, Veto
from rules.limits import Limit
from rules.scores import Dimension

ROOT = Path(__file__).parent.parent
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
SETTINGS = [
    *(CrawlSettings, EvidenceSettings, FreshnessSettings, HomeSettings, NotifySettings, ReaderRule),
    *(RetentionSettings, ScheduleSettings, WeeklySettings, ClassRule, Dimension, DoctorSettings, ProgressRule),
]
RULES = [*SETTINGS, DeductionScheme, FindingRule, Limit, Veto]
# Where a key is called otherwise in the code, which cannot have a name like that.
KEYS = {"starts_on": "from", "indicators": "indicator", "vetoes": "veto"}


@pytest.fixture(params=READMES, ids=lambda path: path.name)
def readme(request: pytest.FixtureRequest) -> str:
    text: str = request.param.read_text(encoding="utf-8")
    return text


def test_every_command_is_described(readme: str) -> None:
    for name in typer.main.get_command(app).commands:  # type: ignore[attr-defined]
        assert f"`lanmu {name}" in readme, name


def test_every_option_of_a_command_stands_in_its_row(readme: str) -> None:
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        row = next(line for line in readme.splitlines() if line.startswith(f"| `lanmu {name}"))
        inner = getattr(command, "commands", {"": command}).values()
        shown = [parameter for one in inner for parameter in one.params if not getattr(parameter, "hidden", False)]
        options = [word for parameter in shown for word in parameter.opts if word.startswith("--")]
        assert not [word for word in options if word not in row and word != "--portal"], name


def test_every_setting_is_named(readme: str) -> None:
    for section in RULES:
        for setting in fields(section):
            assert re.search(rf"\b{_key(setting)}\b", readme), f"{section.__name__}.{setting.name}"


def test_every_section_is_named(readme: str) -> None:
    for section in SECTIONS:
        assert re.search(rf"`\[+{section}[\].]", readme), section


def test_every_setting_is_explained_in_the_folder_that_init_writes(tmp_path: Path) -> None:
    write_starter(tmp_path / "office")
    written = (tmp_path / "office" / "portal.toml").read_text(encoding="utf-8")
    for section in SETTINGS:
        for setting in fields(section):
            assert re.search(rf"^(?:# )?{_key(setting)} = .+#", written, re.M), f"{section.__name__}.{setting.name}"


def _key(setting: Field[object]) -> str:
    return KEYS.get(setting.name, setting.name)


def test_every_cycle_is_named(readme: str) -> None:
    for form in re.split(r"[、，,]", ALLOWED):
        assert form.strip() in readme, form


def test_every_linked_file_is_there(readme: str) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", readme):
        assert (ROOT / target).exists(), target


def test_the_two_readmes_have_the_same_parts() -> None:
    shapes = [re.findall(r"^(#+|```|\||\d\.)", path.read_text(encoding="utf-8"), re.M) for path in READMES]
    assert shapes[0] == shapes[1]
