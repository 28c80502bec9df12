from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import openpyxl
import pytest

from registry.load import Loaded, load_portal
from registry.problems import Problem, RegistryError

HEAD = "单位,单位类别,栏目,信息类别,更新周期,网址"
ROW = "县财政局,部门,工作动态,动态信息,每周,http://www.example.gov.cn/czj/"
PORTAL = '[portal]\nname = "示范县人民政府"\nurl = "http://www.example.gov.cn/"\n'


class Folder:
    """A portal folder in the making: sound unless a test spoils it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.toml("")
        self.columns(ROW)

    def toml(self, settings: str, portal: str = "") -> Folder:
        """portal.toml: further keys of [portal], then further sections. [portal] stands on line 1."""
        (self.path / "portal.toml").write_text(f"{PORTAL}{portal}\n{settings}", encoding="utf-8")
        return self

    def table(self, name: str, *lines: str, encoding: str = "utf-8") -> Folder:
        (self.path / name).write_text("\n".join(lines) + "\n", encoding=encoding)
        return self

    def columns(self, *rows: str, head: str = HEAD) -> Folder:
        return self.table("columns.csv", head, *rows)

    def load(self, known_readers: Collection[str] | None = None) -> Loaded:
        return load_portal(self.path, known_readers=known_readers)

    def problems(self, known_readers: Collection[str] | None = None) -> tuple[Problem, ...]:
        """The errors of the folder; a folder without one fails the test."""
        with pytest.raises(RegistryError) as caught:
            self.load(known_readers)
        return caught.value.problems

    def problem(self, known_readers: Collection[str] | None = None) -> Problem:
        """The only error of the folder."""
        (only,) = self.problems(known_readers)
        return only

    def warnings(self) -> list[str]:
        return [str(warning) for warning in self.load().warnings]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def save_workbook(path: Path, rows: Sequence[Sequence[object]]) -> None:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(list(row))  # type: ignore[union-attr]
    workbook.save(path)
