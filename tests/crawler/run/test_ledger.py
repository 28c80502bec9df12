"""Success is read from the ledger: whatever raises makes the run failed, though Scrapy end as if nothing were."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.crawler.office import COMMAND, ROOT, Office, call
from tests.crawler.site import Asked, Site, listing

TODAY = date(2026, 11, 20)
DAYS = [(TODAY - timedelta(days=row)).isoformat() for row in range(5)]
WRONG_REASONS = {"TypeError", "AttributeError", "NameError", "KeyError"}
RUNS = ["runs", "--format", "json"]
FAULTY = [sys.executable, "-m", "tests.crawler.run.faulty"]


def pages(columns: int = 4) -> dict[str, bytes | int]:
    return {f"/lm{number}/index.html": listing(f"栏目{number}", DAYS) for number in range(columns)}


def columns(number: int = 4) -> dict[str, str]:
    return {f"栏目{each}": f"/lm{each}/index.html" for each in range(number)}


def start_faulty(office: Office, fault: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*FAULTY, fault, "crawl", *arguments],
        cwd=ROOT,
        env=office.environment(TODAY, "crawl"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def rows(office: Office) -> list[dict[str, Any]]:
    """The ledger, oldest run first."""
    with closing(sqlite3.connect(office.folder / "lanmu.db")) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute("SELECT * FROM runs ORDER BY id")]


def states(office: Office, day: date) -> list[str]:
    """What ``lanmu runs`` says at the hour of the crawl, newest first."""
    return states_of(call(RUNS, office.environment(day, "crawl")).stdout)


def states_of(answer: str) -> list[str]:
    return [run["state"] for run in json.loads(answer)["runs"]]


def read(office: Office) -> int:
    """How many columns have an observation."""
    with closing(sqlite3.connect(office.folder / "lanmu.db")) as database:
        (number,) = database.execute("SELECT count(DISTINCT column_id) FROM observations").fetchone()
    return int(number)


def fail(site: Site, folder: Path, fault: str) -> Office:
    """A crawl that fails for the one fault that it means to, and says so in the ledger."""
    unheard = {"没有应答": "http://127.0.0.1:9/"} if "errback" in fault else {}
    office = Office(site.write_folder(folder, {**columns(), **unheard}))
    crawl = start_faulty(office, fault)
    _, err = crawl.communicate(timeout=120)
    assert "FaultError" in err
    assert not [name for name in re.findall(r"\b\w+Error\b", err) if name in WRONG_REASONS], err
    assert err.count("Spider error processing") == ("back" in fault)
    (failed,) = rows(office)
    assert (crawl.returncode, failed["failed"], failed["exit_status"]) == (1, 1, 1)
    assert failed["ended_at"] is not None
    assert states(office, TODAY) == ["failed"]
    return office


@pytest.mark.parametrize(
    ("fault", "columns_read"),
    [
        ("callback", 4),
        ("awaited-callback", 3),
        ("errback", 4),
        ("end-of-errback", 5),
        ("end-of-async-errback", 5),
        ("start", 0),
        ("end-of-start", 4),
        ("open", 0),
        ("pipeline", 3),
        ("store", 0),
    ],
)
def test_whatever_raises_makes_the_run_failed(fault: str, columns_read: int, tmp_path: Path) -> None:
    """Though every column be read, with its last observation in the store."""
    with Site(pages()) as site:
        assert read(fail(site, tmp_path, fault)) == columns_read


@pytest.mark.parametrize("fault", ["awaited-callback", "pipeline", "open"])
def test_the_next_run_goes_on_from_what_was_stored_before_it(fault: str, tmp_path: Path) -> None:
    with Site(pages()) as site:
        office = fail(site, tmp_path, fault)
        tomorrow = TODAY + timedelta(days=1)
        assert office.run(tomorrow, "crawl").returncode == 0
        assert states(office, tomorrow) == ["done", "failed"]
        assert len(office.items(tomorrow)) == 4 * len(DAYS)


def test_a_pipeline_that_cannot_begin_is_said_and_asks_for_nothing(tmp_path: Path) -> None:
    with Site(pages()) as site:
        office = Office(site.write_folder(tmp_path, columns()))
        crawl = start_faulty(office, "open")
        _, err = crawl.communicate(timeout=120)
    assert "采集没有开始" in err
    assert site.asked == []
    assert json.loads(rows(office)[0]["arguments"])["columns"] == 4


def test_a_run_without_a_fault_is_done_and_says_all_of_itself(tmp_path: Path) -> None:
    with Site({**pages(), "/lm1/index.html": 500}) as site:
        office = Office(site.write_folder(tmp_path, columns()))
        assert office.run(TODAY, "crawl").returncode == 3
        (run,) = rows(office)
        assert states(office, TODAY) == ["done"]
    assert (run["kind"], run["failed"], run["finish_reason"], run["exit_status"]) == ("crawl", 0, "finished", 3)
    assert json.loads(run["arguments"])["columns"] == 4
    assert json.loads(run["versions"]).keys() >= {"lanmu", "scrapy"}
    counts = json.loads(run["counts"])
    assert (counts["outcome/ok"], counts["outcome/http_error"], counts["new"]) == (3, 1, 3 * len(DAYS))


def test_a_run_that_waits_for_an_answer_gives_signs_of_life(tmp_path: Path) -> None:
    beats: list[str] = []
    with Site(pages()) as site:
        office = Office(site.write_folder(tmp_path, columns(), timeout=120))

        def listen(asked: Asked) -> None:
            """Let the first request wait until the row has changed three times."""
            while len(site.asked) == 1 and len(set(beats)) < 3 and crawl.poll() is None:
                beats.append(rows(office)[0]["heartbeat_at"])

        site.before_answer = listen
        crawl = start_faulty(office, "pulse")
        crawl.communicate(timeout=120)
    assert crawl.returncode == 0
    assert sorted(set(beats)) == list(dict.fromkeys(beats)), "time goes forward"
    assert len(set(beats)) == 3


def test_a_killed_run_is_said_to_have_crashed_and_closed_by_the_next(tmp_path: Path) -> None:
    with Site(pages()) as site:
        office = Office(site.write_folder(tmp_path, columns()))
        seen: list[list[str]] = []

        def kill(asked: Asked) -> None:
            if asked.path == "/lm2/index.html":
                environment = office.environment(TODAY, "crawl")
                answer = subprocess.run([*COMMAND, *RUNS], env=environment, capture_output=True, text=True, check=True)
                seen.append(states_of(answer.stdout))
                os.kill(crawl.pid, signal.SIGKILL)

        site.before_answer = kill
        site.write_folder(tmp_path, columns(), timeout=120)
        crawl = start_faulty(office, "pulse")
        crawl.communicate(timeout=120)
        site.before_answer = lambda asked: None
        assert seen == [["running"]]
        assert rows(office)[0]["ended_at"] is None
        assert states(office, TODAY) == ["crashed"]
        tomorrow = TODAY + timedelta(days=1)
        assert office.run(tomorrow, "crawl").returncode == 0
        assert states(office, tomorrow) == ["done", "crashed"]
        crashed = rows(office)[0]
    assert (crashed["failed"], crashed["finish_reason"]) == (1, "crashed")
    assert crashed["ended_at"] == crashed["heartbeat_at"]


def test_a_run_that_was_stopped_is_said_to_have_been(tmp_path: Path) -> None:
    with Site(pages(30)) as site:
        office = Office(site.write_folder(tmp_path, columns(30)))

        def stop(asked: Asked) -> None:
            if len(site.asked) == 10:
                crawl.send_signal(signal.SIGTERM)

        site.before_answer = stop
        crawl = office.start(TODAY, "crawl")
        crawl.communicate(timeout=120)
    assert crawl.returncode == 130
    assert states(office, TODAY) == ["interrupted"]
    assert rows(office)[0]["exit_status"] == 130
