"""``heatmap``: units by weeks."""

from __future__ import annotations

from reports.table import Tone
from rules.period import Period
from tests.reports.periods import (
    made,
    nightly,
    office,
    one_table,
)
from tests.reports.portals import column
from tests.storage.nights import Store, day, entry, night


def test_a_period_in_which_no_week_ends_says_so(store: Store) -> None:
    days = Period(day("04-08"), day("04-10"))

    for table in made(store, "weekly", "heatmap", period=days).tables:
        assert "考核期内没有考核的周。" in table.notes


def test_each_week_has_its_word_its_colour_and_its_reason(store: Store) -> None:
    nightly(store, 22, 29, entry(2, "04-10"), entry(1, "03-02"))
    april = Period(day("04-01"), day("04-28"))
    opened = office(column(starts_on=day("04-08")))

    report = made(store, "heatmap", of=opened, period=april, known_at=night(25))
    table = one_table(report, "heatmap")

    assert [(cell.value, cell.tone) for cell in table.rows[0][1:5]] == [
        ("免考核", Tone.EXEMPT),
        ("达标", Tone.MET),
        ("未达标", Tone.MISSED),
        (None, Tone.NONE),
    ]
    assert table.rows[0][4].remark == "本周尚未结束"
    assert [cell.value for cell in table.rows[0][5:]] == [1, 1, 0]
    assert "不考核 04-22至04-28：本周尚未结束。" in table.notes
    assert report.notes[1] == "考核期到 2024-04-28 才结束，以上只是到制表时为止的情况。"
