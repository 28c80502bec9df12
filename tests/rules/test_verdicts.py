from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.verdicts import Judgement, Part, Verdict, judge_window

MET, MISSED, UNPROVED = Verdict.MET, Verdict.MISSED, Verdict.UNPROVED
EMPTY = Part(0, proved=True)
UNREAD = Part(0, proved=False)
EXEMPT = Part(0, proved=False, reason="机构改革")

parts = st.lists(
    st.builds(Part, st.integers(0, 3), st.booleans(), st.sampled_from(["", "", "机构改革"]), st.integers(0, 2)),
    max_size=4,
)
minimums = st.integers(1, 4)


class TestOneColumn:
    @pytest.mark.parametrize(
        ("part", "verdict", "reason"),
        [
            (Part(1, proved=True), MET, "应发布 1 条，发布 1 条"),
            (Part(3, proved=False), MET, "应发布 1 条，发布 3 条"),
            (EMPTY, MISSED, "应发布 1 条，发布 0 条；结束后的有效采集证实没有其他信息"),
            (UNREAD, UNPROVED, "应发布 1 条，发布 0 条；没有能够证实的有效采集，不能断定未更新，不扣分"),
        ],
    )
    def test_met_missed_unproved(self, part: Part, verdict: Verdict, reason: str) -> None:
        assert judge_window([part], 1) == Judgement(verdict, part.entries, reason)

    def test_what_was_entered_late_is_told_and_does_not_count(self) -> None:
        judged = judge_window([Part(0, proved=True, late=2)], 1)
        assert judged.verdict is MISSED
        assert judged.reason.startswith("应发布 1 条，发布 0 条（另有补录 2 条，不计）；")


class TestAUnitWithSeveralColumns:
    def test_an_entry_in_any_of_them_meets_the_week(self) -> None:
        assert judge_window([EMPTY, Part(1, proved=False), UNREAD], 1).verdict is MET

    def test_their_entries_add_up(self) -> None:
        assert judge_window([Part(1, proved=True), Part(1, proved=True)], 2).verdict is MET
        assert judge_window([Part(1, proved=True), Part(1, proved=True)], 3).verdict is MISSED

    def test_a_miss_needs_the_proof_of_each(self) -> None:
        judged = judge_window([EMPTY, UNREAD], 1)
        assert judged.verdict is UNPROVED
        assert "2 个栏目中有 1 个没有能够证实的有效采集" in judged.reason

    def test_one_that_owes_nothing_need_not_be_read(self) -> None:
        assert judge_window([EMPTY, EXEMPT], 1).verdict is MISSED

    def test_one_that_owes_nothing_may_still_meet_the_week(self) -> None:
        assert judge_window([EMPTY, replace(EXEMPT, entries=1)], 1).verdict is MET


class TestNothingIsAsked:
    def test_in_a_week_that_is_not_assessed(self) -> None:
        reason = "国家法定节假日，没有工作日"
        assert judge_window([EMPTY], 1, assessed=False, reason=reason) == Judgement(None, 0, reason)

    def test_of_a_unit_all_of_whose_columns_are_exempt(self) -> None:
        judged = judge_window([EXEMPT, EXEMPT, replace(EXEMPT, reason="系统迁移", entries=2)], 1)
        assert judged == Judgement(None, 2, "机构改革；系统迁移")

    def test_of_a_unit_without_columns(self) -> None:
        assert judge_window([], 1) == Judgement(None, 0, "没有承担更新任务的栏目")


@given(parts, minimums)
def test_a_miss_is_charged_only_if_every_column_that_owes_is_proved(columns: list[Part], minimum: int) -> None:
    judged = judge_window(columns, minimum)
    assert (judged.verdict is MISSED) == (
        any(not part.reason for part in columns)
        and all(part.proved for part in columns if not part.reason)
        and sum(part.entries for part in columns) < minimum
    )


@given(parts, minimums, st.data())
def test_more_entries_never_add_a_miss(columns: list[Part], minimum: int, data: st.DataObject) -> None:
    before = judge_window(columns, minimum).verdict
    more = [replace(part, entries=part.entries + data.draw(st.integers(0, 2))) for part in columns]
    after = judge_window(more, minimum).verdict
    assert after is before or after is MET


@given(parts, minimums, st.integers(0, 3))
def test_one_more_proof_never_unmakes_a_verdict(columns: list[Part], minimum: int, which: int) -> None:
    before = judge_window(columns, minimum).verdict
    more = [replace(part, proved=part.proved or number == which) for number, part in enumerate(columns)]
    after = judge_window(more, minimum).verdict
    assert after is before or (before, after) == (UNPROVED, MISSED)


@given(parts, minimums, st.booleans())
def test_every_judgement_gives_a_reason_and_counts_what_is_there(
    columns: list[Part], minimum: int, assessed: bool
) -> None:
    judged = judge_window(columns, minimum, assessed=assessed)
    assert judged.reason
    assert judged.entries == sum(part.entries for part in columns)
