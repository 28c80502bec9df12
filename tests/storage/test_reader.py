"""What the store answers to the walk, to the reports and to the commands."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pages.model import Outcome, Reach
from registry.model import Column
from rules.cycles import parse_cycle
from storage.errors import StorageError
from storage.identity import entry_keys
from storage.reader import open_reader
from storage.records import ColumnMemory, ColumnState, KnownEntry
from tests.storage.nights import COLUMN, LIST_URL, UNIT, Store, article, day, entry, listing, night, shown, single_page


class TestMemories:
    """What the last walk of a column left for the next."""

    def memory(self, store: Store) -> ColumnMemory:
        with store.reader() as reader:
            return reader.memories()[UNIT, COLUMN]

    def test_of_the_newest_good_first_page(self, store: Store) -> None:
        reach = Reach(back_to=day("03-20"))
        store.crawl(
            night(1),
            listing(night(1), entry(1, "03-28"), etag='"v1"', last_modified="Mon", body_digest="b", list_digest="l"),
        )
        store.crawl(
            night(2),
            listing(night(2), entry(2, "03-29"), etag='"v2"', reach=reach, ordered=False, closing=False),
            listing(night(2), page=2, etag='"other"'),
        )
        store.crawl(night(3), listing(night(3), outcome=Outcome.TIMEOUT))
        memory = self.memory(store)
        assert (memory.url, memory.etag) == (LIST_URL, '"v2"')
        assert (memory.reach, memory.ordered) == (reach, False)

    def test_an_unchanged_page_keeps_the_validators_that_its_answer_left_out(self, store: Store) -> None:
        read = listing(night(1), etag='"v1"', last_modified="Mon", body_digest="b", list_digest="l")
        store.crawl(night(1), read)
        store.crawl(night(2), listing(night(2), unchanged=True))
        memory = self.memory(store)
        assert (memory.etag, memory.last_modified) == ('"v1"', "Mon")
        assert (memory.body_digest, memory.list_digest) == ("b", "l")

    def test_a_new_answer_without_validators_has_none(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1), etag='"v1"'))
        store.crawl(night(2), listing(night(2)))
        assert self.memory(store).etag == ""

    def test_knows_whether_the_column_ever_held_an_entry(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1)))
        assert not self.memory(store).has_held
        store.crawl(night(2), listing(night(2), entry(1, "03-28")))
        store.crawl(night(3), listing(night(3)))
        assert self.memory(store).has_held

    def test_knows_when_a_walk_last_read_back_to_the_start(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1), full=False))
        assert self.memory(store).last_full_at is None
        store.crawl(night(2), listing(night(2), closing=False, full=False), listing(night(2), page=2))
        store.crawl(night(3), listing(night(3), full=True, closing=False))
        store.crawl(night(4), listing(night(4), outcome=Outcome.TIMEOUT))
        assert self.memory(store).last_full_at == night(2)

    def test_knows_whether_the_walk_ended_as_it_should(self, store: Store) -> None:
        store.begin(night(1))
        store.writer.put([listing(night(1), closing=False)])
        assert not self.memory(store).closed
        store.writer.put([listing(night(1), page=2)])
        assert self.memory(store).closed
        store.crawl(night(2), listing(night(2), closing=False), listing(night(2), page=2, outcome=Outcome.DNS))
        store.crawl(night(2), listing(night(2), closing=True), listing(night(2), column="工作动态", closing=False))
        assert self.memory(store).closed

    def test_since_when_the_walks_are_doubted(self, store: Store) -> None:
        """From the first one that was not closed, as long as none is."""
        store.crawl(night(1), listing(night(1), entry(1, "03-20")))
        for number in (2, 3):
            store.crawl(night(number), listing(night(number), closing=False, full=False))
        with store.reader() as reader:
            assert reader.memories()[UNIT, COLUMN].doubted_since == night(2)
        store.crawl(night(4), listing(night(4), entry(1, "03-20")))
        with store.reader() as reader:
            assert reader.memories()[UNIT, COLUMN].doubted_since is None

    def test_a_column_never_read_well_is_not_remembered(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1), outcome=Outcome.BLOCKED))
        with store.reader() as reader:
            assert reader.memories() == {}


def test_known_entries_by_their_key(store: Store) -> None:
    rows = [entry(1, "03-28"), entry(2), entry(3, "03-29")]
    store.crawl(night(1), listing(night(1), *rows), article(night(1), rows[1], title="二"))
    store.crawl(night(2), listing(night(2), *rows[:2]))
    with store.reader() as reader:
        assert reader.known(UNIT, COLUMN) == dict(
            zip(
                entry_keys(rows),
                [
                    KnownEntry(day("03-28"), None, False, night(1)),
                    KnownEntry(None, night(1), False, night(1)),
                    KnownEntry(day("03-29"), None, True, night(1)),
                ],
                strict=True,
            )
        )
        assert reader.known(UNIT, "没有的栏目") == {}


class TestEntries:
    @pytest.fixture(autouse=True)
    def _three_columns(self, store: Store) -> None:
        store.crawl(
            night(1),
            listing(night(1), entry(1, "03-20"), entry(2), entry(3, "03-28")),
            listing(night(1), entry(4, "03-25"), column="工作动态"),
            listing(night(1), entry(5, "03-25"), unit="县民政局"),
        )

    @pytest.mark.parametrize(
        ("question", "titles"),
        [
            ({}, "3 1 2 4 5"),
            ({"unit": UNIT}, "3 1 2 4"),
            ({"column": COLUMN}, "3 1 2 5"),
            ({"unit": UNIT, "column": "工作动态"}, "4"),
            ({"published_from": day("03-25")}, "3 4 5"),
            ({"published_to": day("03-25")}, "1 4 5"),
            ({"published_from": day("03-21"), "published_to": day("03-27"), "unit": UNIT}, "4"),
            ({"unit": "没有的单位"}, ""),
        ],
    )
    def test_newest_first_within_each_column(self, store: Store, question: dict[str, object], titles: str) -> None:
        with store.reader() as reader:
            found = [kept.title for kept in reader.entries(**question)]  # type: ignore[arg-type]
        assert found == [f"第{number}号通知" for number in titles.split()]

    def test_they_are_read_from_one_view_while_a_crawl_writes(self, store: Store) -> None:
        with store.reader() as reader:
            answer = reader.entries()
            first = next(answer)
            store.crawl(night(2), listing(night(2)))
            rest = list(answer)
        assert [kept.withdrawn_at for kept in [first, *rest]] == [None] * 5


def test_the_category_is_what_the_registry_said_last(store: Store) -> None:
    def registered(category: str) -> Column:
        return Column(UNIT, "部门", COLUMN, category, parse_cycle("每周"), LIST_URL)

    for number, category in enumerate(["动态信息", "通知公告"], start=1):
        store.writer.begin_run(night(number), {}, {}, [registered(category)])
        store.writer.put([listing(night(number), entry(1, "03-28"))])
    assert store.entry(1).category == "通知公告"


class TestColumnStates:
    def test_of_a_column_read_well(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1), entry(1, "03-20"), entry(2, "03-28"), entry(3)))
        state = store.state(night(1))
        assert state.newest_published_on == day("03-28")
        assert (state.outcome, state.reason, state.observed_at) == (Outcome.OK, "", night(1))
        assert (state.good_at, state.url, state.complete) == (night(1), LIST_URL, True)

    def test_a_failed_reading_says_why_and_keeps_what_was_known(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1), entry(1, "03-20")))
        store.crawl(night(2), listing(night(2), outcome=Outcome.DNS, reason="域名无法解析", url="http://x.gov.cn/"))
        state = store.state(night(2))
        assert (state.outcome, state.reason, state.url) == (Outcome.DNS, "域名无法解析", "http://x.gov.cn/")
        assert (state.observed_at, state.good_at) == (night(2), night(1))
        assert state.newest_published_on == day("03-20")

    def test_a_column_never_read_well_has_no_good_moment(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1), outcome=Outcome.DNS))
        state = store.state(night(1))
        assert (state.good_at, state.complete, state.newest_published_on) == (None, False, None)

    def test_a_later_page_that_failed_speaks_for_the_column(self, store: Store) -> None:
        failed = listing(night(1), page=2, outcome=Outcome.TIMEOUT)
        store.crawl(night(1), listing(night(1), entry(1, "03-20"), closing=False), failed)
        state = store.state(night(1))
        assert (state.outcome, state.good_at, state.complete) == (Outcome.TIMEOUT, night(1), False)

    def test_before_its_first_observation_a_column_has_no_state(self, store: Store) -> None:
        store.crawl(night(2), listing(night(2), entry(1, "03-20")))
        with store.reader() as reader:
            assert reader.column_states(night(1)) == {}

    def test_a_later_day_than_the_moment_does_not_count(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1), entry(1, "03-20"), entry(2, "04-02")))
        assert store.state(night(1)).newest_published_on == day("03-20")
        assert store.state(night(1) + timedelta(hours=21, minutes=59)).newest_published_on == day("03-20")
        assert store.state(night(1) + timedelta(hours=22)).newest_published_on == day("04-02")


class TestPastStates:
    """A state is as it was: what was entered, changed or withdrawn since does not count."""

    def newest(self, store: Store, number: int) -> object:
        return store.state(night(number)).newest_published_on

    def test_what_was_seen_later_was_not_there(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1), entry(1, "03-20")))
        store.crawl(night(3), listing(night(3), entry(1, "03-20"), entry(2, "03-28")))
        assert [self.newest(store, number) for number in (1, 2, 3)] == [day("03-20"), day("03-20"), day("03-28")]

    def test_what_was_withdrawn_later_was_there(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1), entry(1, "03-20"), entry(2, "03-28")))
        store.crawl(night(3), listing(night(3), entry(1, "03-20")))
        assert [self.newest(store, number) for number in (2, 3)] == [day("03-28"), day("03-20")]

    def test_what_came_back_was_away_in_between(self, store: Store) -> None:
        both = entry(1, "03-20"), entry(2, "03-28")
        store.crawl(night(1), listing(night(1), *both))
        store.crawl(night(3), listing(night(3), both[0]))
        store.crawl(night(5), listing(night(5), *both))
        expected = [day("03-28"), day("03-20"), day("03-20"), day("03-28")]
        assert [self.newest(store, number) for number in (2, 3, 4, 5)] == expected

    def test_a_date_that_was_changed_since_is_what_it_was(self, store: Store) -> None:
        for number, published in ((1, "03-20"), (3, "03-28"), (5, "03-25")):
            store.crawl(night(number), listing(night(number), entry(1, published)))
        expected = [day("03-20"), day("03-20"), day("03-28"), day("03-28"), day("03-25")]
        assert [self.newest(store, number) for number in (1, 2, 3, 4, 5)] == expected

    def test_an_outcome_is_that_of_the_moment(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1), full=False))
        store.crawl(night(3), listing(night(3), outcome=Outcome.BLOCKED))
        store.crawl(night(5), listing(night(5)))
        states = [store.state(night(number)) for number in (2, 4, 5)]
        assert [state.outcome for state in states] == [Outcome.OK, Outcome.BLOCKED, Outcome.OK]
        assert [state.good_at for state in states] == [night(1), night(1), night(5)]
        assert [state.complete for state in states] == [False, False, True]


class TestLookingBack:
    """A past moment, by what was read and entered since: ``night(4)`` is asked about at ``night(9)``."""

    def state(self, store: Store) -> ColumnState:
        with store.reader() as reader:
            return reader.column_states(night(4), night(9))[UNIT, COLUMN]

    def test_what_was_entered_by_then_but_read_later_counts(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1), entry(1, "03-20")))
        store.crawl(night(5), listing(night(5), entry(1, "03-20"), entry(2, "04-04"), entry(3, "04-05")))
        assert self.state(store).newest_published_on == day("04-04"), "and what is dated later does not"

    def test_what_was_back_filled_after_the_next_reading_does_not(self, store: Store) -> None:
        for number in (1, 5):
            store.crawl(night(number), listing(night(number), entry(1, "03-20")))
        store.crawl(night(6), listing(night(6), entry(1, "03-20"), entry(2, "03-28")))
        assert store.entry(2).late_entered
        assert self.state(store).newest_published_on == day("03-20")

    def test_what_was_back_filled_before_it_may_have_been_there(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1), entry(1, "03-20")))
        second_page = listing(night(5) + timedelta(minutes=1), entry(2, "03-28"), page=2)
        store.crawl(night(5), listing(night(5), entry(1, "03-20"), closing=False), second_page)
        assert store.entry(2).late_entered
        assert self.state(store).newest_published_on == day("03-28")

    def test_what_was_withdrawn_since_was_there(self, store: Store) -> None:
        store.crawl(night(1), listing(night(1), entry(1, "03-20"), entry(2, "03-28")))
        store.crawl(night(5), listing(night(5), entry(1, "03-20")))
        assert self.state(store).newest_published_on == day("03-28")

    def test_dates_are_those_known_when_it_is_asked(self, store: Store) -> None:
        for number, published in ((1, "03-20"), (5, "03-28"), (10, "04-01")):
            store.crawl(night(number), listing(night(number), entry(1, published)))
        assert self.state(store).newest_published_on == day("03-28")

    @pytest.mark.parametrize(("nights", "good"), [((1, 3), 3), ((1, 3, 6, 8), 6), ((6, 8), 6), ((1, 10), 1)])
    def test_the_first_good_reading_since_speaks_for_it(self, store: Store, nights: list[int], good: int) -> None:
        for number in nights:
            outcome = Outcome.OK if number == good else Outcome.BLANK
            store.crawl(night(number), listing(night(number), outcome=outcome))
        store.crawl(night(9), listing(night(9), outcome=Outcome.DNS, closing=False))
        state = self.state(store)
        assert (state.good_at, state.good_outcome) == (night(good), Outcome.OK)
        assert (state.outcome, state.observed_at) == (Outcome.DNS, night(9))

    @pytest.mark.parametrize(("published", "newest"), [("04-04", "04-04"), ("04-05", "03-01")])
    def test_a_single_page_is_as_it_was_next_shown(self, store: Store, published: str, newest: str) -> None:
        for number, showing in ((1, "03-01"), (5, published), (6, "04-03")):
            store.crawl(night(number), single_page(night(number), showing, shown(showing)))
        assert self.state(store).newest_published_on == day(newest)


class TestRuns:
    def test_newest_first_with_what_they_did(self, store: Store) -> None:
        store.writer.begin_run(night(1), {"unit": UNIT}, {"lanmu": "0.1.0"})
        store.writer.put([listing(night(1), entry(1, "03-28"))])
        store.writer.put([listing(night(1), entry(2, "03-28"), column="工作动态")])
        store.writer.end_run(1, night(1) + timedelta(minutes=5), "finished", False)
        store.crawl(night(2))
        with store.reader() as reader:
            newest, oldest = reader.runs(5)
            assert [run.id for run in reader.runs(1)] == [newest.id]
        assert (oldest.started_at, oldest.ended_at) == (night(1), night(1) + timedelta(minutes=5))
        assert (oldest.arguments, oldest.versions) == ({"unit": UNIT}, {"lanmu": "0.1.0"})
        assert (oldest.counts["observations"], oldest.counts["new"]) == (2, 2)
        assert (oldest.finish_reason, oldest.failed) == ("finished", False)
        assert oldest.host

    def test_one_that_was_cut_short_has_no_end_but_a_last_sign_of_life(self, store: Store) -> None:
        store.begin(night(1))
        later = night(1) + timedelta(minutes=7)
        store.writer.put([listing(later), listing(night(1), column="工作动态")])
        with store.reader() as reader:
            (run,) = reader.runs(1)
        assert (run.ended_at, run.heartbeat_at) == (None, later)

    def test_one_that_failed_says_so(self, store: Store) -> None:
        store.begin(night(1))
        store.writer.end_run(store.run_id, night(1), "storage", True)
        with store.reader() as reader:
            assert (reader.runs(1)[0].failed, reader.runs(1)[0].finish_reason) == (True, "storage")


def test_dates_of_a_state_are_those_of_shanghai(store: Store) -> None:
    late_evening = night(1) - timedelta(hours=3)
    store.crawl(late_evening, listing(late_evening, entry(1, shown("04-01"))))
    assert store.state(late_evening).newest_published_on is None, "at 23:00 on 31 March, 1 April is yet to come"


def test_a_reader_of_a_damaged_database_says_so(store: Store) -> None:
    store.crawl(night(1), *[listing(night(1), *[entry(n, "03-28") for n in range(200)])])
    store.close()
    content = bytearray(store.path.read_bytes())
    content[8192:] = bytes(len(content) - 8192)
    store.path.write_bytes(content)
    with pytest.raises(StorageError, match="已损坏"), open_reader(store.url) as reader:
        list(reader.entries())


def test_only_columns_that_ever_held_an_entry_are_holding(store: Store) -> None:
    store.crawl(night(1), listing(night(1), outcome=Outcome.BLANK))
    with store.reader() as reader:
        assert reader.holding() == frozenset()
    store.crawl(night(2), listing(night(2), entry(1, "03-20")))
    with store.reader() as reader:
        assert len(reader.holding()) == 1
