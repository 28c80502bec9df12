"""Holds what was said against what was true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from rules.calendar import WorkCalendar
from rules.cycles import due_on
from rules.freshness import Status
from rules.verdicts import Verdict
from storage.tables import begin_of
from tests.worlds.faults import UNTOLD
from tests.worlds.said import Judged, Morning
from tests.worlds.site import Site
from tests.worlds.truth import Order, Showing
from tests.worlds.world import READ_AT, World

_MOMENT = timedelta(seconds=1)
_SOME_NIGHTS = timedelta(days=3)
# What comes while a list is read may stand on a page that was read before.
_A_WALK = timedelta(minutes=1)


@dataclass(slots=True)
class Account:
    """What was said in worlds, counted by kind; every word of it that was ``false``; and what was left ``open``.

    Open are verdicts that could not be given, and misses that were not charged.
    """

    counts: Counter[str] = field(default_factory=Counter)
    false: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def add(self, other: Account) -> None:
        """Take in the account of other worlds."""
        self.counts += other.counts
        self.false += other.false
        self.open += other.open

    def told(self) -> str:
        """The counts on one line."""
        counts = [f"{number} {kind}" for kind, number in sorted(self.counts.items())]
        return ", ".join([*counts, f"{len(self.false)} false", f"{len(self.open)} open"])


def account_of(world: World, mornings: list[Morning]) -> Account:
    """All mornings of a world."""
    account = Account(Counter(worlds=1, nights=len(world.read), mornings=len(mornings)))
    sites = {column.name: site for column, site in world.columns}
    for morning in mornings:
        at = f"seed {world.seed}, {morning.known_at:%m-%d}:"
        account.false += [f"{at} {word}" for word in _false_words(world, sites, morning)]
        for judged in morning.judged:
            if judged.verdict is None:
                continue
            missed = is_missed(judged, sites, world.at(world.read[0], READ_AT))
            account.counts[f"{'weeks' if judged.weekly else 'windows'} {judged.verdict}"] += 1
            account.counts["misses"] += missed
            account.counts["misses charged"] += missed and judged.verdict is Verdict.MISSED
            if _is_open(judged, sites, morning.known_at, missed=missed):
                account.open.append(f"{at} {judged.about} is {judged.verdict}")
    account.false += [f"seed {world.seed}: {word}" for word in _taken_back(mornings)]
    return account


def _is_open(judged: Judged, sites: dict[str, Site], known_at: datetime, *, missed: bool) -> bool:
    """Whether a verdict is wanting: some nights after its end a window is unproved, or its miss is not charged.

    A single page does not show what it was before its last change. An empty list that held something once proves
    nothing (docs/decisions/0005), nor does for a while one that lost its newest and does not tell when it was made. And
    in a list that is not sorted by day nobody can tell when an entry came that was back-dated on a later page.
    """
    of = [sites[share.column.name] for share in judged.shares]
    if any(site.single or not site.validators or not site.history.rows(known_at) for site in of):
        return False
    settled = judged.window.last + _SOME_NIGHTS < known_at.date()
    by_day = all(site.history.order is Order.DAY for site in of)
    return (judged.verdict is Verdict.UNPROVED and settled) or (missed and judged.verdict is Verdict.MET and by_day)


def is_missed(judged: Judged, sites: dict[str, Site], watched_since: datetime) -> bool:
    """Whether nothing stood in its lists until the first night after it that ever showed a day of the window.

    What stood there and was given such a day later is not late: docs/decisions/0013.
    """
    night = max(begin_of(judged.window.last + timedelta(days=1)), watched_since) + timedelta(hours=3)
    shown = (
        version.day
        for share in judged.shares
        for life in sites[share.column.name].history.lives
        for version in life.versions
        if life.versions[0].since < night
    )
    return not any(day in judged.window for day in shown if day)


def _false_words(world: World, sites: dict[str, Site], morning: Morning) -> Iterator[str]:
    for judged in morning.judged:
        if judged.verdict is Verdict.MISSED and (in_time := _in_time(judged, sites, morning.known_at)):
            yield f"{judged.about} is charged, though {sorted(in_time)} stood there"
    for row in morning.columns:
        site = sites[row.column]
        if row.status is Status.STALE and (newer := _newer(world, site, row.observed_at, morning.known_at)):
            yield f"{row.column} is called stale, {row.last_published_on} its newest, though it showed {newer}"
        if row.status is Status.BLANK and row.observed_at and _truly_shown(site, row.observed_at):
            yield f"{row.column} is called blank"


def _in_time(judged: Judged, sites: dict[str, Site], known_at: datetime) -> set[tuple[str, Showing]]:
    """What stood in the lists of a window when it closed, and could be known to have.

    It was shown to a crawl by ``known_at`` (where the reading that proves the miss was lied to: by then), or it stood
    there still when the list was read that proves the miss.
    """
    closed = begin_of(judged.window.last + timedelta(days=1)) - _MOMENT
    found: set[tuple[str, Showing]] = set()
    for share in judged.shares:
        site = sites[share.column.name]
        for showing in site.history.standing(judged.window, closed):
            read_at = share.proof.observed_at if share.proof else None
            lied = read_at is not None and _lies(site, read_at)
            known_by = read_at if read_at and lied else known_at
            stood = read_at is not None and not lied and showing in _showings(site, read_at)
            if stood or site.shown.get(showing, known_by) < known_by:
                found.add((share.column.name, showing))
    return found


def _lies(site: Site, moment: datetime) -> bool:
    """Whether the site shows another list than stands there, and nothing in its answer tells."""
    spell = site.spell_at(moment)
    return spell is not None and spell.fault in UNTOLD


def _truly_shown(site: Site, read_at: datetime) -> set[Showing]:
    """What a site showed to a walk that ended at a moment."""
    return set() if _lies(site, read_at) else _showings(site, read_at) & _showings(site, read_at - _A_WALK)


def _showings(site: Site, moment: datetime) -> set[Showing]:
    return {(life.number, day) for life, day in site.history.rows(moment)}


def _newer(world: World, site: Site, read_at: datetime | None, known_at: datetime) -> str:
    """The newest day that the list truly showed when it was read, if the column was not stale by it."""
    if read_at is None:
        return ""
    column = next(column for column, its in world.columns if its is site)
    days = [day for _, day in _truly_shown(site, read_at) if day <= known_at.date()]
    due = due_on(column.cycle, max(days), WorkCalendar({})) if days else None
    return str(max(days)) if days and (due is None or due >= known_at.date()) else ""


def _taken_back(mornings: list[Morning]) -> Iterator[str]:
    """What was once said to be met and later to be missed: to know more may only prove, never take back."""
    met: dict[tuple[str, ...], datetime] = {}
    for morning in mornings:
        for judged in morning.judged:
            if judged.verdict is Verdict.MET:
                met.setdefault(judged.about, morning.known_at)
            elif judged.verdict is Verdict.MISSED and judged.about in met:
                yield f"{judged.about} was met on {met[judged.about]:%m-%d} and missed on {morning.known_at:%m-%d}"
