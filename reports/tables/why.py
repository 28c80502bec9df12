"""``lanmu why``: what a verdict rests on, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reports.assessment.column_windows import WindowFacts
from reports.assessment.facts import ColumnFacts, Share, UnitFacts, WeekFacts
from reports.table import Cell, Head, Kind, Row, Table, Tone
from reports.tables.commands import Commands
from reports.tables.week_notes import provisional_notes
from reports.why import ColumnAnswer, UnitAnswer, WeekAnswer
from reports.words import DATE_SOURCE_WORDS, EXEMPT_WORD, OUTCOME_WORDS, STATUS_WORDS, VERDICT_TONES, VERDICT_WORDS
from rules.points import decimal_text
from rules.verdicts import Judgement, Verdict
from storage.records import StoredEntry

CALL_UP = Head("取出原件", Kind.VERBATIM, 60)
_PROOF_HEADS = (
    Head("依据的采集时间", Kind.MOMENT, 18),
    Head("依据的网页", Kind.LINK, 50),
    Head("网页原件", Kind.VERBATIM, 40),
    CALL_UP,
)
_ENTRY_HEADS = (
    Head("栏目", width=20),
    Head("标题", width=50),
    Head("发布日期", Kind.DAY, 12),
    Head("日期原文", width=16),
    Head("日期来源", width=10),
    Head("首次采到", Kind.MOMENT, 18),
    Head("最近采到", Kind.MOMENT, 18),
    Head("补录", Kind.STATE, 6),
    Head("撤下时间", Kind.MOMENT, 18),
    Head("网址", Kind.LINK, 50),
    CALL_UP,
)
NO_WINDOW = "这个栏目的更新周期没有固定的起止，或一年来还没有结束过一个周期。"
NOT_OVER = "未结束"
_USUAL = Commands()


def week_tables(answer: WeekAnswer, commands: Commands = _USUAL) -> tuple[Table, ...]:
    """The verdict on a unit's week: its columns with the readings that decide, and the entries of the week; beside each
    the one of the ``commands`` that shows the pages it rests on."""
    week, word = answer.week, _word(answer.week.judgement, answer.week.week.over)
    entries = [entry for told in answer.told for entry in told.entries]
    return (
        Table(
            name="why",
            title=f"{answer.unit.unit.name} {week.week.first}至{week.week.last}：{word}",
            heads=(
                Head("栏目", width=26),
                Head("按时信息", Kind.COUNT, 10),
                Head("补录", Kind.COUNT, 8),
                Head("不要求更新的原因", width=30),
                *_PROOF_HEADS,
            ),
            rows=tuple(_share_row(told.share, commands) for told in answer.told),
            notes=tuple(_week_notes(answer)),
        ),
        _entries("该周的信息", entries, commands),
    )


def _week_notes(answer: WeekAnswer) -> Iterable[str]:
    verdict = answer.week.judgement.verdict
    yield f"{_word(answer.week.judgement, answer.week.week.over)}：{answer.week.judgement.reason}。"
    if verdict is Verdict.MISSED:
        yield f"扣 {decimal_text(answer.deduction)} 分。" if answer.deduction else "按规则，这一周未达标不扣分。"
    if verdict is Verdict.UNPROVED:
        yield "不扣分。"
    yield from provisional_notes([answer.week.week])


def _share_row(share: Share, commands: Commands) -> Row:
    return (
        Cell(share.column.name),
        Cell(share.entries),
        Cell(share.late),
        Cell(share.owes_nothing or None),
        *_proof(share, commands),
    )


def _proof(share: Share, commands: Commands) -> Row:
    proof = share.proof
    if proof is None:
        return (Cell(), Cell(), Cell(), Cell())
    column = share.column
    call_up = commands.evidence(column.unit, column.name, proof.observed_at) if proof.record else None
    return (Cell(proof.observed_at), Cell(proof.url), Cell(proof.record or None), Cell(call_up))


def column_tables(answer: ColumnAnswer, commands: Commands = _USUAL) -> tuple[Table, ...]:
    """How a column stands, the windows of its cycle, newest first, and its newest entries; beside each the one of the
    ``commands`` that shows the pages it rests on."""
    return (
        _state(answer.facts, commands),
        _windows(answer.windows, commands),
        _entries("最近的信息", answer.newest, commands),
    )


def _state(facts: ColumnFacts, commands: Commands) -> Table:
    state = facts.state
    rows = {
        "状态": STATUS_WORDS[state.status],
        "最近发布日期": state.last_published_on,
        "应更新日期": state.due_on,
        "超期天数": state.days_overdue or None,
        "采集结果": OUTCOME_WORDS[state.outcome] if state.outcome else None,
        "采集时间": state.observed_at,
        "说明": state.reason or None,
        "网址": state.url,
        CALL_UP.text: commands.evidence(state.unit, state.column, state.observed_at),
    }
    return Table(
        name="why",
        title=f"{facts.column.unit} {facts.column.name}（{facts.column.cycle}）：{STATUS_WORDS[state.status]}",
        heads=(Head("项目", width=16), Head("内容", width=60)),
        rows=tuple((Cell(name), Cell(value)) for name, value in rows.items()),
    )


def _windows(windows: Sequence[WindowFacts], commands: Commands) -> Table:
    rows = tuple(_window_row(one, commands) for one in windows)
    return Table(
        name="why",
        title="一年来的更新周期",
        heads=(
            Head("起", Kind.DAY, 12),
            Head("止", Kind.DAY, 12),
            Head("判定", Kind.STATE, 10),
            Head("说明", width=40),
            *_PROOF_HEADS,
        ),
        rows=rows,
        notes=tuple(_provisional(windows)) if rows else (NO_WINDOW,),
    )


def _provisional(windows: Iterable[WindowFacts]) -> Iterable[str]:
    for year in sorted({one.window.window.last.year for one in windows if one.window.provisional}):
        yield f"{year} 年的放假安排尚未公布，到该年的周期暂按周一至周五上班推算。"


def _window_row(one: WindowFacts, commands: Commands) -> Row:
    window = one.window.window
    return (
        Cell(window.first),
        Cell(window.last),
        _verdict(one.judgement, one.window.over),
        Cell(one.judgement.reason),
        *_proof(one.share, commands),
    )


def unit_tables(answer: UnitAnswer, commands: Commands = _USUAL) -> tuple[Table, ...]:
    """The weeks of a unit and how its columns stand, and the ``commands`` that tell more of one of them."""
    weekly = answer.unit.weekly
    weeks = Table(
        name="why",
        title=f"{answer.unit.unit.name} {answer.period}：每周更新",
        heads=(
            Head("星期一", Kind.DAY, 12),
            Head("星期日", Kind.DAY, 12),
            Head("判定", Kind.STATE, 10),
            Head("说明", width=50),
        ),
        rows=tuple(_week_row(week) for week in reversed(answer.unit.weeks)),
        notes=(
            f"达标 {weekly.met} 周，未达标 {weekly.missed} 周（扣 {decimal_text(weekly.deduction)} 分），"
            f"无法核实 {weekly.unproved} 周。",
            *_further(answer.unit, commands),
            *provisional_notes([week.week for week in answer.unit.weeks]),
        ),
    )
    columns = Table(
        name="why",
        title="各栏目的状态",
        heads=(
            Head("栏目", width=26),
            Head("更新周期", width=10),
            Head("状态", Kind.STATE, 10),
            Head("最近发布", Kind.DAY, 12),
            Head("说明", width=50),
        ),
        rows=tuple(_column_row(facts) for facts in answer.unit.columns),
    )
    return (weeks, columns)


def _further(unit: UnitFacts, commands: Commands) -> Iterable[str]:
    """How to ask for a single week and for a single column, by the example of what needs it most."""
    weeks = [week for week in unit.weeks if week.week.over]
    doubted = [week for week in weeks if week.judgement.verdict in (Verdict.MISSED, Verdict.UNPROVED)]
    if weeks:
        yield f"看某一周：{commands.why_week(unit.unit.name, (doubted or weeks)[-1].week.first)}"
    if unit.columns:
        yield f"看某个栏目：{commands.why_column(unit.unit.name, unit.columns[0].column.name)}"


def _week_row(facts: WeekFacts) -> Row:
    return (
        Cell(facts.week.first),
        Cell(facts.week.last),
        _verdict(facts.judgement, facts.week.over),
        Cell(facts.judgement.reason),
    )


def _column_row(facts: ColumnFacts) -> Row:
    state = facts.state
    return (
        Cell(facts.column.name),
        Cell(str(facts.column.cycle)),
        Cell(STATUS_WORDS[state.status]),
        Cell(state.last_published_on),
        Cell(state.reason or None),
    )


def _verdict(judgement: Judgement, over: bool) -> Cell:
    verdict, tone = judgement.verdict, Tone.EXEMPT if over else Tone.NONE
    return Cell(_word(judgement, over), tone=VERDICT_TONES[verdict] if verdict else tone)


def _word(judgement: Judgement, over: bool) -> str:
    """The verdict; what is not over yet is not exempt, though nothing is asked of it."""
    if judgement.verdict:
        return VERDICT_WORDS[judgement.verdict]
    return EXEMPT_WORD if over else NOT_OVER


def _entries(title: str, entries: Iterable[StoredEntry], commands: Commands) -> Table:
    rows = tuple(_entry_row(entry, commands) for entry in entries)
    return Table("why", title, _ENTRY_HEADS, rows, notes=() if rows else ("没有。",))


def _entry_row(entry: StoredEntry, commands: Commands) -> Row:
    """An entry; the page that it was first seen on is kept as it was read on that day."""
    return (
        Cell(entry.column),
        Cell(entry.title),
        Cell(entry.published_on),
        Cell(entry.raw_date or None),
        Cell(DATE_SOURCE_WORDS[entry.date_source] if entry.date_source else None),
        Cell(entry.first_seen_at),
        Cell(entry.last_seen_at),
        Cell("是" if entry.late_entered else None),
        Cell(entry.withdrawn_at),
        Cell(entry.url),
        Cell(commands.evidence(entry.unit, entry.column, entry.first_seen_at)),
    )
