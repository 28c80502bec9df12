"""The last nights, column by column: what drops, readers and families are judged by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from registry.model import Portal
from storage.answers.health import FirstPage
from storage.columns import Name
from storage.ledger import is_whole_crawl
from storage.reader import Reader

# So many nights before the newest one say what is usual.
USUAL_NIGHTS = 7
_RUNS_LOOKED_AT = 200

Night = Mapping[Name, FirstPage]


@dataclass(frozen=True, slots=True)
class Nights:
    """The newest night, and those before it, newest first: of each registered column its best reading of that night.

    A night is a crawl of all columns and what was read after it, until the next one. The best reading is the last one
    that proved anything, or else the last.
    """

    newest: Night
    earlier: tuple[Night, ...]

    def before(self, name: Name) -> list[FirstPage]:
        """The readings of a column in earlier nights that proved anything, newest first."""
        return [night[name] for night in self.earlier if name in night and night[name].outcome.proves]


def last_nights(portal: Portal, reader: Reader) -> Nights:
    """The newest night and the ``USUAL_NIGHTS`` before it. Raises ``StorageError``."""
    begins = [run.id for run in reader.runs(_RUNS_LOOKED_AT) if is_whole_crawl(run)][: USUAL_NIGHTS + 1]
    if not begins:
        return Nights({}, ())
    registered = {(column.unit, column.name) for column in portal.columns}
    pages = [page for page in reader.first_pages(begins[-1]) if (page.unit, page.column) in registered]
    nights = [_best(_between(pages, begin, end)) for begin, end in zip(begins, [None, *begins], strict=False)]
    return Nights(nights[0], tuple(nights[1:]))


def _between(pages: Sequence[FirstPage], begin: int, end: int | None) -> list[FirstPage]:
    return [page for page in pages if begin <= page.run_id and (end is None or page.run_id < end)]


def _best(pages: Sequence[FirstPage]) -> Night:
    best: dict[Name, FirstPage] = {}
    for page in pages:
        name = page.unit, page.column
        if page.outcome.proves or name not in best or not best[name].outcome.proves:
            best[name] = page
    return best
