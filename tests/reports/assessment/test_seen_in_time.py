"""What stood in its list before the window closed is never charged, whatever became of it since."""

from __future__ import annotations

from datetime import date, datetime

from reports.assessment.column_windows import column_windows
from rules.freshness import Status
from rules.period import Period
from rules.verdicts import Verdict
from tests.reports.periods import WEEK, judged, nightly, office, unit
from tests.storage.nights import Store, day, entry, listing, night

# The week of 8 to 14 April is nights 8 to 14; night 15 is the Monday after.
SUNDAY, MONDAY = night(14), night(15)
MONTH = Period(day("04-01"), day("04-30"))


def verdict(store: Store, known_at: datetime = MONDAY) -> Verdict | None:
    (week,) = unit(store, known_at=known_at).weeks
    return week.judgement.verdict


def of_the_week(store: Store, known_at: datetime) -> Verdict | None:
    """By the column's own weekly cycle."""
    with store.reader() as reader:
        (window,) = column_windows(of := office(), reader, of.columns[0], WEEK, known_at)
    return window.judgement.verdict


class TestBackDatedWithinTheWeek:
    """The reading of Sunday night lacked it: it was entered after its day, and still before the week was over."""

    def test_it_counts_where_the_first_reading_after_the_week_shows_it(self, store: Store) -> None:
        nightly(store, 7, 14, entry(9, "04-01"))
        store.crawl(MONDAY, listing(MONDAY, entry(1, "04-12"), entry(9, "04-01")))
        assert store.entry(1).late_entered
        assert verdict(store) is of_the_week(store, MONDAY) is Verdict.MET

    def test_it_counts_where_nothing_was_read_between_sunday_and_its_first_sight(self, store: Store) -> None:
        nightly(store, 7, 14, entry(9, "04-01"))
        store.crawl(night(18), listing(night(18), entry(1, "04-12"), entry(9, "04-01")))
        assert verdict(store, night(18)) is of_the_week(store, night(18)) is Verdict.MET

    def test_it_was_entered_late_where_a_reading_after_the_week_lacked_it(self, store: Store) -> None:
        nightly(store, 7, 15, entry(9, "04-01"))
        store.crawl(night(16), listing(night(16), entry(1, "04-12"), entry(9, "04-01")))
        assert verdict(store, night(16)) is of_the_week(store, night(16)) is Verdict.MISSED


class TestGivenAnotherDay:
    def test_after_its_week_had_ended_it_still_met_that_week(self, store: Store) -> None:
        """As what is taken down later did (docs/decisions/0013): many systems date an article anew when edited."""
        nightly(store, 9, 15, entry(1, "04-09"), entry(9, "04-01"))
        nightly(store, 16, 17, entry(1, "04-16"), entry(9, "04-01"))
        assert verdict(store, night(17)) is of_the_week(store, night(17)) is Verdict.MET
        assert sum(facts.count for facts in unit(store, known_at=night(17)).columns) == 0

    def test_before_its_week_had_ended_it_meets_the_other_one(self, store: Store) -> None:
        nightly(store, 9, 12, entry(1, "04-09"), entry(9, "04-01"))
        nightly(store, 13, 15, entry(1, "04-05"), entry(9, "04-01"))
        assert verdict(store) is Verdict.MISSED

    def test_of_the_same_week_it_counts_once(self, store: Store) -> None:
        nightly(store, 9, 15, entry(1, "04-09"), entry(9, "04-01"))
        nightly(store, 16, 17, entry(1, "04-10"), entry(9, "04-01"))
        (week,) = unit(store, known_at=night(17)).weeks
        assert [share.entries for share in week.shares] == [1]

    def test_in_a_week_that_was_proved_to_lack_it_it_is_entered_late(self, store: Store) -> None:
        nightly(store, 9, 20, entry(9, "04-01"))
        nightly(store, 21, 22, entry(1, "04-20"), entry(9, "04-01"))
        nightly(store, 23, 24, entry(1, "04-10"), entry(9, "04-01"))
        assert verdict(store, night(24)) is Verdict.MISSED

    def test_later_its_column_was_fresh_all_the_same_on_the_day_that_it_showed(self, store: Store) -> None:
        nightly(store, 9, 20, entry(1, "04-09"), entry(9, "03-05"))
        nightly(store, 21, 30, entry(1, "03-20"), entry(9, "03-05"))
        (column,) = judged(store, WEEK, night(30)).columns
        assert (column.state.last_published_on, column.state.status) == (date(2024, 4, 9), Status.FRESH)
