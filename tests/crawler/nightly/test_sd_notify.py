"""A manager of services, such as systemd, is told when the watch begins, what comes next, and when it ends."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.nightly.sd_notify import VARIABLE, tell_manager
from tests.crawler.nightly.watch import PATIENCE, Watch, columns, site_of


@pytest.fixture(params=["file", "abstract"])
def manager(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """The socket of a manager, which is named in the environment."""
    name = str(tmp_path / "n") if request.param == "file" else f"@{tmp_path}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(name.replace("@", "\0"))
        listening.settimeout(PATIENCE)
        monkeypatch.setenv(VARIABLE, name)
        yield listening


def test_a_watch_tells_when_it_began_and_when_it_ends(manager: socket.socket, tmp_path: Path) -> None:
    with site_of(1) as site, Watch(site.write_folder(tmp_path, columns(1))) as watch:
        began = manager.recv(1000).decode()
        assert watch.end()[0] == 0
        assert re.fullmatch(r"READY=1\nSTATUS=下一次采集在 \d{4}-\d\d-\d\d \d\d:\d\d", began)
        assert manager.recv(1000).decode() == "STOPPING=1\nSTATUS=正在停下，等候进行中的采集结束……"


def test_a_watch_that_never_began_says_nothing(manager: socket.socket, tmp_path: Path) -> None:
    with site_of(1) as site:
        folder = site.write_folder(tmp_path, {"栏目": "no address"})
        with Watch(folder) as watch:
            assert watch.done()[0] == 2
    manager.setblocking(False)
    with pytest.raises(BlockingIOError):
        manager.recv(1000)


def test_a_manager_that_is_gone_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "gone"))
    tell_manager("下一次采集在 2026-11-23 02:30")
