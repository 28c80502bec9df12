"""docs/rules.md explains the rules to those who are judged by them: each of its examples is computed anew here."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from reports.words import EXEMPT_WORD, STATUS_WORDS, VERDICT_WORDS
from rules.calendar import WorkCalendar
from rules.cycles import ALLOWED, Window, due_on, parse_cycle
from rules.freshness import Duty, Sight, judge
from rules.limits import Limit, breaches
from rules.period import Period, half, month, quarter, year
from rules.points import bonus_points, decimal_text, weekly_points
from rules.verdicts import Judgement, Part, Verdict, judge_window, owes
from rules.weeks import Week, WeekRule, weeks_of
from rules.windows import windows_in

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```例 (\S+)\n(.*?)^得出：\n(.*?)^```", TEXT, re.M | re.S)

LATER = date(2200, 1, 1)
CALENDAR = WorkCalendar()
FORMS = {"--month": month, "--quarter": quarter, "--half": half, "--year": year}
Given = Mapping[str, list[str]]
Worked = Callable[[Given], Iterator[str]]
WORKED: dict[str, Worked] = {}


def worked(kind: str) -> Callable[[Worked], Worked]:
    """Registers what computes the examples of one kind: its given lines to the lines that come of them."""

    def register(function: Worked) -> Worked:
        WORKED[kind] = function
        return function

    return register


def given_lines(text: str) -> Given:
    lines: defaultdict[str, list[str]] = defaultdict(list)
    for line in text.splitlines():
        key, _, value = line.partition("：")
        lines[key].append(value)
    return lines


def one(given: Given, key: str, default: str = "") -> str:
    values = given.get(key) or [default]
    assert len(values) == 1, key
    return values[0]


def day_of(given: Given, key: str) -> date | None:
    text = one(given, key)
    return date.fromisoformat(text) if text else None


def days_of(given: Given, key: str) -> list[date]:
    return [date.fromisoformat(text) for text in one(given, key).split("、") if text]


def number_of(given: Given, key: str) -> int | None:
    text = one(given, key)
    return int(text) if text else None


def period_of(text: str) -> Period:
    form, _, name = text.partition(" ")
    if form in FORMS:
        return FORMS[form](name)
    first, _, last = text.partition(" 至 ")
    return Period(date.fromisoformat(first), date.fromisoformat(last))


def weeks_given(given: Given) -> tuple[Week, ...]:
    rule: WeekRule = one(given, "weeks", "ends_in_period")  # type: ignore[assignment]
    return weeks_of(
        period_of(one(given, "考核期")),
        rule,
        CALENDAR,
        min_workdays=int(one(given, "min_workdays", "1")),
        today=day_of(given, "制表日期") or LATER,
    )


@worked("考核期")
def _periods(given: Given) -> Iterator[str]:
    for text in given["写法"]:
        yield f"{text}：{period_of(text)}"


@worked("考核周")
def _weeks(given: Given) -> Iterator[str]:
    weeks = weeks_given(given)
    yield f"共 {len(weeks)} 周，从 {weeks[0].first} 到 {weeks[-1].last}；考核 {sum(week.assessed for week in weeks)} 周"
    for week in weeks:
        if not week.assessed:
            yield f"{week.first} 至 {week.last} 不考核：{week.reason}"


@worked("判定")
def _verdict(given: Given) -> Iterator[str]:
    judged = judge_window([_part(text) for text in given["栏目"]], int(one(given, "至少")))
    yield _told(judged)


def _part(text: str) -> Part:
    """发布 1 条，补录 2 条，已证实; 发布 0 条，未证实; 发布 0 条，免考核（机构改革)."""
    entries, late = re.search(r"发布 (\d+) 条", text), re.search(r"补录 (\d+) 条", text)
    exempt = re.search(r"免考核（(.+)）", text)
    assert entries, text
    return Part(int(entries[1]), "已证实" in text, exempt[1] if exempt else "", int(late[1]) if late else 0)


def _told(judged: Judgement) -> str:
    return f"{VERDICT_WORDS[judged.verdict] if judged.verdict else EXEMPT_WORD}：{judged.reason}"


@worked("每周扣分")
def _weekly(given: Given) -> Iterator[str]:
    missed, unproved = days_of(given, "未达标的周"), days_of(given, "无法核实的周")
    assessed = [week for week in weeks_given(given) if week.assessed]
    assert {*missed, *unproved} <= {week.first for week in assessed}
    verdicts = dict.fromkeys(missed, Verdict.MISSED) | dict.fromkeys(unproved, Verdict.UNPROVED)
    judged = [(week, verdicts.get(week.first, Verdict.MET)) for week in assessed]
    points = weekly_points(judged, Decimal(one(given, "points_per_miss")), day_of(given, "charged_from"))
    yield f"考核 {points.assessed} 周：达标 {points.met}，未达标 {points.missed}，无法核实 {points.unproved}"
    yield f"计入扣分 {points.charged} 次，扣 {decimal_text(points.deduction)} 分"


@worked("加分")
def _bonus(given: Given) -> Iterator[str]:
    points = {level: Decimal(text) for level, text in _pairs(one(given, "每条"))}
    counts = {level: int(number) for level, number in _pairs(one(given, "采用"))}
    yield f"加 {decimal_text(bonus_points(counts, points))} 分"


def _pairs(text: str) -> list[tuple[str, str]]:
    """国办 5，省级 2."""
    return [(name, value) for name, _, value in (part.partition(" ") for part in text.split("，"))]


@worked("到期日")
def _due(given: Given) -> Iterator[str]:
    for text in given["栏目"]:
        cycle, _, newest = text.partition("，最新信息 ")
        due = due_on(parse_cycle(cycle), date.fromisoformat(newest), CALENDAR)
        yield f"{text}：{f'应于 {due} 前（含当日）更新' if due else '没有到期日'}"


@worked("周期窗口")
def _windows(given: Given) -> Iterator[str]:
    found = windows_in(
        parse_cycle(one(given, "更新周期")),
        period_of(one(given, "考核期")),
        CALENDAR,
        min_workdays=1,
        today=day_of(given, "制表日期") or LATER,
        days=days_of(given, "已知信息"),
    )
    for window in found:
        days = f"{window.window.first} 至 {window.window.last}"
        yield f"{days} {f'不考核：{window.reason}' if window.reason else '考核'}"


@worked("栏目状态")
def _status(given: Given) -> Iterator[str]:
    newest, fault = day_of(given, "最新信息"), one(given, "没有有效采集")
    sight = Sight(
        newest,
        verified=not fault,
        blank=one(given, "读到末尾") == "空白",
        nothing_newer_proved=one(given, "之后没有信息") == "已证实",
        fault=fault,
    )
    for text in given["判定日"]:
        found = judge(_duty(given), sight, date.fromisoformat(text), CALENDAR)
        yield f"{text} {STATUS_WORDS[found.status]}{f'：{found.reason}' if found.reason else ''}"


def _duty(given: Given) -> Duty:
    cycle = parse_cycle(one(given, "更新周期"))
    return Duty(cycle, day_of(given, "启用日期"), day_of(given, "停用日期"), one(given, "免考核原因"))


@worked("启用停用")
def _owes(given: Given) -> Iterator[str]:
    for text in given["窗口"]:
        period = period_of(text)
        reason = owes(_duty(given), Window(period.first, period.last))
        yield f"{text} {f'不考核：{reason}' if reason else '应更新'}"


@worked("期限")
def _limits(given: Given) -> Iterator[str]:
    limit = Limit(
        ("政策文件",),
        number_of(given, "max_age"),
        number_of(given, "max_gap"),
        number_of(given, "min_entries"),
        source="",
        verified=False,
    )
    period = period_of(one(given, "考核期"))
    found = breaches(limit, days_of(given, "信息日期"), period, day_of(given, "截至") or period.last)
    yield from (breach.reason for breach in found)
    if not found:
        yield "没有违反"


@pytest.mark.parametrize(
    ("kind", "given", "result"), EXAMPLES, ids=[f"{kind}-{n}" for n, (kind, *_) in enumerate(EXAMPLES)]
)
def test_every_example_comes_out_as_told(kind: str, given: str, result: str) -> None:
    assert list(WORKED[kind](given_lines(given))) == result.splitlines()


def test_every_block_of_the_doc_is_an_example_that_is_run() -> None:
    assert TEXT.count("```例") == len(EXAMPLES)


def test_every_rule_has_an_example() -> None:
    assert {kind for kind, *_ in EXAMPLES} == set(WORKED)


def test_every_cycle_is_explained() -> None:
    for form in ALLOWED.split("、"):
        assert f"| {form} |" in TEXT, form


def test_every_verdict_and_state_is_named() -> None:
    for word in [*VERDICT_WORDS.values(), *STATUS_WORDS.values()]:
        assert f"**{word}**" in TEXT, word
