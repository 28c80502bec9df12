"""portal.toml and calendar.toml as written: their data, and the line each section and key stands on."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from registry.encoding import EncodingError, decode
from registry.problems import Problem, RegistryError

_HEADER = re.compile(r"\s*\[+\s*([^\[\]]+?)\s*\]+\s*(?:#.*)?")
_BARE_CHINESE_KEY = re.compile(
    r"""^([ \t]*)([^\s"'=\[\]#]*[^\x00-\x7f\s"'=\[\]#][^\s"'=\[\]#]*)([ \t]*=)""", re.MULTILINE
)
_BARE_CHINESE_HEADER = re.compile(
    r"""^([ \t]*\[\w+\.)([^\s"'.\[\]]*[^\x00-\x7f\s"'.\[\]][^\s"'.\[\]]*)(\])""", re.MULTILINE
)
_PLACE = re.compile(r"at line (\d+), column (\d+)")


@dataclass(frozen=True, slots=True)
class Document:
    """A TOML file: its name, its data, and the line of each (section, how many so named before it, key)."""

    file: str
    data: Mapping[str, Any]
    lines: Mapping[tuple[str, int, str], int]

    def line(self, section: str, key: str = "", nth: int = 0) -> int | None:
        """The line of ``key``, else that of the header of its section; ``None`` where neither is found."""
        return self.lines.get((section, nth, key)) or self.lines.get((section, nth, ""))


def read_document(path: Path) -> Document:
    """Return the TOML file at ``path``. Raises ``RegistryError`` where it cannot be read or is no TOML."""
    try:
        text = decode(path.read_bytes())
        return Document(path.name, _parse(text), _places(text))
    except FileNotFoundError:
        problem = Problem(path.name, f"找不到这个文件：{path}")
    except OSError:
        problem = Problem(path.name, "文件打不开，请检查读取权限，或是否正被其他程序占用")
    except EncodingError as error:
        problem = Problem(path.name, str(error))
    except (ValueError, RecursionError) as error:
        problem = _syntax_problem(path.name, str(error))
    raise RegistryError([problem])


def _parse(text: str) -> dict[str, Any]:
    """The data of a TOML text. Chinese keys may stand without quotes, which TOML itself does not allow."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        for bare in (_BARE_CHINESE_KEY, _BARE_CHINESE_HEADER):
            text = bare.sub(r'\1"\2"\3', text)
        return tomllib.loads(text)


def _places(text: str) -> dict[tuple[str, int, str], int]:
    places: dict[tuple[str, int, str], int] = {}
    section, nth, times = "", 0, Counter[str]()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.fullmatch(line):
            section = header[1].replace('"', "").replace("'", "")
            nth, times[section] = times[section], times[section] + 1
            places[section, nth, ""] = number
        elif "=" in line:
            places.setdefault((section, nth, line.partition("=")[0].strip().strip("\"'")), number)
    return places


def _syntax_problem(file: str, message: str) -> Problem:
    place = _PLACE.search(message)
    where = f"（第 {place[2]} 个字符附近）" if place else ""
    advice = "一行一个“键 = 值”，文字加英文引号，同一个键只写一次"
    return Problem(file, f"不合 TOML 的写法{where}：{advice}", int(place[1]) if place else None)
