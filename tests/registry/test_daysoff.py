from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.daysoff import read_day_overrides
from registry.problems import Faults
from rules.calendar import WorkCalendar
from tests.registry.conftest import Folder


def with_calendar(folder: Folder, text: str) -> Folder:
    folder.toml("", 'calendar = "calendar.toml"')
    (folder.path / "calendar.toml").write_text(text, encoding="utf-8")
    return folder


def test_days_and_stretches(folder: Folder) -> None:
    with_calendar(folder, 'off = [2026-07-08, "2026年7月20日/2026-07-22"]\nwork = ["2026/7/25"]\n')
    overrides = folder.load().portal.day_overrides
    assert [day.day for day, worked in overrides.items() if not worked] == [8, 20, 21, 22]
    assert [day for day, worked in overrides.items() if worked] == [date(2026, 7, 25)]
    assert WorkCalendar(overrides).is_workday(date(2026, 7, 25))


def test_an_empty_calendar_overrides_nothing(folder: Folder) -> None:
    assert with_calendar(folder, "").load().portal.day_overrides == {}


@pytest.mark.parametrize(
    "item",
    [
        '"2026-07-22/2026-07-20"',
        '"2026-07-32"',
        "20260708",
        "true",
        '"2026-01-01/2028-01-01"',
        '"2026-07-01/"',
        '"a/b/c"',
    ],
)
def test_what_is_no_day(folder: Folder, item: str) -> None:
    problem = with_calendar(folder, f"# 放假\noff = [{item}]\n").problem()
    assert (problem.file, problem.row, problem.field) == ("calendar.toml", 2, "off")
    assert "2026-02-16/2026-02-22" in problem.message


def test_a_day_cannot_be_both(folder: Folder) -> None:
    problem = with_calendar(folder, 'off = ["2026-07-01/2026-07-03"]\nwork = ["2026-07-02"]\n').problem()
    assert (problem.row, problem.message) == (2, "2026-07-02 既在 off 又在 work 之中")


def test_an_unknown_key_names_the_nearest(folder: Folder) -> None:
    problem = with_calendar(folder, 'offf = ["2026-07-01"]\n').problem()
    assert (problem.field, problem.near) == ("offf", "off")


def test_a_list_is_asked_for(folder: Folder) -> None:
    assert "方括号" in with_calendar(folder, "off = 2026-07-01\n").problem().message


@pytest.mark.parametrize("text", ["off = [", "off = ［］"])
def test_no_toml(folder: Folder, text: str) -> None:
    assert with_calendar(folder, text).problem().file == "calendar.toml"


def test_a_missing_calendar(folder: Folder) -> None:
    assert "找不到" in folder.toml("", 'calendar = "calendar.toml"').problem().message


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 366))
def test_a_stretch_holds_each_of_its_days(tmp_path_factory: pytest.TempPathFactory, first: date, more: int) -> None:
    last = first + timedelta(days=more)
    path = tmp_path_factory.getbasetemp() / "stretch.toml"
    path.write_text(f'work = ["{first}/{last}"]', encoding="utf-8")
    faults = Faults()
    overrides = read_day_overrides(path, faults)
    assert (len(overrides), min(overrides), max(overrides)) == (more + 1, first, last)
    assert not faults.errors
