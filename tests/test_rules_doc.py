"""docs/rules.md explains the rules to those who are judged by them: each of its examples is computed anew here."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from registry.load import load_portal
from registry.model import LISTED, UNLISTED, Portal
from registry.overrides import ITEMS
from registry.starter import write_starter
from reports.words import EXEMPT_WORD, STATUS_WORDS, VERDICT_WORDS
from rules.calendar import WorkCalendar
from rules.classes import Standing, classify, listed, progressed
from rules.cycles import ALLOWED, due_on, parse_cycle
from rules.freshness import Duty, Sight, judge
from rules.limits import Limit, breaches
from rules.performance import Finding, FindingKind, HandMark, Performance
from rules.period import Period, half, month, quarter, year
from rules.points import bonus_points, decimal_text, weekly_points
from rules.ranking import ranked, tie_rule
from rules.rule_sets import in_force
from rules.verdicts import Judgement, Part, Verdict, judge_window
from rules.weeks import Week, WeekRule, weeks_of
from rules.windows import windows_in

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(toml|例 (\S+))\n(.*?)^```", re.M | re.S)
RESULT = "得出：\n"


class Example(NamedTuple):
    """One example: what is computed, by which settings, from what, and what comes of it."""

    kind: str
    settings: str
    given: str
    result: str


def examples(text: str) -> Iterator[Example]:
    """The examples of the doc. The settings of each are those that stand last before it."""
    settings = ""
    for block in BLOCK.finditer(text):
        if block[1] == "toml":
            settings = block[3]
        else:
            given, _, result = block[3].partition(RESULT)
            yield Example(block[2], settings, given, result)


EXAMPLES = list(examples(TEXT))
SETTINGS = [block[3] for block in BLOCK.finditer(TEXT) if block[1] == "toml"]

LATER = date(2200, 1, 1)
CALENDAR = WorkCalendar()
FORMS = {"--month": month, "--quarter": quarter, "--half": half, "--year": year}
Given = Mapping[str, list[str]]
Worked = Callable[[Given, Portal], Iterator[str]]
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
def _periods(given: Given, _: Portal) -> Iterator[str]:
    for text in given["写法"]:
        yield f"{text}：{period_of(text)}"


@worked("考核周")
def _weeks(given: Given, _: Portal) -> Iterator[str]:
    weeks = weeks_given(given)
    yield f"共 {len(weeks)} 周，从 {weeks[0].first} 到 {weeks[-1].last}；考核 {sum(week.assessed for week in weeks)} 周"
    for week in weeks:
        if not week.assessed:
            yield f"{week.first} 至 {week.last} 不考核：{week.reason}"


@worked("判定")
def _verdict(given: Given, _: Portal) -> Iterator[str]:
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
def _weekly(given: Given, _: Portal) -> Iterator[str]:
    missed, unproved = days_of(given, "未达标的周"), days_of(given, "无法核实的周")
    assessed = [week for week in weeks_given(given) if week.assessed]
    assert {*missed, *unproved} <= {week.first for week in assessed}
    verdicts = dict.fromkeys(missed, Verdict.MISSED) | dict.fromkeys(unproved, Verdict.UNPROVED)
    judged = [(week, verdicts.get(week.first, Verdict.MET)) for week in assessed]
    points = weekly_points(judged, Decimal(one(given, "points_per_miss")), day_of(given, "charged_from"))
    yield f"考核 {points.assessed} 周：达标 {points.met}，未达标 {points.missed}，无法核实 {points.unproved}"
    yield f"计入扣分 {points.charged} 次，扣 {decimal_text(points.deduction)} 分"


@worked("加分")
def _bonus(given: Given, _: Portal) -> Iterator[str]:
    points = {level: Decimal(text) for level, text in _pairs(one(given, "每条"))}
    counts = {level: int(number) for level, number in _pairs(one(given, "采用"))}
    yield f"加 {decimal_text(bonus_points(counts, points))} 分"


def _pairs(text: str) -> list[tuple[str, str]]:
    """国办 5，省级 2."""
    return [(name, value) for name, _, value in (part.partition(" ") for part in text.split("，") if part)]


@worked("到期日")
def _due(given: Given, _: Portal) -> Iterator[str]:
    for text in given["栏目"]:
        cycle, _, newest = text.partition("，最新信息 ")
        due = due_on(parse_cycle(cycle), date.fromisoformat(newest), CALENDAR)
        yield f"{text}：{f'应于 {due} 前（含当日）更新' if due else '没有到期日'}"


@worked("周期窗口")
def _windows(given: Given, _: Portal) -> Iterator[str]:
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
def _status(given: Given, _: Portal) -> Iterator[str]:
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
def _owes(given: Given, _: Portal) -> Iterator[str]:
    for text in given["窗口"]:
        period = period_of(text)
        reason = _duty(given).exemption(period.first, period.last)
        yield f"{text} {f'不考核：{reason}' if reason else '应更新'}"


@worked("期限")
def _limits(given: Given, _: Portal) -> Iterator[str]:
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


@worked("施行")
def _in_force(given: Given, office: Portal) -> Iterator[str]:
    for text in given["考核期"]:
        rule = in_force(office.weekly_sets, period_of(text).first)
        assert rule
        yield f"{text}：未达标一次扣 {decimal_text(rule.points_per_miss)} 分"


@worked("评分")
def _score(given: Given, office: Portal) -> Iterator[str]:
    (scheme,) = office.schemes
    found = scheme.score(_facts(given))
    for item in found.items:
        about = f"{item.subject}，" if item.subject not in item.reason else ""
        yield f"{item.what} {decimal_text(item.points)}：{about}{item.reason}"
    dimensions = "，".join(f"{one.name} {decimal_text(one.points)}" for one in found.dimensions)
    yield f"{dimensions}；总分 {decimal_text(found.total)}" + (f"（{found.veto}）" if found.veto else "")


def _facts(given: Given) -> Performance:
    entries, updates = (
        {category: int(number) for category, number in _pairs(one(given, key))} for key in ("条数", "更新天数")
    )
    return Performance(
        entries=entries,
        updates=updates,
        weekly=Decimal(one(given, "每周扣分", "0")),
        bonus=Decimal(one(given, "上级加分", "0")),
        marks=tuple(_mark(text) for text in given.get("人工打分", ())),
        findings=tuple(found for text in given.get("问题", ()) for found in _findings(text)),
    )


def _mark(text: str) -> HandMark:
    """网站建设及安全 -1（链接失效), or without points."""
    match = re.fullmatch(r"(\S+?)(?: (-?[\d.]+))?（(.+)）", text)
    assert match, text
    return HandMark(match[1], Decimal(match[2]) if match[2] else None, match[3])


def _findings(text: str) -> Iterator[Finding]:
    """stale_column 工作动态、通知公告."""
    kind, _, subjects = text.partition(" ")
    for subject in subjects.split("、"):
        yield Finding(FindingKind(kind), subject, "由采集证实")


@worked("排名")
def _rank(given: Given, _: Portal) -> Iterator[str]:
    yield "、".join(f"{place.rank} {place.unit}" for place in ranked(_points(given["得分"])))
    yield tie_rule()


def _points(texts: Iterable[str]) -> dict[str, dict[str, Decimal]]:
    """甲局 总分 80，政务信息公开 40: by unit, the points by name."""
    named = (text.partition(" ") for text in texts)
    return {unit: {name: Decimal(value) for name, value in _pairs(points)} for unit, _, points in named}


@worked("分类")
def _classes(given: Given, office: Portal) -> Iterator[str]:
    for text in given["单位"]:
        number = {name: int(value) for name, value in _pairs(text)}
        standing = Standing(
            "某局",
            entries={"信息": number["信息"]},
            assessed=number["考核"],
            missed=number["未达标"],
            stale=number["超期"],
        )
        found = classify(office.classes.classes, standing)
        yield f"{found.name}：{found.reason}"


@worked("名单")
def _lists(given: Given, office: Portal) -> Iterator[str]:
    now, before = (_standings(given[key]) for key in ("得分", "上期得分"))
    rules = office.classes
    assert rules.good and rules.poor and rules.progress
    for name, found in (
        ("较好", listed(rules.good, now)),
        ("较差", listed(rules.poor, now)),
        ("进步", progressed(rules.progress, before, now)),
    ):
        yield f"{name}：{'；'.join(f'{one.unit}（{one.reason}）' for one in found)}"


def _standings(texts: list[str]) -> list[Standing]:
    points = _points(texts)
    ranks = {place.unit: place.rank for place in ranked(points)}
    return [Standing(unit, points=points[unit], rank=ranks[unit]) for unit in points]


@pytest.fixture
def office(tmp_path: Path) -> Callable[[str], Portal]:
    """Loads a portal with the given settings."""

    def load(settings: str) -> Portal:
        folder = tmp_path / "office"
        write_starter(folder)
        head = '[portal]\nname = "示范县人民政府"\nurl = "http://www.example.gov.cn/"\nunits = "units.csv"\n\n'
        (folder / "portal.toml").write_text(head + settings, encoding="utf-8")
        return load_portal(folder).portal

    return load


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{number}-{one.kind}" for number, one in enumerate(EXAMPLES)])
def test_every_example_comes_out_as_told(example: Example, office: Callable[[str], Portal]) -> None:
    told = WORKED[example.kind](given_lines(example.given), office(example.settings))
    assert list(told) == example.result.splitlines()


@pytest.mark.parametrize("settings", SETTINGS)
def test_every_setting_shown_is_taken(settings: str, office: Callable[[str], Portal]) -> None:
    assert office(settings).name


def test_every_block_of_the_doc_is_an_example_or_settings() -> None:
    assert len(re.findall(r"^```", TEXT, re.M)) == 2 * (len(EXAMPLES) + len(SETTINGS))


def test_every_rule_has_an_example() -> None:
    assert {example.kind for example in EXAMPLES} == set(WORKED)


def test_every_cycle_is_explained() -> None:
    for form in ALLOWED.split("、"):
        assert f"| {form} |" in TEXT, form


def test_every_verdict_and_state_is_named() -> None:
    for word in [*VERDICT_WORDS.values(), *STATUS_WORDS.values()]:
        assert f"**{word}**" in TEXT, word


def test_every_finding_of_the_program_is_named() -> None:
    for kind in FindingKind:
        assert f"`{kind}`" in TEXT, kind


def test_every_result_that_may_be_overridden_is_named() -> None:
    (section,) = re.findall(r"^## 14\..*?(?=^## 15)", TEXT, re.M | re.S)
    for word in (*ITEMS, LISTED, UNLISTED):
        assert word in section, word


def test_every_setting_named_is_one_that_the_program_knows(tmp_path: Path) -> None:
    write_starter(tmp_path / "office")
    written = " ".join(path.read_text(encoding="utf-8") for path in (tmp_path / "office").iterdir())
    known = {*re.findall(r"[a-z_]+", written), *FindingKind}
    assert set(re.findall(r"`([a-z]+_[a-z_]+)`", TEXT)) <= known
