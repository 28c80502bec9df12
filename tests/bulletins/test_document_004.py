"""Document 004: 46 departments and 14 towns, 2019-01-01 to 2019-05-30. Every cell of both tables.

Its order is that of 信息公开 descending; where two units have the same number the document keeps no rule that we know,
so the register here holds the units in the document's order, which decides between equals.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest

from registry.model import Portal
from reports.assessment.assess import assess
from reports.table import Report
from reports.tables.weekly import MISSES
from rules.period import Period
from storage.reader import open_reader
from tests.bulletins.office import Office, cells, morning_after, published, report, spread, table

PERIOD = Period(date(2019, 1, 1), date(2019, 5, 30))
LAST_MONDAY = date(2019, 5, 20)
HOLIDAY_WEEK = date(2019, 2, 4)
GROUPS = {"部门": "004_departments", "镇街": "004_towns"}
BONUS = {"国办": "5", "省级": "2", "市级": "0.5"}
SETTINGS = f"""[portal]
name = "示范县人民政府"
url = "http://www.example.gov.cn/"
adoptions = "adoptions.csv"

[weekly]
categories = ["动态信息"]
points_per_miss = "0.2"
charged_from = 2019-04-01

[bonus]
{"".join(f'"{level}" = "{points}"' + chr(10) for level, points in BONUS.items())}
"""


def mondays() -> Iterator[date]:
    """The Mondays of the assessed weeks."""
    monday = date(2018, 12, 31)
    while monday <= LAST_MONDAY:
        if monday != HOLIDAY_WEEK:
            yield monday
        monday += timedelta(days=7)


def days_of_weeks(count: int, misses: int) -> Iterator[date]:
    """The days of ``count`` entries that leave ``misses`` of the assessed weeks without one; weeks differ by count."""
    met = list(mondays())[count % (misses + 1) :][: 20 - misses]
    days = [monday + timedelta(days=1 + number % 6) for number, monday in enumerate(met)]
    return spread(count, [day for day in days if day in PERIOD])


def office() -> Office:
    made = Office(SETTINGS)
    for group, name in GROUPS.items():
        for row in published(name):
            unit, missed = row["单位"], int(row[MISSES])
            days = [PERIOD.first + timedelta(days=number) for number in range(150)]
            made.add_column(unit, group, "信息公开", "信息公开", spread(int(row["信息公开"]), days))
            made.add_column(unit, group, "部门动态", "动态信息", days_of_weeks(int(row["动态信息"]), missed))
            for level in BONUS:
                for number in range(int(row[level] or 0)):
                    made.adoptions.append((unit, level, "2019-03-04", f"{level}采用第{number}条"))
    return made


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    made = office()
    portal = made.write(tmp_path_factory.mktemp("004"))
    made.store(portal, morning_after(PERIOD.last))
    return portal


@pytest.fixture(scope="module")
def made(portal: Portal) -> Report:
    return report(portal, PERIOD, morning_after(PERIOD.last + timedelta(days=4)), "weekly", "totals", "heatmap")


@pytest.mark.parametrize("group", GROUPS)
def test_every_cell_of_the_table(made: Report, group: str) -> None:
    assert cells(table(made, "weekly", group)) == [list(row.values()) for row in published(GROUPS[group])]


def test_the_twenty_weeks_and_the_exempt_one_are_printed(made: Report) -> None:
    notes = table(made, "weekly", "部门").notes

    assert any(note.startswith("考核 20 周：12-31至01-06、") for note in notes)
    assert "不考核 02-04至02-10：国家法定节假日，没有工作日。" in notes


def test_the_sums_that_the_text_states_rightly(made: Report) -> None:
    totals = {str(row[0].value): [cell.value for cell in row[1:]] for row in table(made, "totals", "").rows}

    assert totals["信息公开"][1] == 2762
    assert totals["动态信息"][1] == 542


def test_the_sums_that_the_text_states_wrongly(made: Report) -> None:
    totals = {str(row[0].value): [cell.value for cell in row[1:]] for row in table(made, "totals", "").rows}

    assert (totals["信息公开"][0], totals["动态信息"][0]) == (3364, 1086)


def test_every_count_leads_to_its_entries_and_every_miss_to_its_reading(made: Report) -> None:
    weekly = table(made, "weekly", "镇街")
    disclosed, misses = weekly.place("信息公开（采用数）"), weekly.place(MISSES)
    assert disclosed is not None and misses is not None

    for row in weekly.rows:
        assert len(row[disclosed].trace.entries) == row[disclosed].value
        assert len(row[misses].trace.readings) == row[misses].value
    found = made.readings[weekly.rows[0][misses].trace.readings[0]]
    assert (found.unit, found.column, found.observed_at) == ("十字路街道", "部门动态", morning_after(PERIOD.last))


def test_misses_before_the_second_quarter_cost_nothing(portal: Portal) -> None:
    with open_reader(portal.database_url) as reader:
        assessment = assess(portal, reader, PERIOD, morning_after(PERIOD.last))
    for facts in assessment.units:
        late = sum(week.judgement.verdict == "missed" and week.week.last >= date(2019, 4, 1) for week in facts.weeks)
        assert facts.weekly.charged == late
        assert facts.weekly.deduction == late * Decimal("0.2")


def test_nothing_else_is_found_wrong(made: Report) -> None:
    assert made.warnings == ()
