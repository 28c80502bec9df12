"""A portal that was taken over: what it publishes stays text, whatever command and format it is looked at in."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.crawler.office import Office
from tests.crawler.site import Site

TODAY = date(2026, 11, 20)
UNDER_NOVEMBER = ("--from", "2026-11-01", "--to", "2026-11-15")
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
TITLES = [
    "=cmd|' /C calc'!A1 关于表彰的通知",
    "＝1+1 关于放假的通知",
    "@SUM(A1) 关于招聘的公告",
    "<script>alert(1)</script>关于采购的公告",
    "</script><img src=x onerror=alert(1)>关于会议的通知",
    "[关于防汛的通知](javascript:alert(1))|![](http://evil.example/x)",
    "\x9b2J\x9d8;;http://evil.example\x9c关于供水的通知",
    "关于\u202e停电\u2066的\u061c通知\u200b",
]
COLUMNS = {"=1+1": "/list/", "去\u202e向": "/away/", "空": "/none/"}


class Markup(HTMLParser):
    """What a page would run or load, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.handlers: list[str] = []
        self.sources: list[str | None] = []
        self.links: list[str] = []
        self.elements: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        self.sources += [value for name, value in attrs if name in ("src", "srcdoc", "action", "data")]
        self.links += [value or "" for name, value in attrs if name == "href"]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Crawled once; the commands only look."""
    folder = tmp_path_factory.mktemp("office")
    addresses = [
        "1.html",
        "javascript:alert(1)",
        "data:text/html,1",
        "./2.html?\r\nWARC-Type: warcinfo",
        "3.html#\"'><b>",
    ]
    addresses += [f"{number}.html" for number in range(10, 13)]
    rows = "".join(
        f'<li><a href="{address.replace(chr(34), "&quot;")}">{title.replace("<", "&lt;")}</a>'
        f"<span>2026-11-{10 + number}</span></li>"
        for number, (title, address) in enumerate(zip(TITLES, addresses, strict=True))
    )
    page = f'<html><head><meta charset="utf-8"></head><body><ul class="list">{rows}</ul></body></html>'
    with Site({"/list/": page.encode(), "/away/": "http://evil.example/\x9b2J"}) as site:
        office = Office(site.write_folder(folder, COLUMNS))
        answer = office.run(TODAY, "crawl")
        assert answer.returncode == 3, answer.stderr
        assert len(office.items(TODAY)) == len(TITLES)
        yield office


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("check", "--probe"),
        ("stale",),
        ("stale", "--format", "json"),
        ("items", "--format", "jsonl"),
        ("items", "--format", "csv"),
        ("report", *UNDER_NOVEMBER),
        ("report", *UNDER_NOVEMBER, "--format", "json"),
        ("report", *UNDER_NOVEMBER, "--format", "md"),
        ("why", "县教育局"),
        ("why", "县教育局", "--column", "=1+1"),
        ("runs",),
        ("doctor",),
        ("doctor", "--format", "json"),
        ("home",),
        ("crawl",),
        ("evidence", "县教育局", "空", "--on", "2026-01-01"),
        ("evidence", "县教育局", "去\u202e向", "--on", "2026-01-01"),
        ("crawl", "--column", "没有\x1b[2J的"),
    ],
    ids=lambda arguments: " ".join(arguments[:3]).encode("ascii", "ignore").decode(),
)
def test_no_answer_steers_a_terminal(office: Office, arguments: tuple[str, ...]) -> None:
    answer = office.run(TODAY, *arguments)
    told = (answer.stdout + answer.stderr).removeprefix("\ufeff" if "csv" in arguments else "")
    assert told
    assert STEERING.findall(told.replace("\r\n", "\n") if "csv" in arguments else told) == []


def test_a_page_is_shown_as_it_was_read_and_steers_nothing_either(office: Office, tmp_path: Path) -> None:
    saved = tmp_path / "saved.html"
    saved.write_text(
        f'<meta charset="utf-8"><h1>{TITLES[6]}</h1><ul>'
        + "".join(
            f'<li><a href="{number}.html">{title}</a> 2026-11-1{number}</li>' for number, title in enumerate(TITLES[5:])
        ),
        "utf-8",
    )
    for form in ("text", "jsonl"):
        answer = office.run(TODAY, "read", str(saved), "--format", form)
        assert "供水" in answer.stdout
        assert STEERING.findall(answer.stdout + answer.stderr) == []


def test_a_report_as_a_page_runs_nothing_and_loads_nothing_but_its_own(office: Office, tmp_path: Path) -> None:
    office.run(TODAY, "report", *UNDER_NOVEMBER, "--format", "html", "--out", str(tmp_path))
    [file] = tmp_path.glob("*.html")
    text = file.read_text("utf-8")
    markup = Markup()
    markup.feed(text)
    assert "招聘" in text
    assert (markup.handlers, markup.sources) == ([], [])
    assert not [link for link in markup.links if not link.startswith(("http://", "#"))]
    assert markup.elements.count("script") == 2
    assert "img" not in markup.elements
    island = re.search('<script type="application/json" id="evidence">(.*?)</script>', text, re.DOTALL)
    assert island is not None
    addresses = [entry[4] for entry in json.loads(island[1])["entries"]]
    assert len(addresses) == 6
    assert not [address for address in addresses if address and not address.startswith("http://127.0.0.1")]


@pytest.mark.parametrize("command", [("items",), ("stale",), ("report", *UNDER_NOVEMBER)], ids=lambda one: one[0])
def test_no_spreadsheet_computes_anything(office: Office, tmp_path: Path, command: tuple[str, ...]) -> None:
    for form in ("csv", "xlsx"):
        out = tmp_path / form if command[0] == "report" else tmp_path / f"made.{form}"
        office.run(TODAY, *command, "--format", form, "--out", str(out))
    assert any(tmp_path.rglob("*.csv"))
    for file in tmp_path.rglob("*.csv"):
        cells = [cell for row in csv.reader(io.StringIO(file.read_text("utf-8-sig"))) for cell in row]
        assert not [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@＝＋－＠")]
    formulas, targets = [], []
    for file in tmp_path.rglob("*.xlsx"):
        with zipfile.ZipFile(file) as book:
            parts = [name for name in book.namelist() if name.endswith((".xml", ".rels"))]
            elements = [element for name in parts for element in ElementTree.fromstring(book.read(name)).iter()]
        formulas += [element for element in elements if element.tag.endswith("}f")]
        targets += [element.get("Target", "") for element in elements if element.get("TargetMode") == "External"]
    assert formulas == []
    assert targets
    assert not [target for target in targets if not target.startswith("http://127.0.0.1")]


def test_files_stay_in_their_folder_whatever_columns_are_called(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert office.run(TODAY, "evidence", "县教育局", "=1+1", "--out", str(out)).returncode == 0
    assert {path.parent for path in tmp_path.rglob("*") if path.is_file()} == {out}


def test_nothing_of_a_page_adds_a_record_or_a_field_to_the_evidence(office: Office) -> None:
    for file in office.folder.rglob("*.warc.gz"):
        with file.open("rb") as stream:
            records = [(one.rec_type, one.rec_headers.get_header("WARC-Type")) for one in ArchiveIterator(stream)]
        assert {kind for kind, _ in records[1:]} <= {"response", "revisit"}
        assert all(kind == header for kind, header in records)
