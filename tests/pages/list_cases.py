"""The list pages under fixtures/lists: a folder a case, with the page, where it came from, and what it says."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import fixtures
from pages.model import Page, PageRequest
from pages.reader import read_list
from pages.source import Source

FOLDER = Path(fixtures.__file__).parent / "lists"


@dataclass(frozen=True)
class ListCase:
    name: str
    page: Page
    forced: str
    expected: dict[str, Any]

    def said(self) -> dict[str, Any]:
        """What the reader makes of the page, in the words of expected.json."""
        reading = read_list(Source(self.page), forced=self.forced)
        return {
            "reader": reading.reader,
            "outcome": str(reading.outcome),
            "next": said_of(reading.next),
            "last": reading.last,
            "follow": said_of(reading.follow),
            "entries": [
                {
                    "title": entry.title,
                    "url": entry.url,
                    "published_on": str(entry.published_on) if entry.published_on else None,
                }
                | {"made_on": str(entry.made_on) if entry.made_on else None}
                | {"index_number": entry.index_number, "document_number": entry.document_number}
                | {"sticky": entry.sticky}
                for entry in reading.entries
            ],
        }


def said_of(request: PageRequest | None) -> dict[str, Any] | None:
    return None if request is None else {"method": request.method, "url": request.url, "body": request.body}


def list_cases() -> list[ListCase]:
    return [_case(folder) for folder in sorted(FOLDER.iterdir()) if folder.is_dir()]


def _case(folder: Path) -> ListCase:
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    body = next(folder.glob("page.*")).read_bytes()
    page = Page(meta["url"], body, datetime.fromisoformat(meta["fetched_at"]), headers=meta["headers"])
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    nothing = {"made_on": None, "index_number": "", "document_number": "", "sticky": False}
    expected["entries"] = [nothing | entry for entry in expected["entries"]]
    return ListCase(folder.name, page, meta.get("reader", ""), expected)
