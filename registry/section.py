"""One section of a TOML file: its keys by type, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from registry import days
from registry.document import Document
from registry.problems import CATEGORY, Faults, Mention, Problem, nearest

Value = TypeVar("Value")
Default = TypeVar("Default")
MOST_POINTS = 10_000
# What is written there is not repeated, however wrong: a key may be anything.
_CONFIDENTIAL = ("notify",)


@dataclass(slots=True)
class Section:
    """The keys of one section. Each is asked for by its type; what is wrong is added to ``faults``.

    A wrong value is answered with the default, so that every fault of a file is found at once. ``nth`` counts the
    sections of the same name before it in the file.
    """

    document: Document
    name: str
    values: Mapping[str, Any]
    faults: Faults
    nth: int = 0
    asked: list[str] = field(default_factory=list)

    def text(self, key: str, default: str = "") -> str:
        """A text, without surrounding blanks."""
        value = self._value(key)
        if isinstance(value, str):
            return value.strip()
        return default if value is None else self._wrong(key, "应为加引号的文字", default)

    def needed(self, key: str) -> str:
        """A text that must be there."""
        text = self.text(key)
        if not text and isinstance(self.values.get(key, ""), str):
            self.refuse(key, "必须填写")
        return text

    def texts(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of texts that are not empty."""
        value = self._value(key)
        if value is None:
            return default
        if isinstance(value, list) and value and all(isinstance(item, str) and item.strip() for item in value):
            return tuple(item.strip() for item in value)
        return self._wrong(key, '应为一组文字，如 ["动态信息"]', default)

    def mentioned(self, what: str, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of texts that must stand under the head ``what`` of a table; see ``Faults.warn_of_unused``."""
        words = self.texts(key, default)
        for word in words if key in self.values else ():
            self.mention(what, word, key)
        return words

    def mention(self, what: str, word: str, key: str = "") -> None:
        """Note that ``word`` must stand under the head ``what`` of a table."""
        message = f"没有{'栏目' if what == CATEGORY else '单位'}属于{what}“{word}”"
        self.faults.mentions.append(Mention(what, word, self._problem(key, message, "", "")))

    def items(self, key: str) -> list[Any]:
        """A list of anything; an empty one where the key is missing."""
        value = self._value(key)
        if value is None or isinstance(value, list):
            return value or []
        return self._wrong(key, "应为方括号里的一组值", [])

    def flag(self, key: str, default: bool) -> bool:
        """``true`` or ``false``."""
        value = self._value(key)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        return self._wrong(key, "应为 true 或 false", default)

    def whole(self, key: str, default: Default, low: int, high: int) -> int | Default:
        """A whole number from ``low`` to ``high``."""
        value = self._value(key)
        if value is None:
            return default
        if type(value) is int and low <= value <= high:
            return value
        return self._wrong(key, f"应为 {low} 到 {high} 的整数", default)

    def number(self, key: str, default: float, low: float, high: float) -> float:
        """A number from ``low`` to ``high``."""
        value = self._value(key)
        if value is None:
            return default
        if type(value) in (int, float) and low <= value <= high:
            return float(value)
        return self._wrong(key, f"应为 {low:g} 到 {high:g} 的数", default)

    def points(self, key: str, default: Default, low: int = 0, high: int = MOST_POINTS) -> Decimal | Default:
        """An exact number from ``low`` to ``high``: a text or a number."""
        value = self._value(key)
        if value is None:
            return default
        points = _decimal(value)
        if points is not None and low <= points <= high:
            return points
        return self._wrong(key, f'应为 {low} 到 {high} 的数，如 "0.2"', default)

    def day(self, key: str) -> date | None:
        """A day, written as a TOML date or as a text."""
        value = self._value(key)
        if value is None:
            return None
        day = as_day(value)
        return self._wrong(key, f"应为日期，如 {days.ALLOWED}", None) if day is None else day

    def clock(self, key: str, default: time) -> time:
        """A time of day to the minute."""
        value = self._value(key)
        if value is None:
            return default
        clock = _as_clock(value)
        return self._wrong(key, '应为几点几分，如 "08:00"', default) if clock is None else clock

    def clocks(self, key: str, default: tuple[time, ...]) -> tuple[time, ...]:
        """A list of times of day, which may be empty."""
        value = self._value(key)
        if value is None:
            return default
        clocks = [_as_clock(item) for item in value] if isinstance(value, list) else [None]
        if None in clocks:
            return self._wrong(key, '应为一组几点几分，如 ["04:30", "06:00"]', default)
        return tuple(sorted(clock for clock in clocks if clock is not None))

    def choice(self, key: str, allowed: Sequence[str], default: str) -> str:
        """One of ``allowed``."""
        text = self.text(key, default)
        if text in allowed:
            return text
        self.refuse(key, "不在可选的写法之内", allowed="、".join(allowed), near=nearest(text, allowed))
        return default

    def chosen(self, key: str, allowed: Collection[str], default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Some of ``allowed``."""
        texts = self.texts(key, default)
        for text in texts if key in self.values else ():
            if text not in allowed:
                near = nearest(text, allowed)
                self.refuse(key, f"“{text}”不在可选的写法之内", allowed="、".join(allowed), near=near)
        return texts

    def parts(self, key: str) -> tuple[Section, ...]:
        """The ``[[section.key]]`` that stand below this section."""
        value = self._value(key)
        if value is not None and not _tables(value):
            self.refuse(key, f"应写作 [[{self.name}.{key}]]（两层方括号），一项一节")
        before = _tables(self.document.data.get(self.name))[: self.nth]
        first = sum(len(_tables(earlier.get(key))) for earlier in before)
        return tuple(
            Section(self.document, f"{self.name}.{key}", values, self.faults, nth)
            for nth, values in enumerate(_tables(value), first)
        )

    def part(self, key: str) -> Section:
        """The ``[section.key]`` that stands below this section; an empty one where there is none."""
        value = self._value(key)
        return Section(self.document, f"{self.name}.{key}", value if isinstance(value, dict) else {}, self.faults)

    def refuse(self, key: str, message: str, *, allowed: str = "", near: str = "") -> None:
        """Add an error at ``key``."""
        self.faults.errors.append(self._problem(key, message, allowed, near))

    def warn(self, key: str, message: str, *, near: str = "") -> None:
        """Add a warning at ``key``."""
        self.faults.warnings.append(self._problem(key, message, "", near))

    def refuse_unknown(self) -> None:
        """Add an error for every key that was not asked for. To be called last."""
        for key in self.values:
            if key not in self.asked:
                self.refuse(key, "不认识的键", allowed="、".join(self.asked), near=nearest(key, self.asked))

    def _value(self, key: str) -> Any:
        self.asked.append(key)
        return self.values.get(key)

    def _wrong(self, key: str, message: str, default: Value) -> Value:
        self.refuse(key, message)
        return default

    def _problem(self, key: str, message: str, allowed: str, near: str) -> Problem:
        line = self.document.line(self.name, key, self.nth) or self.document.line(self.name, "", self.nth)
        value = self.values.get(key)
        found = "" if self.name in _CONFIDENTIAL or isinstance(value, (dict, list)) else _as_written(value)
        where = f"[{self.name}] {key}".rstrip() if self.name else key
        return Problem(self.document.file, message, line, where, found, allowed, near)


def section_of(document: Document, name: str, faults: Faults) -> Section:
    """Return the section ``[name]``, an empty one where the file has none."""
    values = document.data.get(name, {})
    if isinstance(values, dict):
        return Section(document, name, values, faults)
    empty = Section(document, name, {}, faults)
    empty.refuse("", f"应写作一节：[{name}]")
    return empty


def sections_of(document: Document, name: str, faults: Faults) -> tuple[Section, ...]:
    """Return every ``[[name]]``."""
    value = document.data.get(name, [])
    tables = _tables(value)
    if value != [] and not tables:
        Section(document, name, {}, faults).refuse("", f"应写作 [[{name}]]（两层方括号），一项一节")
    return tuple(Section(document, name, values, faults, nth) for nth, values in enumerate(tables))


def _tables(value: Any) -> list[Mapping[str, Any]]:
    """``value`` if it is a list of tables, else none."""
    return value if isinstance(value, list) and all(isinstance(item, dict) for item in value) else []


def _as_written(value: Any) -> str:
    """A value about as it stands in the file, for a message."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def as_day(value: Any) -> date | None:
    """The day that a TOML value is, or ``None``. A moment is no day."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return days.parse_day(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _as_clock(value: Any) -> time | None:
    """The time of day that a TOML value is, or ``None``; seconds and zones are none of an office's business."""
    try:
        clock = datetime.strptime(value.strip(), "%H:%M").time() if isinstance(value, str) else value
    except ValueError:
        return None
    return clock if isinstance(clock, time) and clock == time(clock.hour, clock.minute) else None


def _decimal(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    try:
        points = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return points if points.is_finite() else None
