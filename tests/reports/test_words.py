"""Every word of a closed set has a Chinese one."""

from __future__ import annotations

from enum import StrEnum

import pytest

from pages.model import DateSource, Flaw, Outcome
from reports.doctor.alarm import ALARM_WORDS, AlarmKind
from reports.words import (
    DATE_SOURCE_WORDS,
    FLAW_WORDS,
    OUTCOME_WORDS,
    RUN_KIND_WORDS,
    RUN_STATE_WORDS,
    STATUS_WORDS,
    VERDICT_TONES,
    VERDICT_WORDS,
    outcome_told,
)
from rules.freshness import Status
from rules.verdicts import Verdict
from storage.ledger import RunKind, RunState

SETS = [
    *((Outcome, OUTCOME_WORDS), (Status, STATUS_WORDS), (DateSource, DATE_SOURCE_WORDS), (Flaw, FLAW_WORDS)),
    *((Verdict, VERDICT_WORDS), (Verdict, VERDICT_TONES), (AlarmKind, ALARM_WORDS)),
    *((RunKind, RUN_KIND_WORDS), (RunState, RUN_STATE_WORDS)),
]


@pytest.mark.parametrize(("closed", "words"), SETS)
def test_the_words_are_those_of_the_set_and_differ(closed: type[StrEnum], words: dict[str, str]) -> None:
    assert set(words) == {member.value for member in closed}
    assert len(set(words.values())) == len(words)


@pytest.mark.parametrize(
    ("outcome", "reason", "told"),
    [
        ("http_error", "服务器答复 404", "访问出错：服务器答复 404"),
        ("dns", "域名无法解析", "域名无法解析"),
        ("ok", "", "正常"),
    ],
)
def test_an_outcome_is_told_with_its_reason_and_nothing_twice(outcome: str, reason: str, told: str) -> None:
    assert outcome_told(outcome, reason) == told
