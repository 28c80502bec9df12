"""When the stale-column list calls a column stale, and when it must not."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from pages.model import DateSource, Observation, Outcome, Reach, ShownDate
from registry.model import Column, ColumnKind, Portal, Unit
from reports.stale import StaleRow, stale_table
from rules.freshness import Status
from tests.reports.portals import column, portal, row, table
from tests.storage.nights import Store, day, entry, listing, night, shown, single_page

# Weekly, newest entry on Thursday 28 March 2024: the next one is due by Sunday 7 April, which is night 7.
NEWEST, DUE, OVERDUE_NIGHT = "03-28", date(2024, 4, 7), 10


def judged(store: Store, registered: Column | None = None, as_of: datetime | None = None, **changes: Any) -> StaleRow:
    with store.reader() as reader:
        found = stale_table(portal(registered or column(), **changes), reader, as_of or night(OVERDUE_NIGHT))
    (only,) = found.rows
    return only


def ordered(at: datetime, *published: str, **changes: Any) -> Observation:
    """A first page from new to old, of a list that goes on."""
    entries = [entry(int(text.replace("-", "")), text) for text in published]
    reach = Reach(back_to=day(published[-1]))
    return listing(at, *entries, **{"reach": reach, "full": False, **changes})


def disordered(at: datetime, *published: str, **changes: Any) -> Observation:
    return ordered(at, *published, **{"reach": Reach(), "ordered": False, **changes})


def test_a_column_whose_next_entry_is_not_due_is_fresh(store: Store) -> None:
    store.crawl(night(1), ordered(night(1), NEWEST, "03-20"))
    found = judged(store, as_of=night(1))
    assert (found.status, found.last_published_on, found.due_on) == (Status.FRESH, day(NEWEST), DUE)


def test_a_column_that_was_read_after_the_due_day_and_had_nothing_newer_is_stale(store: Store) -> None:
    store.crawl(night(OVERDUE_NIGHT), ordered(night(OVERDUE_NIGHT), NEWEST, "03-20"))
    found = judged(store)
    assert (found.status, found.due_on, found.days_overdue) == (Status.STALE, DUE, 3)
    assert (found.outcome, found.observed_at) == ("ok", night(OVERDUE_NIGHT))


def test_a_column_that_was_never_read_is_unverified(store: Store) -> None:
    found = judged(store)
    assert (found.status, found.reason) == (Status.UNVERIFIED, "截至当日尚未采集")
    assert (found.outcome, found.observed_at, found.last_published_on) == (None, None, None)


def test_a_reading_that_failed_last_proves_nothing_whatever_earlier_ones_said(store: Store) -> None:
    store.crawl(night(OVERDUE_NIGHT - 1), ordered(night(OVERDUE_NIGHT - 1), NEWEST))
    failed = listing(night(OVERDUE_NIGHT), outcome=Outcome.BLOCKED, reason="服务器答复 403", closing=False)
    store.crawl(night(OVERDUE_NIGHT), failed)
    found = judged(store)
    assert (found.status, found.outcome, found.reason) == (Status.UNVERIFIED, "blocked", "被拦截：服务器答复 403")


def test_a_later_page_that_failed_leaves_its_column_unverified(store: Store) -> None:
    at = night(OVERDUE_NIGHT)
    failed = listing(at, page=2, outcome=Outcome.TIMEOUT, reason="超时无应答", closing=False)
    store.crawl(at, ordered(at, NEWEST, closing=False), failed)
    found = judged(store)
    assert (found.status, found.outcome, found.reason) == (Status.UNVERIFIED, "timeout", "超时无应答")
    assert found.last_published_on == day(NEWEST), "what was read stays"


def test_later_pages_prove_nothing_where_the_first_proved_nothing(store: Store) -> None:
    at = night(OVERDUE_NIGHT)
    store.crawl(at, listing(at, outcome=Outcome.UNDATED, closing=False), listing(at, page=2))
    found = judged(store)
    assert (found.status, found.reason) == (Status.UNVERIFIED, "栏目的第一页没有读到可信的内容")


@pytest.mark.parametrize(("hours", "status"), [(36, Status.STALE), (37, Status.UNVERIFIED)])
def test_a_good_reading_holds_for_the_hours_of_the_office(store: Store, hours: int, status: Status) -> None:
    read_at = night(OVERDUE_NIGHT)
    store.crawl(read_at, ordered(read_at, NEWEST))
    assert judged(store, as_of=read_at + timedelta(hours=hours)).status is status


def test_a_list_in_no_order_may_hide_something_newer(store: Store) -> None:
    store.crawl(night(OVERDUE_NIGHT), disordered(night(OVERDUE_NIGHT), "03-20", NEWEST, "03-25"))
    found = judged(store)
    assert (found.status, found.days_overdue) == (Status.UNVERIFIED, 0)


def test_a_list_in_no_order_is_stale_once_it_was_read_whole_after_the_due_day(store: Store) -> None:
    whole = {"reach": Reach(to_end=True), "full": True}
    store.crawl(night(9), disordered(night(9), "03-20", NEWEST, **whole))
    store.crawl(night(OVERDUE_NIGHT), disordered(night(OVERDUE_NIGHT), "03-20", NEWEST, "03-25"))
    assert judged(store).status is Status.STALE


def test_a_list_in_no_order_may_have_got_something_newer_since_it_was_read_whole(store: Store) -> None:
    whole = {"reach": Reach(to_end=True), "full": True}
    store.crawl(night(8), disordered(night(8), "03-20", NEWEST, **whole))
    for number in (9, 10):
        store.crawl(night(number), disordered(night(number), "03-20"))
    assert judged(store, as_of=night(9)).status is Status.STALE
    assert judged(store, as_of=night(10)).status is Status.UNVERIFIED


def test_a_list_in_no_order_that_was_read_whole_before_the_due_day_is_not_proved_stale(store: Store) -> None:
    whole = {"reach": Reach(to_end=True), "full": True}
    store.crawl(night(7), disordered(night(7), "03-20", NEWEST, **whole))
    store.crawl(night(OVERDUE_NIGHT), disordered(night(OVERDUE_NIGHT), "03-20", NEWEST, "03-25"))
    assert judged(store).status is Status.UNVERIFIED


def test_an_undated_entry_may_be_newer_than_all_others(store: Store) -> None:
    at = night(OVERDUE_NIGHT)
    store.crawl(at, listing(at, entry(1), entry(2, NEWEST)))
    assert judged(store).status is Status.UNVERIFIED


def test_an_undated_entry_was_published_at_the_latest_when_it_was_first_seen(store: Store) -> None:
    store.crawl(night(1), listing(night(1), entry(1), entry(2, NEWEST)))
    store.crawl(night(20), listing(night(20), entry(1), entry(2, NEWEST)))
    found = judged(store, as_of=night(20))
    assert found.status is Status.STALE
    assert found.due_on == date(2024, 4, 14), "counted from the night it was first seen, not from the older entry"
    assert found.last_published_on == day(NEWEST)


def test_a_column_read_to_its_end_without_an_entry_is_blank(store: Store) -> None:
    store.crawl(night(1), listing(night(1), outcome=Outcome.BLANK))
    assert judged(store, as_of=night(1)).status is Status.BLANK


def test_an_exempt_column_is_exempt_whatever_was_read(store: Store) -> None:
    found = judged(store, column(exempt_reason="正在改版"))
    assert (found.status, found.reason) == (Status.EXEMPT, "正在改版")


def test_the_columns_of_a_unit_that_is_gone_are_exempt(store: Store) -> None:
    gone = Unit("县教育局", ends_on=date(2024, 4, 1))
    assert judged(store, units=(gone,)).status is Status.EXEMPT


def test_the_past_is_judged_by_what_was_known_then(store: Store) -> None:
    store.crawl(night(OVERDUE_NIGHT), ordered(night(OVERDUE_NIGHT), NEWEST))
    store.crawl(night(11), ordered(night(11), "04-10", NEWEST))
    then, now = judged(store, as_of=night(OVERDUE_NIGHT)), judged(store, as_of=night(11))
    assert (then.status, then.last_published_on) == (Status.STALE, day(NEWEST))
    assert (now.status, now.last_published_on) == (Status.FRESH, day("04-10"))


def test_a_single_page_is_as_fresh_as_the_day_it_shows(store: Store) -> None:
    store.crawl(night(1), single_page(night(1), "text", shown("01-15")))
    found = judged(store, column("每月", kind=ColumnKind.SINGLE), as_of=night(1))
    assert (found.status, found.last_published_on, found.due_on) == (Status.STALE, day("01-15"), date(2024, 2, 29))


def test_every_registered_column_is_judged_once_in_the_order_of_the_registry(store: Store) -> None:
    names = ["丙", "甲", "乙"]
    registered: Portal = portal(*(column(name=name) for name in names), column(unit="", name="甲"))
    with store.reader() as reader:
        found = stale_table(registered, reader, night(1))
    assert [(one.unit, one.column) for one in found.rows] == [*(("县教育局", name) for name in names), ("", "甲")]


def test_years_without_a_published_calendar_are_named(store: Store) -> None:
    published = date(2051, 12, 22)
    at = datetime(2051, 12, 23, 2, 0, tzinfo=night(1).tzinfo)
    store.crawl(at, listing(at, entry(1, ShownDate(str(published), DateSource.LIST, published))))
    with store.reader() as reader:
        found = stale_table(portal(column("10天"), column("9天", name="未读过的栏目")), reader, at)
    assert found.rows[0].due_on == date(2052, 1, 1)
    assert found.provisional_years == (2052,)


def test_columns_of_a_status_stand_unit_by_unit_the_most_overdue_first() -> None:
    rows = [
        row(Status.STALE, unit="甲局", column="一", days_overdue=3),
        row(Status.STALE, unit="乙局", column="二", days_overdue=40),
        row(Status.STALE, unit="甲局", column="三", days_overdue=90),
        row(Status.FRESH, unit="丙局", column="四"),
        row(Status.STALE, unit="乙局", column="五", days_overdue=41),
    ]
    assert [one.column for one in table(*rows).having(Status.STALE)] == ["三", "一", "五", "二"]


class TestLookingBack:
    """The column at two in the morning of 10 April, as it is judged on 20 April by what has been read since."""

    AS_OF, KNOWN_AT = night(OVERDUE_NIGHT), night(20)

    def judged(self, store: Store, registered: Column | None = None) -> StaleRow:
        with store.reader() as reader:
            (only,) = stale_table(portal(registered or column()), reader, self.AS_OF, self.KNOWN_AT).rows
        return only

    def down(self, store: Store, *nights: int) -> None:
        for number in nights:
            failed = listing(night(number), outcome=Outcome.TIMEOUT, reason="超时无应答", closing=False)
            store.crawl(night(number), failed)

    def test_a_reading_made_later_verifies_what_could_not_be_read_then(self, store: Store) -> None:
        store.crawl(night(1), ordered(night(1), NEWEST, full=True))
        self.down(store, 8, 9, 10, 11)
        store.crawl(night(12), ordered(night(12), "04-11", NEWEST))
        assert judged(store).status is Status.UNVERIFIED
        found = self.judged(store)
        assert (found.status, found.last_published_on, found.days_overdue) == (Status.STALE, day(NEWEST), 3)
        assert (found.outcome, found.observed_at) == ("ok", night(12))

    def test_what_was_published_in_time_but_read_later_keeps_it_fresh(self, store: Store) -> None:
        store.crawl(night(1), ordered(night(1), NEWEST, full=True))
        self.down(store, 8, 9, 10)
        store.crawl(night(11), ordered(night(11), "04-05", NEWEST))
        found = self.judged(store)
        assert (found.status, found.last_published_on) == (Status.FRESH, day("04-05"))

    def test_what_was_back_filled_since_does_not(self, store: Store) -> None:
        for number in (1, 9, 11):
            store.crawl(night(number), ordered(night(number), NEWEST, full=True))
        store.crawl(night(13), ordered(night(13), "04-05", NEWEST))
        assert self.judged(store).status is Status.STALE

    def test_failures_since_do_not_matter(self, store: Store) -> None:
        store.crawl(self.AS_OF, ordered(self.AS_OF, NEWEST, full=True))
        self.down(store, 11, 12)
        found = self.judged(store)
        assert (found.status, found.outcome, found.observed_at) == (Status.STALE, "ok", self.AS_OF)

    def test_a_column_that_was_never_read_again_is_unverified_for_its_newest_fault(self, store: Store) -> None:
        store.crawl(night(1), ordered(night(1), NEWEST, full=True))
        self.down(store, 8, 15)
        found = self.judged(store)
        assert (found.status, found.reason) == (Status.UNVERIFIED, "超时无应答")
        assert (found.outcome, found.observed_at) == ("timeout", night(15))

    def test_a_gap_that_no_reading_went_back_over_stays_open(self, store: Store) -> None:
        """Many entries since: the first page that was read again ends after the due day."""
        store.crawl(night(1), ordered(night(1), NEWEST, full=True))
        self.down(store, 8, 9, 10)
        store.crawl(night(19), ordered(night(19), "04-18", "04-12", closing=False))
        found = self.judged(store)
        assert (found.status, found.reason) == (Status.UNVERIFIED, "采集未能证明没有更新的信息，不能断定超期")

    def test_the_gap_is_closed_by_a_page_that_goes_back_over_it(self, store: Store) -> None:
        store.crawl(night(1), ordered(night(1), NEWEST, full=True))
        first = ordered(night(19), "04-18", "04-12", closing=False)
        store.crawl(night(19), first, ordered(night(19), "04-11", NEWEST, page=2))
        assert self.judged(store).status is Status.STALE

    def test_a_blank_column_is_blank_though_it_was_filled_since(self, store: Store) -> None:
        for number in (9, 11):
            store.crawl(night(number), listing(night(number), outcome=Outcome.BLANK))
        store.crawl(night(12), ordered(night(12), "04-11"))
        assert self.judged(store).status is Status.BLANK

    def test_a_column_without_an_entry_owes_its_first_since_it_opened(self, store: Store) -> None:
        opened = column(starts_on=day("04-01"))
        store.crawl(night(11), listing(night(11), entry(1, "04-11")))
        found = self.judged(store, opened)
        assert (found.status, found.due_on, found.last_published_on) == (Status.STALE, DUE, None)

    def test_a_moment_that_is_not_over_is_judged_as_it_is(self, store: Store) -> None:
        store.crawl(night(9), ordered(night(9), NEWEST))
        self.down(store, 10)
        with store.reader() as reader:
            tables = [stale_table(portal(column()), reader, self.AS_OF, at) for at in (None, self.AS_OF, night(1))]
        assert tables[0] == tables[1] == tables[2]
        assert tables[0].rows[0].status is Status.UNVERIFIED
