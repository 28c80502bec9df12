"""What is wrong with a portal folder, said so that the office can put it right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from registry.secret import shown

# A Chinese head of four characters that shares two with the right one (更新频率, 更新周期) is still recognised.
_SAME_WORD = 0.5
# The heads under which a word of the settings must be found.
CATEGORY, GROUP = "信息类别", "单位类别"
# So many rows are named where one fault stands in many.
_MOST_ROWS = 10


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: the file, the row (1 is the first; a line in portal.toml) and the head or key it stands at.

    ``found`` is what stands there, less what may be secret in it, ``allowed`` what may stand there, ``near`` the right
    word it probably means. All texts are Chinese; str() is one line.
    """

    file: str
    message: str
    row: int | None = None
    field: str = ""
    found: str = ""
    allowed: str = ""
    near: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "found", shown(self.found))

    def __str__(self) -> str:
        row = f" 第 {self.row} 行" if self.row else ""
        where = f"{self.file}{row} {self.field}".rstrip()
        found = f"，读到“{self.found}”" if self.found and self.found not in self.message else ""
        allowed = f"，可用：{self.allowed}" if self.allowed and self.allowed not in self.message else ""
        near = f"，是否应为“{self.near}”？" if self.near else ""
        return f"{where}：{self.message}{found}{allowed}{near}"


@dataclass(frozen=True, slots=True)
class Mention:
    """A word of the settings that the tables must hold, or its rule would silently apply to nothing.

    ``what`` is the head it must stand under, CATEGORY or GROUP; ``problem`` is the warning if it does not.
    """

    what: str
    word: str
    problem: Problem


@dataclass(slots=True)
class Faults:
    """The faults found so far. With an error nothing is crawled; a warning is shown and stops nothing."""

    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)

    def warn_of_unused(self, what: str, used: Iterable[str]) -> None:
        """Add a warning for each mention of a ``what`` that is not among those ``used``."""
        words = list(used)
        for mention in self.mentions:
            if mention.what == what and mention.word not in words:
                self.warnings.append(replace(mention.problem, near=nearest(mention.word, words)))


class RegistryError(ValueError):
    """A portal folder that cannot be used. ``problems`` holds every error; str() lists them in Chinese.

    ``heading`` stands above the list where it is not about errors in the registry.
    """

    def __init__(self, problems: Sequence[Problem], heading: str = "") -> None:
        super().__init__(problems)
        self.problems = tuple(problems)
        self._heading = heading or f"登记资料有 {len(self.problems)} 处错误："

    def __str__(self) -> str:
        lines = [f"{number}. {line}" for number, line in enumerate(told_once(self.problems), 1)]
        return "\n".join([self._heading, *lines])


def told_once(problems: Iterable[Problem]) -> list[str]:
    """Return a line for each problem; those that differ in nothing but their rows share one."""
    rows: dict[Problem, list[int | None]] = {}
    for problem in problems:
        rows.setdefault(replace(problem, row=None), []).append(problem.row)
    return [_told(problem, found) for problem, found in rows.items()]


def _told(problem: Problem, rows: Sequence[int | None]) -> str:
    if len(rows) == 1:
        return str(replace(problem, row=rows[0]))
    first = "、".join(str(row) for row in rows[:_MOST_ROWS])
    more = f"…行，共 {len(rows)} 行" if len(rows) > _MOST_ROWS else " 行"
    return str(replace(problem, file=f"{problem.file} 第 {first}{more}"))


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return ``problems`` file by file, as the files were first met, and down the rows of each."""
    listed = list(problems)
    files = list(dict.fromkeys(problem.file for problem in listed))
    return sorted(listed, key=lambda problem: (files.index(problem.file), problem.row or 0))


def nearest(word: str, right: Iterable[str], likeness: float = _SAME_WORD) -> str:
    """Return the one of ``right`` most like ``word``, or "" where none is to the degree ``likeness`` (1 is equal)."""
    return next(iter(get_close_matches(word, list(right), n=1, cutoff=likeness)), "")
