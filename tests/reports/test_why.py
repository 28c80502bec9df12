"""``lanmu why``: the entries that met a week, the readings that prove a miss, how a column's windows went."""

from __future__ import annotations

import shlex
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.model import Portal, Unit, WeeklySettings
from reports.printable import printable
from reports.table import Table
from reports.tables.commands import Commands
from reports.tables.why import column_tables, unit_tables, week_tables
from reports.why import why_column, why_unit, why_week
from rules.period import Period
from tests.reports.periods import AFTER, nightly, office, other, values
from tests.reports.portals import column, portal
from tests.storage.nights import COLUMN, LIST_URL, UNIT, Store, day, entry, listing, night


def of_week(store: Store, on: date, of: Portal | None = None, known_at: datetime = AFTER) -> tuple[Table, ...]:
    with store.reader() as reader:
        return week_tables(why_week(of or office(), reader, UNIT, on, known_at))


def test_a_met_week_shows_the_entries_that_met_it(store: Store) -> None:
    nightly(store, 8, 15, entry(2, "04-10"), entry(1, "04-02"))

    verdict, entries = of_week(store, day("04-12"))

    assert verdict.title == "县教育局 2024-04-08至2024-04-14：达标"
    assert values(verdict)[0][:3] == [COLUMN, 1, 0]
    assert [row[1:3] for row in values(entries)] == [["第2号通知", day("04-10")]]


def test_a_missed_week_shows_the_reading_that_proves_it_and_what_it_costs(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-02"))

    verdict, entries = of_week(store, day("04-08"))

    assert verdict.title.endswith("：未达标")
    assert values(verdict)[0][4:6] == [night(15), LIST_URL]
    assert values(verdict)[0][6:] == [None, None], "no page was kept, so no command brings one out"
    assert verdict.notes[1] == "扣 0.2 分。"
    assert entries.notes == ("没有。",)


def test_what_was_back_filled_stands_there_and_is_marked(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-02"))
    store.crawl(night(16), listing(night(16), entry(2, "04-10"), entry(1, "04-02")))

    verdict, entries = of_week(store, day("04-08"), known_at=night(16))

    assert values(verdict)[0][1:3] == [0, 1]
    assert [row[7] for row in values(entries)] == ["是"]


def test_a_week_is_judged_by_the_rule_in_force_on_its_monday(store: Store) -> None:
    nightly(store, 1, 15, entry(1, "03-02"))
    sets = (WeeklySettings(), WeeklySettings(points_per_miss=Decimal("0.5"), starts_on=day("04-08")))

    of = office(weekly=sets[1], weekly_sets=sets)
    told = [of_week(store, on, of)[0].notes[1] for on in (day("04-07"), day("04-08"))]

    assert told == ["扣 0.2 分。", "扣 0.5 分。"]


def test_a_miss_before_the_day_from_which_it_is_charged_costs_nothing(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-02"))
    later = office(weekly=WeeklySettings(charged_from=day("05-01")))

    assert of_week(store, day("04-08"), later)[0].notes[1] == "按规则，这一周未达标不扣分。"


def test_of_several_columns_the_one_that_could_not_be_read_is_told_apart(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-02"))
    two = office(column(), other(UNIT, "图片新闻"))

    verdict, _ = of_week(store, day("04-08"), two)

    assert verdict.title.endswith("：无法核实")
    assert [(row[0], row[4]) for row in values(verdict)] == [(COLUMN, night(15)), ("图片新闻", None)]
    assert verdict.notes[-1] == "不扣分。"


def test_a_week_and_a_window_that_are_not_over_are_not_exempt(store: Store) -> None:
    nightly(store, 8, 10, entry(1, "04-02"))

    verdict, _ = of_week(store, day("04-10"), known_at=night(10))
    with store.reader() as reader:
        _, windows, _ = column_tables(why_column(office(), reader, column(), night(14)))

    assert verdict.title.endswith("：未结束")
    assert verdict.notes[0] == "未结束：本周尚未结束。"
    assert values(windows)[0][2:4] == ["未结束", "周期尚未结束（至 2024-04-14）"]


def test_a_week_and_a_window_say_that_their_working_days_are_not_published_yet(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-02"))
    in_2031 = datetime(2031, 1, 20, 9, tzinfo=AFTER.tzinfo)

    verdict, _ = of_week(store, date(2031, 1, 8), known_at=in_2031)
    with store.reader() as reader:
        _, windows, _ = column_tables(why_column(office(), reader, column(), in_2031))

    assert verdict.notes[-1] == "暂定：放假安排尚未公布，暂按周一至周五上班推算：01-06至01-12。"
    assert windows.notes[-1] == "2031 年的放假安排尚未公布，到该年的周期暂按周一至周五上班推算。"


def test_a_unit_that_was_not_in_force_has_no_week(store: Store) -> None:
    gone = portal(column(), units=(Unit(UNIT, "部门", ends_on=day("04-01")),))

    with pytest.raises(LookupError, match="单位“县教育局”在 2024-04-08 至 2024-04-14 没有启用"):
        of_week(store, day("04-08"), gone)


def test_a_column_shows_how_it_stands_and_how_its_windows_went_newest_first(store: Store) -> None:
    nightly(store, 1, 15, entry(2, "04-03"), entry(1, "03-27"))

    with store.reader() as reader:
        state, windows, newest = column_tables(why_column(office(), reader, column(), AFTER))

    assert state.title == "县教育局 通知公告（每周）：超期"
    assert dict(values(state))["应更新日期"] == day("04-14")
    assert [(row[0], row[2]) for row in values(windows)[:4]] == [
        (day("04-08"), "未达标"),
        (day("04-01"), "达标"),
        (day("03-25"), "达标"),
        (day("03-18"), "未达标"),
    ]
    assert [row[1] for row in values(newest)] == ["第2号通知", "第1号通知"]


def test_a_unit_shows_its_weeks_and_its_columns(store: Store) -> None:
    nightly(store, 8, 15, entry(2, "04-03"), entry(1, "03-27"))

    with store.reader() as reader:
        answer = why_unit(office(), reader, UNIT, Period(day("04-01"), day("04-14")), AFTER)
        weeks, columns = unit_tables(answer)

    assert [(row[0], row[2]) for row in values(weeks)] == [(day("04-08"), "未达标"), (day("04-01"), "达标")]
    assert weeks.notes[0] == "达标 1 周，未达标 1 周（扣 0.2 分），无法核实 0 周。"
    assert [row[:3] for row in values(columns)] == [[COLUMN, "每周", "即将到期"]], "on the last day"


def test_beside_every_entry_stands_the_command_that_shows_the_page_it_was_first_seen_on(store: Store) -> None:
    nightly(store, 8, 15, entry(2, "04-10"), entry(1, "04-02"))

    _, entries = of_week(store, day("04-12"))

    assert [row[10] for row in values(entries)] == ["lanmu evidence 县教育局 通知公告 --on 2024-04-08"]


def test_the_commands_ask_the_portal_that_was_asked(store: Store) -> None:
    nightly(store, 8, 15, entry(2, "04-03"), entry(1, "03-27"))
    commands = Commands("my office/portal.toml")

    with store.reader() as reader:
        answer = why_unit(office(), reader, UNIT, Period(day("04-01"), day("04-14")), AFTER)
        weeks, _ = unit_tables(answer, commands)
        _, _, newest = column_tables(why_column(office(), reader, column(), AFTER), commands)

    assert weeks.notes[1] == "看某一周：lanmu why 县教育局 --week 2024-04-08 --portal 'my office/portal.toml'"
    assert weeks.notes[2] == "看某个栏目：lanmu why 县教育局 --column 通知公告 --portal 'my office/portal.toml'"
    assert str(values(newest)[0][10]).endswith("--on 2024-04-08 --portal 'my office/portal.toml'")


@given(st.text(), st.text(), st.text())
def test_a_shell_reads_a_command_as_it_was_meant(unit: str, name: str, portal: str) -> None:
    told = Commands(portal).evidence(unit, name, night(1))
    words = ["lanmu", "evidence", unit, name, "--on", "2024-04-01", *(["--portal", portal] if portal else [])]
    assert told is not None
    assert shlex.split(told) == list(map(printable, words))
