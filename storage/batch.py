"""A batch, sorted into what it holds: list pages, single pages and articles, each with its column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pages.model import ArticleRecord, Observation, SinglePageRecord
from storage.columns import Name
from storage.entries import ArticleRead
from storage.evidence import EvidenceFile
from storage.observations import Earlier, PageOf, Sighting
from storage.single_pages import SinglePage

Seen = Observation | ArticleRecord | SinglePageRecord


@dataclass(slots=True)
class Batch:
    """What a batch holds. A page that occurs twice is held once, as it came first."""

    sightings: dict[PageOf, Sighting] = field(default_factory=dict)
    single_pages: list[SinglePage] = field(default_factory=list)
    articles: list[ArticleRead] = field(default_factory=list)

    def add(self, item: Seen, ids: Mapping[Name, int]) -> None:
        """Sort one item in; ``ids`` are those of the batch's columns."""
        if isinstance(item, ArticleRecord):
            self.articles.append(ArticleRead(ids[item.unit, item.column], item))
            return
        observation = _observation(item)
        sighting = Sighting(observation, ids[observation.unit, observation.column])
        if self.sightings.setdefault(sighting.page_of, sighting) is sighting and isinstance(item, SinglePageRecord):
            self.single_pages.append(SinglePage(sighting, item))

    def compare(self, earlier: Mapping[PageOf, Earlier]) -> None:
        """Tell each page what was read of it before."""
        for page_of, sighting in self.sightings.items():
            sighting.earlier = earlier.get(page_of)

    def keep(self, evidence: EvidenceFile) -> None:
        """Put the bytes of every page on the disk, and note where they lie."""
        for sighting in self.sightings.values():
            observation, earlier = sighting.observation, sighting.earlier
            if observation.exchange is not None:
                reading = earlier.reading if earlier else None
                sighting.location = evidence.add(observation.exchange, observation.observed_at, reading)
        for article in self.articles:
            if article.record.exchange is not None:
                article.location = evidence.add(article.record.exchange, article.record.observed_at)
        evidence.flush()


def addresses(items: Sequence[Seen]) -> dict[Name, str]:
    """The columns that a batch names, each with an address of one of its pages."""
    found: dict[Name, str] = {}
    for item in items:
        if isinstance(item, ArticleRecord):
            found.setdefault((item.unit, item.column), "")
        else:
            observation = _observation(item)
            found[observation.unit, observation.column] = observation.url
    return found


def body_size(item: Seen) -> int:
    """How many bytes of a page's body an item carries for the evidence."""
    exchange = item.exchange if isinstance(item, ArticleRecord) else _observation(item).exchange
    return len(exchange.body) if exchange else 0


def newest_moment(items: Sequence[Seen]) -> datetime:
    """When the last of the batch was read."""
    return max(
        item.observed_at if isinstance(item, ArticleRecord) else _observation(item).observed_at for item in items
    )


def _observation(item: Observation | SinglePageRecord) -> Observation:
    return item.observation if isinstance(item, SinglePageRecord) else item
