"""What one crawl is asked to do: which columns of which portal, how far back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from pathlib import Path

from pages.lists.selectors import Selectors
from pages.reader import reader_names
from registry.load import load_portal
from registry.model import Column, Portal
from registry.reading import rule_for

DEFAULT_SPAN = timedelta(days=365)
_YES = frozenset({"1", "true", "yes", "on", "是"})
_NO = frozenset({"", "0", "false", "no", "off", "否"})


class PlanError(ValueError):
    """The arguments of a crawl are wrong. The message is Chinese and names what is allowed."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A checked crawl: nothing in it can be wrong any more.

    ``reads_all`` says whether ``since`` is as far back as the office wants its columns read, ``whole`` whether every
    column of the portal was asked for.
    """

    portal: Portal
    columns: tuple[Column, ...]
    today: date
    since: date
    full: bool = False
    reads_all: bool = True
    whole: bool = True

    def selectors_for(self, column: Column) -> Selectors | None:
        """The office's own selectors for a column, where a ``[[reader]]`` fits its address."""
        rule = rule_for(column, self.portal.readers)
        return Selectors(rule.row, rule.title, rule.date, rule.next) if rule else None


def plan_of(
    portal: Portal,
    today: date,
    *,
    units: Iterable[str] = (),
    columns: Iterable[str] = (),
    since: str | date | None = None,
    full: str | bool = False,
) -> Plan:
    """Check the arguments of a crawl against the registry.

    Raises ``PlanError`` for a unit or column that is not registered (the nearest name is given), and for a ``since``
    that is no day or lies in the future.
    """
    units, columns = tuple(units), tuple(columns)
    chosen = _columns_of(portal, today, units, columns)
    default = portal.crawl.since or today - DEFAULT_SPAN
    wanted = _since(since, today) or default
    # Who asks for an earlier day wants it read, though nothing be new on the first page.
    reads_full = flag("full", full) or wanted < default
    whole = not (units or columns)
    return Plan(portal, chosen, today, wanted, reads_full, reads_all=wanted <= default, whole=whole)


def load_plan(path: str | Path, today: date, *, database_url: str | None = None, **arguments: str | None) -> Plan:
    """A plan from the text arguments of ``scrapy crawl county``: ``unit`` and ``column`` take commas.

    Raises ``RegistryError`` or ``PlanError``.
    """
    loaded = load_portal(Path(path), database_url=database_url, known_readers=reader_names())
    return plan_of(
        loaded.portal,
        today,
        units=split_names(arguments.get("unit")),
        columns=split_names(arguments.get("column")),
        since=arguments.get("since"),
        full=arguments.get("full") or "",
    )


def split_names(text: str | None) -> tuple[str, ...]:
    """The names in a comma-separated argument; Chinese commas count."""
    return tuple(name.strip() for name in (text or "").replace("，", ",").split(",") if name.strip())


def flag(name: str, value: str | bool) -> bool:
    """What a yes-or-no argument of ``scrapy crawl`` says. Raises ``PlanError``."""
    text = str(value).strip().lower()
    if text in _YES or text in _NO:
        return text in _YES
    raise PlanError(f"{name} 只能是 1 或 0，现为“{value}”")


def _columns_of(portal: Portal, today: date, units: tuple[str, ...], names: tuple[str, ...]) -> tuple[Column, ...]:
    wanted_units = {_registered(unit, portal) for unit in units}
    columns = [column for column in portal.columns if not wanted_units or column.unit in wanted_units]
    for name in names:
        owners = tuple(column.unit or "没有责任单位的栏目" for column in portal.columns if column.name == name)
        _require(name, {column.name for column in columns}, "栏目", owners)
    chosen = [column for column in columns if not names or column.name in names]
    if not chosen:
        raise PlanError("没有要采集的栏目：登记表为空")
    return tuple(column for column in chosen if not (column.ends_on and column.ends_on < today)) or tuple(chosen)


def _registered(name: str, portal: Portal) -> str:
    """The registered name of a unit that may be called by an alias."""
    for unit in portal.units:
        if name == unit.name or name in unit.aliases:
            return unit.name
    _require(name, {unit.name for unit in portal.units}, "单位")
    return name


def _require(name: str, allowed: set[str], what: str, owners: tuple[str, ...] = ()) -> None:
    if name in allowed:
        return
    if owners:
        raise PlanError(f"该单位没有名为“{name}”的{what}；{'、'.join(dict.fromkeys(owners))} 有")
    near = get_close_matches(name, allowed, n=1, cutoff=0.5)
    hint = f"，是否指“{near[0]}”？" if near else f"。已登记的{what}共 {len(allowed)} 个，见栏目表"
    raise PlanError(f"没有名为“{name}”的{what}{hint}")


def _since(value: str | date | None, today: date) -> date | None:
    if value is None or value == "":
        return None
    try:
        day = value if isinstance(value, date) else date.fromisoformat(value)
    except ValueError:
        raise PlanError(f"since 应写成 2026-01-01 这样的日期，现为“{value}”") from None
    if day > today:
        raise PlanError(f"since 不能晚于今天（{today}），现为 {day}")
    return day
