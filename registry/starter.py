"""A portal folder to start from: sample tables, and every setting with its explanation."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from registry.problems import Problem, RegistryError

FILES = ("portal.toml", "columns.csv", "units.csv", "calendar.toml", "indicators.toml")


def write_starter(directory: Path) -> tuple[Path, ...]:
    """Write the sample files into ``directory``, made where it is missing, and return their paths.

    Raises ``RegistryError`` where one of the files is there (nothing is written then) or cannot be written.
    """
    paths = tuple(directory / name for name in FILES)
    present = [Problem(path.name, f"文件已存在，不会覆盖：{path}") for path in paths if path.exists()]
    if present:
        raise RegistryError(present, "没有写入：")
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for path in paths:
            path.write_bytes(files("registry").joinpath("starter", path.name).read_bytes())
    except OSError as error:
        raise RegistryError(
            [Problem(str(directory), "不能写入这个目录，请检查权限和磁盘空间")], "没有写入："
        ) from error
    return paths
