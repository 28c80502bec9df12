"""A night on a server: the same crawl, the same answers."""

from __future__ import annotations

import json
import random
import subprocess
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from fixtures.portal import PortalServer
from tests.crawler.office import Office
from tests.crawler.run.test_crash import COLUMNS, REQUESTS, columns, crawl_killed_at, pages
from tests.crawler.site import Asked, Site
from tests.postgresql.server import Server

TODAY = date(2026, 11, 20)
TOMORROW = TODAY + timedelta(days=1)
PERIOD = ("--from", "2026-10-19", "--to", "2026-11-15", "--accept", "演示")
MOMENTS = {"first_seen", "observed_at", "evidence"}  # two crawls do not read a page in the same second


def on_server(folder: Path, address: str) -> Office:
    settings = folder / "portal.toml"
    settings.write_text(f'{settings.read_text()}\n[storage]\ndatabase = "{address}"\n')
    return Office(folder)


def without_moments(found: Any) -> Any:
    if isinstance(found, dict):
        return {name: without_moments(value) for name, value in found.items() if name not in MOMENTS}
    return [without_moments(one) for one in found] if isinstance(found, list) else found


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory, server: Server) -> tuple[Office, Office]:
    """The same portal, watched into a file and into a server."""
    folders = tmp_path_factory.mktemp("file"), tmp_path_factory.mktemp("server")
    with PortalServer(TODAY) as served:
        for folder in folders:
            served.write_folder(folder)
        settings = folders[1] / "portal.toml"
        settings.write_text(settings.read_text().replace("sqlite:///lanmu.db", server.new_database()))
        offices = Office(folders[0]), Office(folders[1])
        assert [office.run(TODAY, "crawl").returncode for office in offices] == [3, 3]
    return offices


@pytest.mark.parametrize(
    "question",
    [
        ("items", "--format", "json"),
        ("stale", "--format", "json"),
        ("report", *PERIOD, "--format", "json"),
        ("doctor", "--format", "json"),
        ("why", "县民政局"),
    ],
    ids=lambda question: question[0],
)
def test_every_question_is_answered_as_from_sqlite(offices: tuple[Office, Office], question: tuple[str, ...]) -> None:
    from_file, from_server = (office.run(TODAY, *question) for office in offices)
    assert from_file.returncode == from_server.returncode
    assert answered(from_file) == answered(from_server)


def answered(answer: subprocess.CompletedProcess[str]) -> Any:
    return without_moments(json.loads(answer.stdout)) if answer.stdout.startswith(("{", "[")) else answer.stdout


def test_a_killed_crawl_is_taken_up(tmp_path: Path, address: str) -> None:
    moment = 1 + random.randrange(REQUESTS)
    print(f"killed at request {moment}")
    with Site(pages()) as site:
        office = on_server(site.write_folder(tmp_path, columns()), address)
        crawl_killed_at(moment, office, site)
        assert office.run(TOMORROW, "crawl").returncode == 0
        items = office.items(TOMORROW)
    assert len(items) == len({(item["column"], item["url"]) for item in items}) == COLUMNS * 60


def test_a_second_crawl_says_that_there_is_one(tmp_path: Path, address: str) -> None:
    with Site(pages()) as site:
        office = on_server(site.write_folder(tmp_path, columns(), timeout=120), address)
        answers: list[subprocess.CompletedProcess[str]] = []

        def start_another(asked: Asked) -> None:
            if len(site.asked) == 10:
                answers.append(office.run(TODAY, "crawl"))

        site.before_answer = start_another
        assert office.run(TODAY, "crawl").returncode == 0
    (second,) = answers
    assert second.returncode == 1
    assert "已有一个采集正在写入" in second.stderr
