"""A crawl to be killed: it says each step on its output, and takes it when a line comes in.

``python -m tests.storage.killed FOLDER [ADDRESS]``. The steps are every statement sent to the database, every flush of
evidence, and ``stored N`` after each batch.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sqlalchemy import event

from pages.model import Observation
from storage.evidence import EvidenceFile
from tests.storage.nights import LIST_URL, Store, entry, listing, night, page_of

BATCHES, PAGES, ROWS = 6, 4, 5


def body(number: int) -> str:
    return f"<ul>page {number}</ul>"


def page(number: int) -> Observation:
    """Page ``number`` of one long list, with rows and bytes of its own."""
    rows = [entry(100 * number + row, "03-28") for row in range(ROWS)]
    last = number == BATCHES * PAGES
    url = f"{LIST_URL}?page={number}"
    return listing(night(1), *rows, page=number, url=url, closing=last, exchange=page_of(url, body(number)))


def batches() -> list[list[Observation]]:
    return [[page(PAGES * batch + number) for number in range(1, PAGES + 1)] for batch in range(BATCHES)]


class TellingEvidence(EvidenceFile):
    def flush(self) -> None:
        step("evidence")
        super().flush()


def step(what: str) -> None:
    print(what, flush=True)
    sys.stdin.readline()


def main(folder: Path, url: str = "") -> None:
    store = Store(folder, url)
    store.writer._evidence = TellingEvidence(store.evidence_folder)
    engine = store.database.engine
    event.listen(engine, "before_cursor_execute", lambda *args: step(f"statement {args[2].split()[0]}"))
    event.listen(engine, "commit", lambda connection: step("commit"))
    store.begin(night(1))
    for number, batch in enumerate(batches(), start=1):
        store.writer.put(batch)
        step(f"stored {number}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
