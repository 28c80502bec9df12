"""No password and no key is said, logged or kept anywhere but where the office wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.crawler.door import Door
from tests.crawler.office import Office
from tests.crawler.site import Site, listing

TODAY = date(2026, 11, 20)
SECRET = "k7Qm-jia-mi-kou-ling"
COLUMN = "/lm/index.html"
ADDRESSES = [
    f"postgresql://lanmu:{SECRET}@127.0.0.1:9/lanmu",
    f"postgresql://127.0.0.1:9/lanmu?user=lanmu&password={SECRET}",
    f"postgresql://lanmu:{SECRET}@127.0.0.1:port/lanmu",
    f"postgresql://lanmu:{SECRET}@{SECRET}:{SECRET}@db/lanmu",
    f"postgresql://lanmu:{SECRET}",
    f"postgresql+none://lanmu:{SECRET}@127.0.0.1/lanmu",
    f"mysql://lanmu:{SECRET}/{SECRET}@127.0.0.1/lanmu",
    f"mysql+pymysql://{SECRET}@127.0.0.1",
]
COMMANDS = [
    ("check",),
    ("stale",),
    ("items",),
    ("runs",),
    ("doctor",),
    ("report", "--month", "2026-10"),
    ("backup", "copy.db"),
    ("export", "exported"),
    ("notify",),
]
MISWRITTEN = [
    f'[notify]\nurls = "mailto://lanmu:{SECRET}@mail.example"',
    f'[notify]\nurls = "{SECRET}"',
    f'[notify]\nurls = [["{SECRET}"]]',
    f'[notify]\nurls = ["{SECRET}"]',
    f'[notify]\nurls = ["env:{SECRET}"]',
    f'[notify]\nurls = ["env:wecombot://{SECRET}"]',
    f'[notify]\nurl = "https://hooks.example/{SECRET}"',
    f"[notify]\nurls = [mailto://lanmu:{SECRET}@mail.example]",
    f'[notify]\nmorning = "{SECRET}"',
    f'notify = "json://{SECRET}"',
    f'[[notify]]\nurls = ["json://{SECRET}"]',
    f'[notfy]\nurls = ["json://{SECRET}"]',
    f'[storage]\ndatabse = "postgresql://lanmu:{SECRET}@db/lanmu"',
    f'[storage]\ndatabase = ["postgresql://lanmu:{SECRET}@db/lanmu"]',
    *(f'[storage]\ndatabase = "{address}"' for address in ADDRESSES[2:]),
    f'[home]\nurl = "http://lanmu:{SECRET}@www.shifan.example/"',
]


def held_by(folder: Path) -> list[str]:
    """The files that hold the secret, portal.toml left out, in which the office wrote it."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "portal.toml"]
    assert files
    return [path.name for path in files if SECRET.encode() in path.read_bytes()]


@pytest.fixture
def site() -> Iterator[Site]:
    with Site({COLUMN: listing("通知", ["2026-11-18", "2026-11-10"])}) as site:
        yield site


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command[0]))
def test_no_command_tells_the_password_of_a_database(
    door: Door, tmp_path: Path, site: Site, address: str, command: tuple[str, ...]
) -> None:
    site.write_folder(tmp_path, {"通知": COLUMN})
    door.monkeypatch.setenv("LANMU_DATABASE_URL", address)
    answer = door.lanmu(*command)
    assert SECRET not in answer.out + answer.err
    assert "Traceback" not in answer.err
    assert answer.status or command == ("check",)


@pytest.mark.parametrize("command", [("crawl",), ("home",)])
def test_nor_does_a_run(tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]) -> None:
    monkeypatch.setenv("LANMU_DATABASE_URL", ADDRESSES[0])
    answer = Office(site.write_folder(tmp_path, {"通知": COLUMN})).run(TODAY, *command)
    assert answer.returncode == 1
    assert SECRET not in answer.stdout + answer.stderr
    assert held_by(tmp_path) == []


@pytest.mark.parametrize("written", MISWRITTEN)
def test_what_was_written_wrong_is_not_repeated(door: Door, tmp_path: Path, site: Site, written: str) -> None:
    toml = site.write_folder(tmp_path, {"通知": COLUMN}) / "portal.toml"
    kept = toml.read_text("utf-8")
    toml.write_text(f"{written}\n{kept}" if written.startswith("notify") else f"{kept}\n{written}\n", "utf-8")
    answers = [door.lanmu(command) for command in ("check", "notify", "stale")]
    assert any(answer.status and answer.err for answer in answers)
    assert not [answer for answer in answers if SECRET in answer.out + answer.err]


def test_a_column_may_hold_no_login_and_it_is_not_repeated(door: Door, tmp_path: Path, site: Site) -> None:
    site.write_folder(tmp_path, {"通知": f"http://lanmu:{SECRET}@127.0.0.1:9/lm/"})
    answer = door.lanmu("check")
    assert (answer.status, "口令" in answer.err) == (2, True)
    assert SECRET not in answer.out + answer.err


def test_a_night_keeps_its_keys_to_itself(tmp_path: Path, site: Site) -> None:
    """Nobody listens at the addresses that are to be told, and every command is run that says or writes anything."""
    office = Office(site.write_folder(tmp_path, {"通知": COLUMN, "没有": "/none/"}))
    urls = [f"json://lanmu:{SECRET}@127.0.0.1:9/{SECRET}", f"mailto://lanmu:{SECRET}@127.0.0.1:9?to=a@b.example"]
    with (tmp_path / "portal.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[schedule]\nretry = []\n[notify]\nurls = {urls}\n".replace("'", '"'))
    out = str(tmp_path / "out")
    answers = [
        office.run(TODAY, *arguments)
        for arguments in (
            ("nightly", "--once"),
            ("notify",),
            ("notify", "--test"),
            ("doctor",),
            ("runs", "--format", "json"),
            ("stale", "--format", "html", "--out", f"{out}.html"),
            (
                "report",
                "--from",
                "2026-11-01",
                "--to",
                "2026-11-15",
                "--format",
                "html",
                "--format",
                "json",
                "--out",
                out,
            ),
            ("export", f"{out}-all"),
            ("check",),
        )
    ]
    said = "".join(answer.stdout + answer.stderr for answer in answers)
    assert "没有全部送到" in said
    assert "第 2 个地址（mailto）" in said
    assert SECRET not in said
    assert held_by(tmp_path) == []


def test_the_password_of_a_proxy_is_not_told_even_where_everything_is_logged(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", f"http://lanmu:{SECRET}@127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "")
    answer = Office(site.write_folder(tmp_path, {"通知": COLUMN})).scrapy(TODAY, "crawl", "county", "-L", "DEBUG")
    assert "连接被拒绝" in answer.stdout
    assert SECRET not in answer.stdout + answer.stderr
    assert held_by(tmp_path) == []
