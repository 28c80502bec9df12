"""Met, missed or unproved: the windows of one column's own cycle."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from registry.model import Column, Portal, WeeklySettings
from reports.assessment.column_windows import WindowFacts, column_windows
from rules.calendar import WorkCalendar
from rules.cycles import parse_cycle
from rules.period import Period
from rules.windows import windows_in
from tests.reports.periods import failing, nightly, office
from tests.reports.portals import column
from tests.storage.nights import Store, day, entry, listing, night

APRIL = Period(day("04-01"), day("04-30"))
AT = night(31)


def windows(store: Store, of: Column, known_at: Any = AT, **changes: Any) -> list[WindowFacts]:
    portal: Portal = office(of, **changes)
    with store.reader() as reader:
        return list(column_windows(portal, reader, of, APRIL, known_at))


def told(found: list[WindowFacts]) -> list[tuple[str, str | None]]:
    return [(f"{one.window.window.first:%m-%d}", one.judgement.verdict) for one in found]


def test_each_week_is_met_or_missed_by_its_own_entries(store: Store) -> None:
    nightly(store, 29, 31, entry(3, "04-23"), entry(2, "04-10"), entry(1, "04-02"))

    assert told(windows(store, column("每周"))) == [
        *(("04-01", "met"), ("04-08", "met"), ("04-15", "missed"), ("04-22", "met"))
    ]


def test_a_missed_window_names_the_first_reading_that_proves_it(store: Store) -> None:
    nightly(store, 29, 31, entry(1, "03-05"))

    (month,) = windows(store, column("每月"), known_at=night(32))

    assert month.judgement.verdict == "missed"
    assert month.share.proof is not None
    assert month.share.proof.observed_at == night(31)


def test_what_could_not_be_read_is_unproved(store: Store) -> None:
    store.crawl(night(2), listing(night(2), entry(1, "03-30")))
    store.crawl(AT, failing(AT))

    assert {verdict for _, verdict in told(windows(store, column("每周")))} == {"unproved"}


def test_a_window_that_is_not_over_is_not_judged(store: Store) -> None:
    nightly(store, 20, 24, entry(1, "03-05"))

    *_, last = windows(store, column("每周"), known_at=night(24))

    assert (last.judgement.verdict, last.judgement.reason) == (None, "周期尚未结束（至 2024-04-28）")


def test_what_the_column_does_not_owe_is_not_asked(store: Store) -> None:
    nightly(store, 29, 31, entry(1, "03-05"))

    opened = told(windows(store, column("每周", starts_on=day("04-10"))))
    exempt = told(windows(store, column("每周", exempt_reason="正在办理中")))

    assert [verdict for _, verdict in opened] == [None, None, "missed", "missed"]
    assert {verdict for _, verdict in exempt} == {None}


def test_a_window_longer_than_the_period_holds_entries_from_before_it(store: Store) -> None:
    nightly(store, 29, 31, entry(1, "01-20"))

    assert told(windows(store, column("每年04-15前"))) == [("01-01", "met")]


def test_a_rolling_cycle_runs_from_the_newest_entry_before_the_period(store: Store) -> None:
    nightly(store, 29, 31, entry(2, "04-20"), entry(1, "03-25"))

    assert told(windows(store, column("10天"))) == [
        *(("03-26", "missed"), ("04-05", "missed"), ("04-15", "met"), ("04-21", "missed"))
    ]


def test_an_irregular_column_has_no_windows(store: Store) -> None:
    assert windows(store, column("不定期")) == []


class TestTheRuleInForceOnItsLastDay:
    """From 8 April on a week needs all of its working days, and what was back-filled counts; before, neither."""

    loose = WeeklySettings()
    strict = WeeklySettings(min_workdays=5, late_entered="count", starts_on=day("04-08"))

    def test_says_how_many_working_days_a_week_needs(self, store: Store) -> None:
        nightly(store, 29, 31, entry(1, "03-02"))
        first = windows(store, column("每周"), weekly_sets=(self.loose, self.strict))
        later = windows(store, column("每周"), weekly_sets=(replace(self.strict, starts_on=None),))

        assert told(first)[0] == ("04-01", "missed"), "four working days are enough until then"
        assert told(later)[0] == ("04-01", None)

    def test_says_whether_what_was_back_filled_counts(self, store: Store) -> None:
        nightly(store, 1, 28, entry(1, "03-02"))
        filled = (entry(3, "04-10"), entry(2, "04-02"), entry(1, "03-02"))
        nightly(store, 29, 31, *filled)

        assert told(windows(store, column("每周"), weekly_sets=(self.loose, self.strict)))[:2] == [
            *(("04-01", "missed"), ("04-08", "met"))
        ]


@given(
    st.sampled_from(["每日", "每周", "每两周", "每月", "每季度", "每半年", "每年", "30天", "每年03-31前"]),
    st.dates(day("01-01"), day("12-31")),
    st.dates(day("01-01"), day("12-31")),
    st.integers(0, 400),
)
def test_splitting_a_period_neither_loses_nor_doubles_a_window(cycle: str, first: Any, split: Any, more: int) -> None:
    first, split = min(first, split), max(first, split)
    whole = Period(first, split.fromordinal(split.toordinal() + 1 + more))
    halves = (Period(first, split), Period(split.fromordinal(split.toordinal() + 1), whole.last))

    def ending(period: Period) -> list[Any]:
        found = windows_in(
            parse_cycle(cycle), period, WorkCalendar(), min_workdays=1, today=day("12-31"), days=[day("01-01")]
        )
        return [one.window for one in found]

    assert [window for half in halves for window in ending(half)] == ending(whole)
