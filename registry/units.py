"""Which units there are, and which unit a name in a table means."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from registry.model import Unit
from registry.names import near_names, near_pairs
from registry.problems import Faults, nearest
from registry.sheet import Heads, Row, read_sheet

HEADS = Heads(("单位", "单位类别"), ("别名", "启用日期", "停用日期"))
# Alike enough for names of one unit (人力资源和社会保障局, 人力资源社会保障局), which two departments are not.
_SAME_NAME = 0.85
_SEPARATORS = re.compile(r"[、,，;；/|\s]+")


@dataclass(slots=True)
class Register:
    """The units by name. ``complete`` says that the office keeps units.csv, so that another name is suspicious.

    ``places`` holds the row that first gave a unit, for messages.
    """

    complete: bool = False
    units: dict[str, Unit] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    places: dict[str, Row] = field(default_factory=dict)
    unregistered: set[str] = field(default_factory=set)

    def resolve(self, name: str) -> str:
        """The registered name that ``name`` stands for, else ``name``."""
        return self.aliases.get(name, name)

    def knows(self, name: str) -> bool:
        """Whether a unit is so called, by name or alias."""
        return self.resolve(name) in self.units

    def meet(self, row: Row, group: str) -> Unit | None:
        """The unit that ``row`` of columns.csv answers to, added where it is new; ``None`` where it names none."""
        name = self.resolve(row.text("单位"))
        if not name:
            return None
        if name not in self.units:
            self._add_unregistered(row, name, group)
        unit = self.units[name]
        if group and unit.group and group != unit.group:
            row.warn("单位类别", f"“{group}”与单位“{name}”的类别“{unit.group}”不一致，按“{unit.group}”统计")
        return unit

    def known_unit(self, row: Row) -> str:
        """The registered unit of ``row``; another, for which the row would appear in no report, is an error."""
        name = row.needed("单位")
        if name and not self.knows(name):
            row.refuse("单位", f"没有“{name}”这个单位", near=self.likely(name))
        return self.resolve(name)

    def likely(self, name: str) -> str:
        """The registered name or alias that ``name`` probably means, or ""."""
        known = [known for known in (*self.units, *self.aliases) if known not in self.unregistered]
        return next(iter(near_names(name, known)), "") or nearest(name, known, _SAME_NAME)

    def _add_unregistered(self, row: Row, name: str, group: str) -> None:
        if self.complete:
            row.warn("单位", f"单位“{name}”没有在单位表中登记", near=self.likely(name))
            self.unregistered.add(name)
        self.units[name] = Unit(name, group)
        self.places[name] = row


def read_units(path: Path, faults: Faults) -> Register:
    """Return the register that units.csv at ``path`` gives."""
    rows = read_sheet(path, HEADS, faults)
    register = Register(complete=True)
    for row in rows:
        unit = _unit(row)
        if unit.name in register.units:
            row.refuse("单位", f"单位“{unit.name}”重复登记（第 {register.places[unit.name].number} 行已有）")
        elif unit.name:
            register.units[unit.name], register.places[unit.name] = unit, row
    _add_aliases(register)
    return register


def _unit(row: Row) -> Unit:
    name, group = row.needed("单位"), row.needed("单位类别")
    aliases = tuple(alias for alias in _SEPARATORS.split(row.text("别名")) if alias and alias != name)
    return Unit(name, group, aliases, *row.term())


def _add_aliases(register: Register) -> None:
    for unit in register.units.values():
        row = register.places[unit.name]
        for alias in unit.aliases:
            owner = alias if alias in register.units else register.aliases.get(alias, unit.name)
            if owner != unit.name:
                row.refuse("别名", f"别名“{alias}”已是单位“{owner}”的名称或别名")
            else:
                register.aliases[alias] = unit.name


def warn_of_near_names(register: Register) -> None:
    """Warn of units whose names are probably one name misspelt. Those that lack in units.csv were named already."""
    for first, second in near_pairs(name for name in register.units if name not in register.unregistered):
        earlier = register.places[first]
        register.places[second].warn(
            "单位",
            f"单位“{second}”与“{first}”（{earlier.file} 第 {earlier.number} 行）只差一个字："
            "如是同一单位，请改为一致，或在单位表中登记为别名",
        )
