"""Who on the machine may read what: all that is kept is for its owner alone, what is made to be handed on is not."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from tests.crawler.office import Office
from tests.crawler.site import Site, listing

TODAY = date(2026, 11, 20)
COLUMN = "/lm/index.html"
PRIVATE = {0o600, 0o700}


@contextmanager
def umask(bits: int) -> Iterator[None]:
    before = os.umask(bits)
    try:
        yield
    finally:
        os.umask(before)


def modes(*places: Path) -> dict[Path, int]:
    found = [path for place in places for path in (place, *place.rglob("*"))]
    return {path: stat.S_IMODE(path.stat().st_mode) for path in found}


@pytest.fixture(autouse=True)
def open_to_everybody() -> Iterator[None]:
    """A machine on which new files are."""
    with umask(0o000):
        yield


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crawled")
    with umask(0o000), Site({COLUMN: listing("通知", ["2026-11-18", "2026-11-10"])}) as site:
        office = Office(site.write_folder(folder, {"通知": COLUMN}))
        assert office.run(TODAY, "crawl").returncode == 0
    return folder


@pytest.fixture
def office(crawled: Path, tmp_path: Path) -> Office:
    """The folder of a portal that was crawled, with all its modes."""
    return Office(shutil.copytree(crawled, tmp_path / "office"))


def test_what_is_kept_is_for_its_owner_alone(office: Office) -> None:
    written = {path.name for path in office.folder.iterdir()}
    kept = [office.folder / name for name in written - {"portal.toml", "columns.csv"}]
    assert {"lanmu.db", "evidence"} <= written
    assert set(modes(*kept).values()) <= PRIVATE


@pytest.mark.parametrize(
    ("place", "arguments"),
    [
        ("copies", ("backup", "copies/lanmu.db")),
        ("exported", ("export", "exported")),
        ("pages/today", ("evidence", "县教育局", "通知", "--out", "pages/today")),
    ],
)
def test_so_are_its_copies(
    office: Office, monkeypatch: pytest.MonkeyPatch, place: str, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(office.folder)
    assert office.run(TODAY, *arguments).returncode == 0
    found = modes(office.folder / place)
    assert len(found) > 1
    assert set(found.values()) == PRIVATE


def test_pages_can_be_written_out_again_over_the_old_ones(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(office.folder)
    for _ in range(2):
        assert office.run(TODAY, "evidence", "县教育局", "通知", "--out", "pages").returncode == 0
    assert len(list((office.folder / "pages").iterdir())) == 2


def test_what_is_made_to_be_handed_on_is_as_open_as_its_owner_wants_files_to_be(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(office.folder)
    with umask(0o027):
        office.run(
            TODAY, "report", "--from", "2026-11-01", "--to", "2026-11-15", "--format", "html", "--out", "reports"
        )
        assert office.run(TODAY, "items", "--out", "items.csv").returncode == 0
    assert set(modes(Path("reports")).values()) == {0o640, 0o750}
    assert modes(Path("items.csv")) == {Path("items.csv"): 0o640}
