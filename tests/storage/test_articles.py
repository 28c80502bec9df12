"""What an article page tells of its entry, and whether it has to be asked for again."""

from __future__ import annotations

import pytest

from pages.model import DateSource, Entry, Flaw, Outcome, Precision, ShownDate
from storage.identity import entry_keys
from storage.records import KnownEntry
from tests.storage.nights import COLUMN, UNIT, Store, article, day, entry, listing, night, page_of, shown, unusable

LABEL = DateSource.LABEL


def known(store: Store, row: Entry) -> KnownEntry:
    with store.reader() as reader:
        (key,) = entry_keys([row])
        return reader.known(UNIT, COLUMN)[key]


def test_it_gives_the_date_that_the_list_lacks_and_more(store: Store) -> None:
    row = entry(1, unusable())
    read = article(
        night(1),
        row,
        title="第1号通知（全称）",
        shown=shown("03-28", LABEL),
        made_on=day("03-20"),
        source="县教育局",
        index_number="000014348/2024-1",
        document_number="教〔2024〕1号",
    )
    store.crawl(night(1), listing(night(1), row), read)

    kept = store.entry(1)
    assert (kept.published_on, kept.date_source, kept.raw_date) == (day("03-28"), LABEL, "2024-03-28")
    assert (kept.precision, kept.flaw, kept.made_on) == (Precision.DAY, None, day("03-20"))
    assert (kept.title, kept.article_title, kept.source) == (row.title, "第1号通知（全称）", "县教育局")
    assert (kept.index_number, kept.document_number) == ("000014348/2024-1", "教〔2024〕1号")
    assert known(store, row) == KnownEntry(day("03-28"), night(1), False, night(1))
    assert store.changes() == [], "a date that was learned is not a date that was changed"


def test_it_may_come_in_a_later_batch_or_run(store: Store) -> None:
    row, other = entry(1, None), entry(2, None)
    store.begin(night(1))
    store.writer.put([listing(night(1), row, other)])
    store.writer.put([article(night(1), row, shown=shown("03-28", LABEL))])
    store.crawl(night(2), article(night(2), other, shown=shown("03-29", LABEL)))
    assert (store.entry(1).published_on, store.entry(2).published_on) == (day("03-28"), day("03-29"))


def test_its_date_outlasts_a_list_that_gives_none(store: Store) -> None:
    row = entry(1, unusable())
    store.crawl(night(1), listing(night(1), row), article(night(1), row, shown=shown("03-28", LABEL)))
    store.crawl(night(2), listing(night(2), row))
    assert (store.entry(1).published_on, store.entry(1).date_source) == (day("03-28"), LABEL)


@pytest.mark.parametrize(
    ("of_article", "kept"), [(DateSource.LABEL, "03-28"), (DateSource.META, "03-27"), (DateSource.URL, "03-27")]
)
def test_a_later_date_in_the_list_counts_by_trust(store: Store, of_article: DateSource, kept: str) -> None:
    row = entry(1, None)
    store.crawl(night(1), listing(night(1), row), article(night(1), row, shown=shown("03-28", of_article)))
    store.crawl(night(2), listing(night(2), entry(1, "03-27")))
    assert store.entry(1).published_on == day(kept)


def test_an_article_without_a_date_was_read_all_the_same(store: Store) -> None:
    row = entry(1, None)
    store.crawl(night(1), listing(night(1), row), article(night(1), row, outcome=Outcome.UNDATED))
    assert known(store, row) == KnownEntry(None, night(1), False, night(1))


def test_an_unusable_date_of_the_article_is_kept_as_text(store: Store) -> None:
    row = entry(1, None)
    future = ShownDate("2099-01-01", LABEL, flaw=Flaw.FUTURE)
    store.crawl(night(1), listing(night(1), row), article(night(1), row, shown=future))
    assert (store.entry(1).published_on, store.entry(1).flaw) == (None, Flaw.FUTURE)
    assert store.entry(1).raw_date == "2099-01-01"


@pytest.mark.parametrize(
    "outcome", [Outcome.TIMEOUT, Outcome.DNS, Outcome.TLS, Outcome.BLOCKED, Outcome.TRUNCATED, Outcome.HTTP_ERROR]
)
def test_a_passing_fault_leaves_it_unread(store: Store, outcome: Outcome) -> None:
    row = entry(1, None)
    failed = article(night(1), row, outcome=outcome, exchange=page_of(str(row.url), "busy", 503))
    store.crawl(night(1), listing(night(1), row), failed)
    assert known(store, row).article_read_at is None


@pytest.mark.parametrize("status", [404, 410])
def test_an_article_that_is_gone_is_not_asked_for_every_night(store: Store, status: int) -> None:
    row = entry(1, None)
    gone = article(night(1), row, outcome=Outcome.HTTP_ERROR, exchange=page_of(str(row.url), "gone", status))
    store.crawl(night(1), listing(night(1), row), gone)
    assert known(store, row).article_read_at == night(1)


def test_two_rows_of_one_article_are_both_dated(store: Store) -> None:
    plain, picture = entry(1, None), entry(1, None, title="图解：第1号通知")
    both = [article(night(1), row, shown=shown("03-28", LABEL)) for row in (plain, picture)]
    store.crawl(night(1), listing(night(1), plain, picture), *both)
    assert {kept.published_on for kept in store.entries().values()} == {day("03-28")}


def test_an_article_of_an_entry_that_no_page_listed_changes_nothing(store: Store) -> None:
    row = entry(1, None)
    store.crawl(night(1), listing(night(1), row, outcome=Outcome.TIMEOUT), article(night(1), row, title="标题"))
    assert store.entries() == {}


def test_the_entries_of_an_undated_list_are_kept_with_their_articles_though_it_proves_nothing(store: Store) -> None:
    row = entry(1, None)
    store.crawl(night(1), listing(night(1), row, outcome=Outcome.UNDATED), article(night(1), row, title="标题"))
    store.crawl(night(2), listing(night(2), outcome=Outcome.UNDATED))
    assert (store.entry(1).article_title, store.entry(1).withdrawn_at) == ("标题", None)


def test_a_date_that_an_article_changed_since_is_history(store: Store) -> None:
    row = entry(1, "03-28")
    store.crawl(night(1), listing(night(1), row))
    store.crawl(night(2), article(night(2), row, shown=shown("03-20", LABEL)))
    (change,) = store.changes()
    assert (change.field, change.old, change.new) == ("published_on", "2024-03-28", "2024-03-20")


def test_another_date_learned_in_the_run_that_found_it_is_no_history(store: Store) -> None:
    """Whatever batches the run's pages came in: nobody was ever told the first date."""
    row = entry(1, "03-28")
    store.begin(night(1))
    store.writer.put([listing(night(1), row)])
    store.writer.put([article(night(1), row, shown=shown("03-20", LABEL))])
    assert store.entry(1).published_on == day("03-20")
    assert store.changes() == []
