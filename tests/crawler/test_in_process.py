"""What the tests call in their own process answers as a process of its own does: so that they may."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawler.office import ANSWERING, Office
from tests.storage.nights import COLUMN, LIST_URL, UNIT, Store, entry, listing, night, page_of

TODAY = night(3).date()
SETTINGS = '[portal]\nname = "试点县"\nurl = "http://www.example.gov.cn/"\n'
COLUMNS = f"单位,单位类别,栏目,信息类别,更新周期,网址\n{UNIT},部门,{COLUMN},动态信息,每周,{LIST_URL}\n"
ASKED = [
    ("check",),
    ("doctor",),
    ("evidence", UNIT, COLUMN, "--out", "pages"),
    ("evidence", UNIT, "没有"),
    ("export", "exported"),
    ("items", "--format", "csv"),
    ("items", "--out", "items.xlsx"),
    ("report", "--from", "2024-03-25", "--to", "2024-04-03"),
    ("report", "--from", "2024-03-25"),
    ("runs",),
    ("stale",),
    ("stale", "--format", "html"),
    ("why", UNIT),
]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder: Path = tmp_path_factory.mktemp("office")
    (folder / "portal.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "columns.csv").write_text(COLUMNS, encoding="utf-8")
    store = Store(folder)
    for number in (1, 2):
        store.crawl(night(number), listing(night(number), entry(1), entry(2), exchange=page_of(LIST_URL)))
    store.close()
    return Office(folder)


def test_nothing_is_left_out() -> None:
    assert {command for command, *_ in ASKED} == ANSWERING


@pytest.mark.parametrize("arguments", ASKED, ids=" ".join)
def test_the_answer_is_the_same(
    arguments: tuple[str, ...], office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, written = [], []
    for place, run in (("here", office.run), ("apart", office.run_apart)):
        (tmp_path / place).mkdir()
        monkeypatch.chdir(tmp_path / place)
        answer = run(TODAY, *arguments)
        answers.append((answer.returncode, answer.stdout, answer.stderr))
        written.append(sorted(Path().rglob("*")))
    assert answers[0] == answers[1]
    assert written[0] == written[1]
