from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules.cycles import Window
from rules.limits import Breach, Limit, breaches
from rules.period import Period, half

NONE = Limit(("政策文件",), None, None, None, source="", verified=False)
AGE = replace(NONE, max_age=180)
GAP = replace(NONE, max_gap=90)
COUNT = replace(NONE, min_entries=4)
ALL = replace(NONE, max_age=180, max_gap=90, min_entries=4)
PERIOD = half("2022H1")

days = st.dates(min_value=date(2021, 1, 1), max_value=date(2022, 12, 31))
published = st.lists(days, max_size=10)
limits = st.builds(
    lambda age, gap, count: replace(NONE, max_age=age, max_gap=gap, min_entries=count),
    *(st.none() | st.integers(1, 400) for _ in range(2)),
    st.none() | st.integers(1, 6),
)


def of(limit: Limit, *texts: str, as_of: str = "2022-06-30", period: Period = PERIOD) -> tuple[Breach, ...]:
    return breaches(limit, [date.fromisoformat(text) for text in texts], period, date.fromisoformat(as_of))


class TestAge:
    def test_from_the_newest_entry_to_the_day(self) -> None:
        assert of(AGE, "2021-12-31", "2020-01-01") == (
            Breach(
                "age",
                181,
                180,
                "最新一条发布于 2021-12-31，到 2022-06-30 已 181 天，规定不超过 180 天",
                Window(date(2022, 1, 1), date(2022, 6, 30)),
            ),
        )

    def test_the_limit_itself_is_kept(self) -> None:
        assert of(AGE, "2022-01-01") == ()

    def test_entries_after_the_day_are_not_known_yet(self) -> None:
        assert of(AGE, "2021-12-31", "2022-07-01")[0].found == 181

    def test_a_blank_column_has_no_age(self) -> None:
        assert of(AGE) == ()


class TestGap:
    def test_the_longest_between_neighbouring_entries(self) -> None:
        found = of(GAP, "2022-05-01", "2022-01-10", "2022-01-20")
        told = "2022-01-20 之后，到 2022-05-01 才有下一条，间隔 101 天，规定不超过 90 天"
        assert found == (Breach("gap", 101, 90, told, Window(date(2022, 1, 21), date(2022, 4, 20))),)

    def test_the_one_that_is_still_open(self) -> None:
        found = of(GAP, "2022-01-10", "2022-03-31")
        told = "2022-03-31 之后，到 2022-06-30 没有新的信息，已 91 天，规定不超过 90 天"
        assert [(breach.found, breach.reason) for breach in found] == [(91, told)]

    def test_one_that_an_entry_of_the_day_itself_ends(self) -> None:
        told = "2022-01-10 之后，到 2022-06-30 才有下一条，间隔 171 天，规定不超过 90 天"
        assert [breach.reason for breach in of(GAP, "2022-01-10", "2022-06-30")] == [told]

    def test_one_that_began_long_before_must_be_proved_up_to_the_period(self) -> None:
        """An entry overlooked in December would have ended it before: it would be no matter of this period."""
        (found,) = of(GAP, "2021-06-01", "2022-01-05", "2022-03-01", "2022-05-01")
        assert (found.found, found.silent) == (218, Window(date(2021, 6, 2), date(2021, 12, 31)))

    def test_one_that_began_before_the_period_and_ends_in_it(self) -> None:
        assert of(GAP, "2021-10-01", "2022-01-05", "2022-04-01", "2022-06-01")[0].found == 96

    def test_one_that_ended_before_the_period_was_charged_then(self) -> None:
        assert of(GAP, "2021-01-01", "2021-12-31", "2022-03-31", "2022-06-01") == ()

    def test_the_limit_itself_is_kept(self) -> None:
        assert of(GAP, "2022-01-01", "2022-04-01", "2022-06-30") == ()

    def test_a_blank_column_has_none(self) -> None:
        assert of(GAP) == ()


class TestCount:
    def test_too_few_in_the_period(self) -> None:
        assert of(COUNT, "2021-12-31", "2022-01-01", "2022-06-30", "2022-06-30") == (
            Breach(
                "count",
                3,
                4,
                "2022-01-01 至 2022-06-30 发布 3 条，规定不少于 4 条",
                Window(date(2022, 1, 1), date(2022, 6, 30)),
            ),
        )

    def test_entries_of_one_day_count_each(self) -> None:
        assert of(COUNT, *["2022-03-01"] * 4) == ()

    def test_a_blank_column_has_none_of_them(self) -> None:
        assert of(COUNT)[0].found == 0

    def test_it_is_not_judged_before_the_period_is_over(self) -> None:
        assert of(COUNT, as_of="2022-06-29") == ()


def test_the_three_are_rules_of_their_own() -> None:
    """A column may be young enough and full enough, and yet have paused too long; or the other way round."""
    assert [breach.kind for breach in of(ALL, "2021-11-01")] == ["age", "gap", "count"]
    assert [breach.kind for breach in of(ALL, *["2022-01-01", "2022-01-02", "2022-01-03", "2022-06-29"])] == ["gap"]
    assert [breach.kind for breach in of(ALL, "2022-03-01", "2022-05-01", "2021-12-15")] == ["count"]
    assert [breach.kind for breach in of(ALL, "2022-06-30")] == ["count"]


@given(published, days)
def test_without_limits_nothing_is_broken(known: list[date], as_of: date) -> None:
    assert breaches(NONE, known, PERIOD, as_of) == ()


@given(limits, published, days)
def test_each_limit_is_broken_at_most_once_and_by_more_than_it_allows(
    limit: Limit, known: list[date], as_of: date
) -> None:
    found = breaches(limit, known, PERIOD, as_of)
    allowed = {"age": limit.max_age, "gap": limit.max_gap, "count": limit.min_entries}
    assert [breach.kind for breach in found] == [kind for kind in allowed if kind in {one.kind for one in found}]
    for breach in found:
        assert breach.allowed == allowed[breach.kind]
        assert breach.found < breach.allowed if breach.kind == "count" else breach.found > breach.allowed
        assert str(breach.found) in breach.reason


@given(limits, published, days)
def test_the_order_of_the_entries_does_not_matter(limit: Limit, known: list[date], as_of: date) -> None:
    assert breaches(limit, known, PERIOD, as_of) == breaches(limit, known[::-1], PERIOD, as_of)


@given(limits, published, days, st.dates(PERIOD.first, PERIOD.last))
def test_one_more_entry_never_breaks_a_limit_that_was_kept(
    limit: Limit, known: list[date], extra: date, as_of: date
) -> None:
    """Unless it is the first of all, from which a gap is counted at last."""
    if not any(day <= min(extra, as_of) for day in known):
        return

    def kinds(entries: Sequence[date]) -> set[str]:
        return {breach.kind for breach in breaches(limit, entries, PERIOD, as_of)}

    assert kinds([*known, extra]) <= kinds(known)


@given(limits, published, days, st.lists(days, max_size=5))
def test_no_entry_outside_the_silent_days_could_mend_a_breach(
    limit: Limit, known: list[date], as_of: date, unseen: list[date]
) -> None:
    for breach in breaches(limit, known, PERIOD, as_of):
        overlooked = [day for day in unseen if day not in breach.silent]
        assert breach.kind in {one.kind for one in breaches(limit, known + overlooked, PERIOD, as_of)}


@given(published, days, st.integers(0, 200), st.integers(1, 200))
def test_splitting_a_period_finds_the_same_longest_gap(known: list[date], first: date, length: int, more: int) -> None:
    middle, last = first + timedelta(days=length), first + timedelta(days=length + more)
    strict = replace(NONE, max_gap=0)

    def longest(period: Period) -> int:
        return max((breach.found for breach in breaches(strict, known, period, date(2024, 1, 1))), default=0)

    parts = (Period(first, middle), Period(middle + timedelta(days=1), last))
    assert longest(Period(first, last)) == max(longest(part) for part in parts)
