from pathlib import Path

import pytest
import sqlalchemy

from registry.load import load_portal
from registry.problems import RegistryError
from tests.registry.conftest import Folder


def address(folder: Folder, written: str = "", override: str | None = None) -> str:
    if written:
        folder.toml(f'[storage]\ndatabase = "{written}"\n')
    return load_portal(folder.path, database_url=override).portal.database_url


def test_the_default_is_a_file_beside_portal_toml(folder: Folder) -> None:
    assert address(folder) == f"sqlite:///{folder.path.as_posix()}/lanmu.db"


def test_a_relative_file_is_taken_from_the_folder_whatever_the_working_directory(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert address(folder, "sqlite:///data/a.db?timeout=9") == f"sqlite:///{folder.path}/data/a.db?timeout=9"


def test_an_absolute_file_stays(folder: Folder, tmp_path: Path) -> None:
    assert address(folder, f"sqlite:///{tmp_path}/x.db") == f"sqlite:///{tmp_path}/x.db"


def test_a_server_stays(folder: Folder) -> None:
    assert address(folder, "postgresql+psycopg://u:p@h/lanmu") == "postgresql+psycopg://u:p@h/lanmu"


def test_the_address_that_the_caller_gives_comes_first(folder: Folder) -> None:
    assert address(folder, "sqlite:///a.db", override="sqlite:///b.db") == f"sqlite:///{folder.path}/b.db"


def test_sqlalchemy_opens_the_file_it_names(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    home = tmp_path / "示范 县"
    home.mkdir()
    sound = Folder(home)
    engine = sqlalchemy.create_engine(address(sound))
    with engine.connect() as connection:
        connection.execute(sqlalchemy.text("create table t (x)"))
    engine.dispose()
    assert (home / "lanmu.db").is_file()
    assert not (folder.path / "lanmu.db").exists()


def test_an_address_from_the_caller_is_refused_by_its_name_and_without_its_password(folder: Folder) -> None:
    with pytest.raises(RegistryError) as caught:
        load_portal(folder.path, database_url="mysql://root:secret@h/d")
    (problem,) = caught.value.problems
    assert (problem.file, problem.row, problem.found) == ("LANMU_DATABASE_URL", None, "mysql://***")
    assert "secret" not in str(caught.value)
