"""A world from a number: departments that publish, back-fill, withdraw, pin and re-date, sites that fail, an office."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from registry.model import Column, ColumnKind, CrawlSettings, EvidenceSettings, Portal, Unit, WeeklySettings
from rules.cycles import parse_cycle
from rules.zone import SHANGHAI
from tests.worlds.faults import Fault
from tests.worlds.layout import Layout
from tests.worlds.site import HOST, Host, Site, spell
from tests.worlds.truth import History, Life, Order, Version

DAYS = 24
READ_AT, READ_AGAIN_AT, JUDGED_AT = time(2, 30), time(4, 30), time(8)
# An ordinary spring, and a turn of the year, about which dates without a year are easily read wrong.
_FIRST_DAYS = (date(2024, 4, 8), date(2023, 12, 18))
_CYCLES = ("每日", "每周", "每周", "每两周", "每月", "5天", "10天", "每年04-10至04-25", "每年12-20至01-05")
_UNIT = "县教育局"
_DAY = timedelta(days=1)


@dataclass(slots=True)
class World:
    """One portal of one unit, its true history, and how far its clock was off on which nights.

    ``asked`` are the numbers of the days on which the office asks, ``read`` those on which lanmu ran.
    """

    seed: int
    first: date
    portal: Portal
    host: Host
    asked: Sequence[int] = ()
    read: Sequence[int] = ()
    ahead: dict[int, timedelta] = field(default_factory=dict)

    def at(self, number: int, clock: time) -> datetime:
        """A time of day of the day with a number, from 0."""
        return datetime.combine(self.first + number * _DAY, clock, SHANGHAI)

    @property
    def columns(self) -> Iterator[tuple[Column, Site]]:
        """Each column and where it stands."""
        yield from zip(self.portal.columns, self.host.sites, strict=True)


def world_of(seed: int, faults: Sequence[Fault] = (), *, clock_jumps: bool = False) -> World:
    """The world of a number; its sites fail in each of the ways given, some time and for some time.

    Without faults and jumps of lanmu's clock every night is read well.
    """
    random = Random(seed)
    first = random.choice(_FIRST_DAYS)
    sites = [_site(random, f"lm{number}", first) for number in range(random.choice([1, 1, 2]))]
    columns = tuple(_column(random, site) for site in sites)
    begun = random.choice([0, 0, 0, 9])
    asked = [number for number in range(2, DAYS) if number % 7 == random.randrange(7) or number == DAYS - 1]
    world = World(seed, first, _portal(columns, first), Host(sites, random.random() < 0.3), asked, range(begun, DAYS))
    for site in sites:
        for fault in faults:
            begin = _moment(random, first + random.randrange(DAYS) * _DAY)
            site.spells.append(spell(random, fault, begin))
    if clock_jumps:
        for number in random.sample(range(begun, DAYS), 3):
            world.ahead[number] = timedelta(hours=random.choice([-30, -3, 1, 20, 50, 24 * 40]))
    return world


def _portal(columns: tuple[Column, ...], first: date) -> Portal:
    return Portal(
        name="示范县人民政府",
        url=f"{HOST}/",
        path=Path("portal.toml"),
        columns=columns,
        units=(Unit(_UNIT, "部门"),),
        database_url="",
        weekly_sets=(WeeklySettings(),),
        crawl=CrawlSettings(since=first - 200 * _DAY),
        evidence=EvidenceSettings(enabled=False),
    )


def _column(random: Random, site: Site) -> Column:
    kind = ColumnKind.SINGLE if site.single else ColumnKind.LIST
    cycle = parse_cycle(random.choice(_CYCLES))
    return Column(_UNIT, "部门", f"栏目{site.path}", "动态信息", cycle, site.url, kind)


def _site(random: Random, path: str, first: date) -> Site:
    single = random.random() < 0.15
    order = random.choice([Order.DAY, Order.DAY, Order.DAY, Order.MADE, Order.NONE])
    layout = _layout(random)
    site = Site(path, History(order), [(datetime.min.replace(tzinfo=SHANGHAI), layout)], single=single)
    site.page_size = random.choice([3, 6, 10])
    site.validators, site.tells_age = random.random() < 0.4, random.random() < 0.5
    if random.random() < 0.15:
        redesigned = replace(layout, table=not layout.table, counted=not layout.counted)
        site.layouts.append((_moment(random, first + random.randrange(DAYS) * _DAY), redesigned))
    if random.random() < 0.1:
        site.moved_at = _moment(random, first + random.randrange(DAYS) * _DAY)
    (_edit if single else _publish)(random, site.history, first)
    return site


def _layout(random: Random) -> Layout:
    return Layout(
        table=random.random() < 0.3,
        years=random.random() < 0.75,
        dated_addresses=random.random() < 0.4,
        counted=random.random() < 0.7,
        charset=random.choice(["utf-8", "utf-8", "gb18030"]),
    )


def _publish(random: Random, history: History, first: date) -> None:
    """A department at work: what it did before is there from the start."""
    often, apart = random.choice([0.1, 0.3, 0.6]), random.choice([2, 4, 9])
    for back in range(random.choice([1, 4, 9, 14]), 0, -1):
        history.lives.append(_made(random, len(history.lives) + 1, _moment(random, first - back * apart * _DAY)))
    for day in (first + number * _DAY for number in range(DAYS)):
        if random.random() < often:
            history.lives.append(_made(random, len(history.lives) + 1, _moment(random, day)))
        if random.random() < 0.1:
            _tamper(random, random.choice(history.lives[-5:]), day)


def _made(random: Random, number: int, at: datetime) -> Life:
    """An entry that is published: mostly under the day on which it is; or back-dated, or ahead of its day."""
    day = at.date() + timedelta(days=random.choice([0, 0, 0, 0, 0, 0, -1, -1, -3, -8, 2]))
    return Life(number, [Version(at, day)], random.randrange(1000), random.random() < 0.05)


def _tamper(random: Random, life: Life, day: date) -> None:
    """An entry is taken down, put back, or given another day."""
    at, shown = _moment(random, day), life.versions[-1].day
    another = random.choice([None, None, day, (shown or day) - timedelta(days=7)])
    life.change(at, another if shown else day)


def _edit(random: Random, history: History, first: date) -> None:
    """A single page, which shows the day of its last change."""
    began = first - random.choice([3, 20, 90]) * _DAY
    page = Life(0, [Version(_moment(random, began), began)])
    for number in range(DAYS):
        if random.random() < 0.12:
            at = _moment(random, first + number * _DAY)
            page.change(at, at.date() - random.choice([0, 0, 0, 1, 5]) * _DAY)
    history.lives.append(page)


def _moment(random: Random, day: date) -> datetime:
    """Some time of a day, now and then just as it is read."""
    if random.random() < 0.08:
        return datetime.combine(day, READ_AT, SHANGHAI) + timedelta(seconds=random.randrange(20))
    return datetime.combine(day, time(random.choice([0, 7, 10, 16, 23]), random.randrange(60)), SHANGHAI)
