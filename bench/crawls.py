"""Whole crawls: lanmu's first and second night as ratios to bare Scrapy and to the usual spider."""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.memory import peak_memory
from bench.peers import AT_ONCE
from bench.site import COLUMNS

ROUNDS = 3
_PORTAL = """[portal]
name = "基准"
url = "http://127.0.0.1:{port}/"
columns = "columns.csv"

[crawl]
delay = 0
concurrency = {at_once}
timeout = 20
since = "2026-01-01"
"""


@dataclass(frozen=True, slots=True)
class Crawl:
    """One crawl: pages a second, and the peak memory of all its processes together in MiB."""

    rate: float
    memory: float


@contextmanager
def site() -> Iterator[int]:
    """The bench site in a process of its own; yields its port."""
    with subprocess.Popen([sys.executable, "-m", "bench.site"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()


def write_portal(folder: Path, port: int) -> Path:
    """A portal folder for the bench site."""
    folder.mkdir()
    (folder / "portal.toml").write_text(_PORTAL.format(port=port, at_once=AT_ONCE), encoding="utf-8")
    with (folder / "columns.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["单位", "单位类别", "栏目", "信息类别", "更新周期", "网址"])
        for number in range(COLUMNS):
            url = f"http://127.0.0.1:{port}/lm/{number}/index.html"
            table.writerow([f"单位{number % 60}", "部门", f"栏目{number}", "动态信息", "每周", url])
    return folder


def crawl(name: str, where: str) -> Crawl:
    """Run one crawl to its end. Raises ``RuntimeError`` where it did not read every page."""
    with subprocess.Popen(
        [sys.executable, "-m", "bench.peers", name, where], stdout=subprocess.PIPE, text=True
    ) as process:
        memory = peak_memory(process)
        assert process.stdout is not None
        said = process.stdout.read().split()
    if process.returncode or int(said[0]) != COLUMNS:
        raise RuntimeError(f"{name}: status {process.returncode}, said {said}")
    return Crawl(COLUMNS / float(said[1]), memory)


def measure() -> None:
    """Print every crawl's rate, and the medians of the ratios of crawls made right after each other."""
    rounds: list[dict[str, Crawl]] = []
    with tempfile.TemporaryDirectory() as scratch, site() as port:
        for number in range(ROUNDS):
            folder = str(write_portal(Path(scratch) / str(number), port))
            made = {"bare": crawl("bare", str(port))}
            made["first night"] = crawl("lanmu", folder)
            made["second night"] = crawl("lanmu", folder)
            made["usual"] = crawl("usual", str(port))
            rounds.append(made)
            print("  ".join(f"{name} {one.rate:.0f} pages/s {one.memory:.0f} MiB" for name, one in made.items()))
    _ratio(rounds, "first night", "bare", "at least 0.6, aim 0.8")
    _ratio(rounds, "second night", "bare", "aim 0.9")
    _ratio(rounds, "first night", "usual", "at least 2.5")
    peak = max(one.memory for made in rounds for name, one in made.items() if "night" in name)
    print(f"peak memory of lanmu, both its processes: {peak:.0f} MiB (at most 200)")


def _ratio(rounds: list[dict[str, Crawl]], ours: str, theirs: str, wanted: str) -> None:
    ratios = [made[ours].rate / made[theirs].rate for made in rounds]
    print(f"{ours} / {theirs}: {median(ratios):.2f} ({wanted}); each round {', '.join(f'{r:.2f}' for r in ratios)}")
