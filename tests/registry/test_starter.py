import re
from dataclasses import fields
from pathlib import Path

import pytest

from registry.awards import ADOPTION_HEADS, MARK_HEADS
from registry.backend import HEADS as BACKEND_HEADS
from registry.load import load_portal
from registry.model import (
    CrawlSettings,
    EvidenceSettings,
    FreshnessSettings,
    HomeSettings,
    NotifySettings,
    ReaderRule,
    RetentionSettings,
    ScheduleSettings,
    WeeklySettings,
)
from registry.overrides import HEADS as OVERRIDE_HEADS
from registry.problems import RegistryError
from registry.settings import SECTIONS, PortalFiles
from registry.starter import FILES, write_starter
from rules.classes import ClassRule
from rules.deductions import DeductionScheme
from rules.performance import FindingKind
from rules.scores import Dimension, DimensionScheme

# Where a key is called otherwise in the code, which cannot have a name like that.
KEYS = {"starts_on": "from"}
TABLES = {
    "adoptions.csv": ADOPTION_HEADS,
    "marks.csv": MARK_HEADS,
    "overrides.csv": OVERRIDE_HEADS,
    "backend.csv": BACKEND_HEADS,
}


def with_every_option(directory: Path) -> Path:
    """The sample folder with all its optional settings in force, and the tables that they name."""
    write_starter(directory)
    path = directory / "portal.toml"
    path.write_text(re.sub(r'(?m)^# (?=\[\[?\w+\]\]?|[\w"]+ = )', "", path.read_text("utf-8")), "utf-8")
    for name, heads in TABLES.items():
        (directory / name).write_text(",".join(heads.known) + "\n", "utf-8")
    return directory


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
    [
        *(PortalFiles, CrawlSettings, WeeklySettings, EvidenceSettings, FreshnessSettings, ReaderRule),
        *(HomeSettings, NotifySettings, RetentionSettings, ScheduleSettings, ClassRule, Dimension),
    ],
)
def test_every_setting_is_explained(tmp_path: Path, settings: type) -> None:
    write_starter(tmp_path)
    lines = (tmp_path / "portal.toml").read_text("utf-8").splitlines()
    explained = {
        line.lstrip("# ").partition("=")[0].strip() for line in lines if line.count("#") > line.startswith("#")
    }
    explained |= {line.lstrip("# ").partition("=")[0].strip() for line in lines if "=" in line and "#" not in line}
    assert {KEYS.get(field.name, field.name) for field in fields(settings)} <= explained


def test_every_section_is_there(tmp_path: Path) -> None:
    write_starter(tmp_path)
    text = (tmp_path / "portal.toml").read_text("utf-8")
    assert [section for section in SECTIONS if not re.search(rf"\[{section}[\].]", text)] == []


def test_optional_settings_are_sound_once_uncommented(tmp_path: Path) -> None:
    loaded = load_portal(with_every_option(tmp_path))
    portal = loaded.portal
    assert loaded.warnings == ()
    assert portal.crawl.since and portal.crawl.contact and portal.weekly.charged_from
    assert portal.home.url and portal.notify.urls == ("env:LANMU_NOTIFY",)
    assert portal.classes.classes[1].zero and portal.schemes[0].groups
    assert len(portal.readers) == 1


def test_the_sample_scheme_counts_what_the_sample_columns_hold(tmp_path: Path) -> None:
    write_starter(tmp_path)
    (scheme,) = load_portal(tmp_path).portal.schemes
    assert isinstance(scheme, DimensionScheme)
    assert [dimension.name for dimension in scheme.dimensions] == [
        "公共服务",
        "交流互动",
        "网站建设及安全",
        "政务信息公开",
    ]


class TestTheNationalIndicators:
    def scheme(self, tmp_path: Path) -> DeductionScheme:
        scheme = load_portal(with_every_option(tmp_path)).portal.schemes[-1]
        assert isinstance(scheme, DeductionScheme)
        return scheme

    def test_every_line_has_a_source(self, tmp_path: Path) -> None:
        scheme = self.scheme(tmp_path)
        assert all("国办秘函〔2019〕19号" in line.source for line in (*scheme.findings, *scheme.vetoes))

    def test_what_costs_points_and_which_of_it_was_verified(self, tmp_path: Path) -> None:
        costs = {rule.name: (str(rule.points), rule.verified) for rule in self.scheme(tmp_path).findings if rule.points}
        assert costs == {
            "政策文件类栏目超过六个月未更新": ("5", True),
            "政策解读与文件没有关联": ("1", False),
            "办事统计数据超过三个月未更新": ("2", True),
            "留言统计数据超过两个月未更新": ("3", True),
            "首页链接打不开": ("1", False),
            "其他页面链接打不开": ("0.1", False),
        }

    def test_the_vetoes_with_a_number(self, tmp_path: Path) -> None:
        numbers = {veto.name: veto.at_least for veto in self.scheme(tmp_path).vetoes if veto.at_least > 1}
        assert numbers == {"动态和文件类栏目不更新": 5, "应更新的栏目未更新过多": 10, "空白栏目过多": 5}

    def test_an_age_that_is_charged_has_a_limit_to_exceed(self, tmp_path: Path) -> None:
        portal = load_portal(with_every_option(tmp_path)).portal
        aged = {category for limit in portal.limits if limit.max_age for category in limit.categories}
        rules = [rule for rule in self.scheme(tmp_path / "again").findings if rule.automatic is FindingKind.LIMIT_AGE]
        assert {category for rule in rules for category in rule.categories} == aged


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
