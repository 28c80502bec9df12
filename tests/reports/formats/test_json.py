"""The JSON that other programs read, to the letter."""

from __future__ import annotations

import json
from datetime import date

from reports.doctor.alarm import Alarm, AlarmKind
from reports.formats.json import doctor_json, item_lines, stale_json
from reports.items import Item
from rules.freshness import Status
from tests.reports.portals import row, table
from tests.storage.nights import night


def item(**changes: object) -> Item:
    fields = {
        "unit": "县教育局",
        "column": "通知公告",
        "category": "通知公告",
        "title": "关于放假的通知",
        "url": "http://www.example.gov.cn/art/1.html",
        "published_on": date(2024, 3, 28),
        "date_source": "list",
        "first_seen_at": night(1),
        "withdrawn_at": None,
        "late_entered": False,
        **changes,
    }
    return Item(**fields)  # type: ignore[arg-type]


def test_an_entry_is_a_line_with_the_keys_of_the_contract_in_their_order() -> None:
    (line,) = item_lines([item()])
    assert line == (
        '{"unit": "县教育局", "column": "通知公告", "category": "通知公告", "title": "关于放假的通知", '
        '"url": "http://www.example.gov.cn/art/1.html", "published_on": "2024-03-28", "date_source": "list", '
        '"first_seen_at": "2024-04-01T02:00:00+08:00", "withdrawn_at": null, "late_entered": false}'
    )


def test_what_is_not_known_of_an_entry_is_null() -> None:
    (line,) = item_lines([item(url=None, published_on=None, date_source=None)])
    found = json.loads(line)
    assert [found[key] for key in ("url", "published_on", "date_source", "withdrawn_at")] == [None] * 4


def test_a_title_with_line_breaks_stays_on_its_line() -> None:
    (line,) = item_lines([item(title="一\r\n二\u2028三")])
    assert "\n" not in line
    assert json.loads(line)["title"] == "一\r\n二\u2028三"


def test_a_column_of_the_stale_list_has_the_keys_of_the_contract_in_their_order() -> None:
    found = json.loads(stale_json(table(row(Status.STALE, days_overdue=3, reason="不在合同里"))))
    assert list(found) == ["as_of", "columns"]
    assert found["as_of"] == "2024-04-01"
    assert list(found["columns"][0].items()) == [
        ("unit", "县教育局"),
        ("column", "通知公告"),
        ("category", "通知公告"),
        ("cycle", "每周"),
        ("status", "stale"),
        ("last_published_on", "2024-03-28"),
        ("due_on", "2024-04-07"),
        ("days_overdue", 3),
        ("outcome", "ok"),
        ("observed_at", "2024-04-01T02:00:00+08:00"),
        ("url", "http://www.example.gov.cn/jyj/tzgg/"),
    ]


def test_a_column_that_was_never_read_has_nulls() -> None:
    nothing = {"last_published_on": None, "due_on": None, "outcome": None, "observed_at": None}
    (found,) = json.loads(stale_json(table(row(Status.UNVERIFIED, **nothing))))["columns"]
    assert [found[key] for key in nothing] == [None] * 4
    assert (found["status"], found["days_overdue"]) == ("unverified", 0)


def test_every_column_is_in_the_list_in_the_order_of_the_registry() -> None:
    rows = [row(status, column=status.value) for status in Status]
    found = json.loads(stale_json(table(*rows)))
    assert [one["column"] for one in found["columns"]] == [status.value for status in Status]


def test_the_doctors_word_stands_first_where_there_is_any() -> None:
    assert list(json.loads(stale_json(table(row()), ["磁盘：快满了"]))) == ["alarms", "as_of", "columns"]
    assert list(json.loads(stale_json(table(row())))) == ["as_of", "columns"]


def test_an_alarm_is_told_with_all_that_it_is_about() -> None:
    silent = Alarm(AlarmKind.SILENCE, "25 个栏目没有读到", tuple(f"县教育局 栏目{number}" for number in range(25)))
    told = json.loads(doctor_json("示范县人民政府", night(1), [silent]))
    assert told == {
        "portal": "示范县人民政府",
        "checked_at": "2024-04-01T02:00:00+08:00",
        "healthy": False,
        "alarms": [{"kind": "silence", "reason": silent.reason, "subjects": list(silent.subjects)}],
    }
    assert json.loads(doctor_json("", night(1), []))["healthy"] is True
