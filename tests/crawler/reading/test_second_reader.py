"""Pages are read in a second process: as in the first, in the order asked, and a bad one costs nobody but itself."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crawler.reading.second_reader import SecondReader
from pages.faults.likeness import Likeness
from pages.model import ArticleReading, Outcome, Page
from spiders.host import HostAnswers
from spiders.questions import Answer, EntryQuestion, ListQuestion, ReaderError, SingleQuestion
from tests.crawler.office import ROOT, Office
from tests.crawler.reading.fatal import NOBODY, Deadly, Endless, Faulty, Told
from tests.crawler.site import Asked, Site
from tests.crawler.site import listing as site_listing
from tests.spiders.listing import URL, listing, page, row

ARTICLE = b"<html><head><title>t</title></head><body><h1>t</h1><p>2026-11-05 08:00</p></body></html>"
PATIENCE = 60  # seconds until a test gives up on a process


def ask(
    questions: Sequence[Any], hosts: Sequence[HostAnswers] = (), seconds: float = PATIENCE
) -> list[Answer | BaseException]:
    """Ask all at once and wait for every answer."""

    async def asking() -> list[Answer | BaseException]:
        reader = SecondReader(seconds)
        try:
            answers = [
                reader.read(question, hosts[place] if hosts else NOBODY) for place, question in enumerate(questions)
            ]
            return await asyncio.gather(*answers, return_exceptions=True)
        finally:
            reader.close()

    return asyncio.run(asking())


def outcomes(answers: Sequence[Any]) -> list[tuple[Outcome, str]]:
    return [(answer.outcome, answer.reason) for answer in answers]


def ended(process: int, seconds: float = PATIENCE) -> bool:
    """Whether a process that is not ours ends within some seconds."""
    try:
        watch = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([watch], [], [], seconds)[0])
    finally:
        os.close(watch)


def list_page() -> Page:
    return page(listing([row(number, f"2026-10-{30 - number:02}") for number in range(20)], following="index_1.html"))


def test_it_answers_as_the_first_process_would() -> None:
    article = Page(f"{URL}/t1.html", ARTICLE, list_page().fetched_at)
    lost = HostAnswers(lost=Likeness.of(list_page().body.decode(), f"{URL}x"))
    questions = [ListQuestion(list_page(), URL), EntryQuestion(article), SingleQuestion(article, article.url)]
    asked = [(question, host) for question in questions for host in (NOBODY, lost)]
    here = [question.answer(host) for question, host in asked]
    assert ask([question for question, _ in asked], [host for _, host in asked]) == here
    assert [answer.outcome for answer in here[:2]] == [Outcome.OK, Outcome.SOFT_404]  # type: ignore[union-attr]


def test_answers_come_in_the_order_asked_from_one_process_that_is_not_ours() -> None:
    answers = ask([Told(str(number)) for number in range(300)])
    assert [answer.title for answer in answers] == [str(number) for number in range(300)]  # type: ignore[union-attr]
    (reader,) = {answer.text for answer in answers}  # type: ignore[union-attr]
    assert int(reader) != os.getpid()
    assert not Path(f"/proc/{reader}").exists(), "the process is left behind"


def test_it_loads_nothing_that_is_of_no_use_to_a_reader() -> None:
    wanted = "import sys, crawler.reading.loop; print({name.split('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", wanted], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "'lxml'" in loaded
    assert not [name for name in ("scrapy", "twisted", "sqlalchemy", "storage", "registry") if f"'{name}'" in loaded]


def test_each_host_is_told_apart() -> None:
    hosts = [HostAnswers(lost=Likeness(f"host {number % 3}", "/", "")) for number in range(9)]
    answers = ask([Told()] * 9, hosts)
    assert [answer.text for answer in answers] == [f"host {number % 3}" for number in range(9)]  # type: ignore[union-attr]


def test_a_page_that_kills_its_reader_is_not_understood_and_the_others_are_read(tmp_path: Path) -> None:
    answers = ask([Told("a"), Deadly("b", tmp_path / "deaths"), Told("c"), Told("d")])
    assert outcomes(answers)[1] == (Outcome.NOT_UNDERSTOOD, "读取此页时读取进程崩溃")
    assert [answer.title for answer in answers if answer.outcome is Outcome.OK] == ["a", "c", "d"]  # type: ignore[union-attr]
    assert (tmp_path / "deaths").stat().st_size == 2


def test_a_reader_that_was_killed_once_is_no_fault_of_the_page(tmp_path: Path) -> None:
    answers = ask([Deadly("b", tmp_path / "deaths", lives=1), Told("c")])
    assert outcomes(answers) == [(Outcome.OK, "")] * 2


def test_hosts_are_told_again_to_the_process_that_takes_the_place_of_another(tmp_path: Path) -> None:
    host = HostAnswers(lost=Likeness("known", "/", ""))
    answers = ask([Told(), Deadly("b", tmp_path / "deaths"), Told()], [host] * 3)
    assert [answers[0].text, answers[2].text] == ["known"] * 2  # type: ignore[union-attr]


def test_a_page_that_is_never_read_is_given_up_and_the_others_are_read() -> None:
    answers = ask([Told(), Endless(), Told()], seconds=3)
    assert outcomes(answers) == [(Outcome.OK, ""), (Outcome.NOT_UNDERSTOOD, "读取超过 3 秒，已放弃"), (Outcome.OK, "")]


def test_a_fault_of_our_own_is_told_as_one() -> None:
    first, fault, last = ask([Told(), Faulty(), Told()])
    assert isinstance(fault, ReaderError)
    assert fault.kind == "ZeroDivisionError"
    assert "by nought" in str(fault)
    assert isinstance(first, ArticleReading)
    assert isinstance(last, ArticleReading)


def test_a_reader_that_cannot_start_is_a_fault_of_ours_and_no_page_is_blamed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    answers = ask([Told(), Told()])
    assert [type(answer) for answer in answers] == [ReaderError] * 2


@pytest.mark.parametrize(("question", "seconds"), [("Told", PATIENCE), ("Endless", 5)])
def test_no_reader_outlives_a_crawl_that_was_killed(question: str, seconds: float) -> None:
    crawl = subprocess.Popen(
        [sys.executable, "-c", f"from tests.crawler.reading.fatal import *; ask_for_ever({question}(), {seconds})"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    says = crawl.stdout if question == "Told" else crawl.stderr
    assert says is not None
    reader = int(says.readline())
    assert os.getpgid(reader) != os.getpgid(crawl.pid), "a Ctrl-C at the terminal would end the reader, not the crawl"
    crawl.kill()
    crawl.communicate(timeout=PATIENCE)
    assert ended(reader)


def test_a_reader_that_is_killed_in_the_middle_of_a_crawl_costs_no_page(tmp_path: Path) -> None:
    days = ["2026-11-18", "2026-11-10"]
    pages: dict[str, bytes | int] = {f"/lm{n}/index.html": site_listing(f"栏目{n}", days) for n in range(40)}
    crawl: list[subprocess.Popen[str]] = []
    killed: list[int] = []
    with Site(pages) as site:
        office = Office(site.write_folder(tmp_path, {f"栏目{n}": path for n, path in enumerate(pages)}))

        def kill_reader(asked: Asked) -> None:
            if len(site.asked) == 20:
                readers = Path(f"/proc/{crawl[0].pid}/task/{crawl[0].pid}/children").read_text().split()
                killed.extend(int(reader) for reader in readers)
                for reader in readers:
                    os.kill(int(reader), signal.SIGKILL)

        site.before_answer = kill_reader
        crawl.append(office.start(date(2026, 11, 20), "crawl"))
        _, err = crawl[0].communicate(timeout=120)
        assert crawl[0].returncode == 0, err
        assert len(office.items(date(2026, 11, 20))) == 80
    assert ended(*killed)
