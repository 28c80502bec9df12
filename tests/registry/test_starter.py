from dataclasses import fields
from pathlib import Path

import pytest

from registry.load import load_portal
from registry.model import CrawlSettings, EvidenceSettings, FreshnessSettings, ReaderRule, WeeklySettings
from registry.problems import RegistryError
from registry.settings import SECTIONS, PortalFiles
from registry.starter import FILES, write_starter


def test_what_is_written_loads_without_a_word(tmp_path: Path) -> None:
    paths = write_starter(tmp_path / "新建" / "门户")
    assert [path.name for path in paths] == list(FILES)
    loaded = load_portal(tmp_path / "新建" / "门户")
    assert loaded.warnings == ()
    assert len(loaded.portal.units) >= 3
    assert {column.cycle.kind for column in loaded.portal.columns} > {"每周", "每季度", "每年", "不定期"}
    assert {column.kind for column in loaded.portal.columns} == {"列表", "单页"}


def test_the_samples_name_no_real_site(tmp_path: Path) -> None:
    write_starter(tmp_path)
    assert {column.url.split("/")[2] for column in load_portal(tmp_path).portal.columns} == {"www.example.gov.cn"}


def test_tables_open_in_excel_with_their_characters(tmp_path: Path) -> None:
    write_starter(tmp_path)
    for name in ("columns.csv", "units.csv"):
        data = (tmp_path / name).read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert data.count(b"\n") == data.count(b"\r\n")


@pytest.mark.parametrize(
    "settings",
    [PortalFiles, CrawlSettings, WeeklySettings, EvidenceSettings, FreshnessSettings, ReaderRule],
)
def test_every_setting_is_explained(tmp_path: Path, settings: type) -> None:
    write_starter(tmp_path)
    lines = (tmp_path / "portal.toml").read_text("utf-8").splitlines()
    explained = {
        line.lstrip("# ").partition("=")[0].strip() for line in lines if line.count("#") > line.startswith("#")
    }
    explained |= {line.lstrip("# ").partition("=")[0].strip() for line in lines if "=" in line and "#" not in line}
    assert {field.name for field in fields(settings)} <= explained


def test_every_section_is_there(tmp_path: Path) -> None:
    write_starter(tmp_path)
    text = (tmp_path / "portal.toml").read_text("utf-8")
    assert all(f"[{section}]" in text for section in SECTIONS)


def test_optional_settings_are_sound_once_uncommented(tmp_path: Path) -> None:
    write_starter(tmp_path)
    path = tmp_path / "portal.toml"
    text = path.read_text("utf-8")
    for key in ("since", "contact", "charged_from", "[[reader]]", "match", "row", "title", "date", "next"):
        assert f"\n# {key}" in text
        text = text.replace(f"\n# {key}", f"\n{key}")
    path.write_text(text, "utf-8")
    portal = load_portal(tmp_path).portal
    assert portal.crawl.since and portal.crawl.contact and portal.weekly.charged_from
    assert len(portal.readers) == 1


@pytest.mark.parametrize("present", FILES)
def test_nothing_is_overwritten(tmp_path: Path, present: str) -> None:
    (tmp_path / present).write_text("我的", encoding="utf-8")
    with pytest.raises(RegistryError, match="不会覆盖"):
        write_starter(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [present]
    assert (tmp_path / present).read_text("utf-8") == "我的"


def test_a_file_in_place_of_the_directory(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(RegistryError, match="不能写入"):
        write_starter(tmp_path / "x")
