"""What is charged to a unit: only what a reading proves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pages.model import Outcome
from registry.model import Portal, WeeklySettings
from reports.assessment.assess import assess
from reports.assessment.findings import Proved, findings
from rules.limits import Limit
from rules.period import Period
from tests.reports.periods import AFTER, WEEK, failing, nightly, office, short
from tests.reports.portals import column
from tests.storage.nights import UNIT, Store, day, entry, listing, night

MONTH = Period(day("04-01"), day("04-30"))
AT_END = night(31)


def found(store: Store, of: Portal, period: Period = WEEK, known_at: Any = AFTER) -> Sequence[Proved]:
    with store.reader() as reader:
        return findings(assess(of, reader, period, known_at), reader).get(UNIT, ())


def kinds(store: Store, of: Portal, period: Period = WEEK, known_at: Any = AFTER) -> list[str]:
    return [one.finding.kind.value for one in found(store, of, period, known_at)]


def limited(**limits: Any) -> Portal:
    fields = {"max_age": None, "max_gap": None, "min_entries": None, "source": "某县规定", "verified": True, **limits}
    return office(column("不定期"), limits=(Limit(("动态信息",), **fields),), weekly=WeeklySettings(categories=()))


def test_a_stale_column_is_found_with_the_reading_that_shows_its_silence(store: Store) -> None:
    nightly(store, 20, 30, entry(1, "04-02"))

    (one, *weeks) = found(store, office(), MONTH, AT_END)

    assert (one.finding.kind, one.finding.subject) == ("stale_column", "通知公告")
    assert one.silent is not None and one.proof is not None
    assert (one.silent.first, one.silent.last) == (day("04-03"), day("04-14"))
    assert one.proof.observed_at == night(20)
    assert {week.finding.kind for week in weeks} == {"weekly_miss"}


def test_what_could_not_be_read_is_never_found(store: Store) -> None:
    store.crawl(night(7), listing(night(7), entry(1, "03-02")))
    for number in range(8, 16):
        store.crawl(night(number), failing(night(number)))

    assert kinds(store, office()) == []


def test_what_a_reading_that_did_not_go_far_back_leaves_open_is_never_found(store: Store) -> None:
    store.crawl(AFTER, short(AFTER, entry(1, "04-20")))

    assert kinds(store, limited(min_entries=4, max_age=5, max_gap=5)) == []


def test_a_blank_column_is_found(store: Store) -> None:
    nightly(store, 8, 15, outcome=Outcome.BLANK)

    assert kinds(store, office(weekly=WeeklySettings(categories=()))) == ["blank_column"]


def test_back_filled_entries_are_found_and_counted(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-02"))
    store.crawl(night(16), listing(night(16), entry(2, "04-10"), entry(3, "04-11"), entry(1, "04-02")))

    late = [one.finding for one in found(store, office(), known_at=night(16)) if one.finding.kind == "late_entered"]

    assert [(one.subject, one.reason) for one in late] == [("通知公告", "补录 2 条")]


def test_a_missed_week_is_found_only_from_the_day_from_which_it_is_charged(store: Store) -> None:
    nightly(store, 8, 15, entry(1, "04-02"))

    assert kinds(store, office()) == ["weekly_miss"]
    assert kinds(store, office(weekly=WeeklySettings(charged_from=day("04-15")))) == []


def test_limits_are_three_rules_each_with_its_reason_and_source(store: Store) -> None:
    nightly(store, 28, 31, entry(3, "04-25"), entry(2, "04-04"), entry(1, "03-31"))

    reasons = [one.finding.reason for one in found(store, limited(max_gap=10, min_entries=3), MONTH, AT_END)]

    assert reasons == [
        "2024-04-04 之后，到 2024-04-25 才有下一条，间隔 21 天，规定不超过 10 天（某县规定）",
        "2024-04-01 至 2024-04-30 发布 2 条，规定不少于 3 条（某县规定）",
    ]


def test_a_gap_begins_with_the_newest_entry_before_the_period_however_old(store: Store) -> None:
    nightly(store, 28, 31, entry(2, "04-25"), entry(1, "01-05"))

    (one,) = found(store, limited(max_gap=90), MONTH, AT_END)

    assert one.finding.reason.startswith("2024-01-05 之后，到 2024-04-25 才有下一条，间隔 111 天")


def test_a_limit_that_is_kept_is_not_found(store: Store) -> None:
    nightly(store, 28, 31, entry(3, "04-25"), entry(2, "04-15"), entry(1, "04-05"))

    assert kinds(store, limited(max_age=5, max_gap=10, min_entries=3), MONTH, AT_END) == []


def test_a_column_that_opened_within_the_period_is_held_to_no_limit(store: Store) -> None:
    nightly(store, 28, 31, entry(1, "04-05"))
    opened = office(column("不定期", starts_on=day("04-02")), limits=limited(max_age=5).limits)

    assert "limit_age" not in kinds(store, opened, MONTH, AT_END)


def test_before_the_period_has_a_day_behind_it_no_limit_is_broken(store: Store) -> None:
    nightly(store, 28, 31, entry(1, "03-05"))

    assert kinds(store, limited(max_age=5), Period(day("05-01"), day("05-31")), night(31)) == []
