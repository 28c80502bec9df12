from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from registry.model import CrawlSettings, EvidenceSettings, FreshnessSettings, ReaderRule, WeeklySettings
from tests.registry.conftest import Folder

READER = '[[reader]]\nmatch = "http://a.example/*"\nrow = "div.x > p"\ntitle = "a"\n'


class TestASoundFile:
    def test_defaults(self, folder: Folder) -> None:
        portal = folder.load().portal
        assert (portal.name, portal.url) == ("示范县人民政府", "http://www.example.gov.cn/")
        assert (portal.crawl, portal.weekly) == (CrawlSettings(), WeeklySettings())
        assert (portal.evidence, portal.freshness) == (EvidenceSettings(), FreshnessSettings())
        assert (portal.bonus, portal.readers) == ({}, ())

    def test_every_setting(self, folder: Folder) -> None:
        folder.toml(
            "[crawl]\ndelay = 0\nconcurrency = 2\ntimeout = 5\nretries = 0\nsince = 2026-01-01\nfull_every = 1\n"
            'max_pages = 9\nmax_page_mib = 0.5\ncontact = "政务公开办"\n'
            '[weekly]\ncategories = ["动态信息"]\nminimum = 2\npoints_per_miss = 0.1\ncharged_from = "2019年4月1日"\n'
            'weeks = "full"\nmin_workdays = 3\nlate_entered = "count"\n'
            '[evidence]\nenabled = false\ndirectory = "证据"\nkeep_days = 0\n'
            "[freshness]\ndue_soon_days = 7\nverified_hours = 48\nlate_after_days = 2\n"
        )
        portal = folder.load().portal
        assert portal.crawl == CrawlSettings(0, 2, 5, 0, date(2026, 1, 1), 1, 9, 0.5, "政务公开办")
        assert portal.weekly == WeeklySettings(("动态信息",), 2, Decimal("0.1"), date(2019, 4, 1), "full", 3, "count")
        assert portal.evidence == EvidenceSettings(False, "证据", 0)
        assert portal.freshness == FreshnessSettings(7, 48, 2)

    @pytest.mark.parametrize("key", ["国办", '"国办"'])
    def test_bonus_levels_with_and_without_quotes(self, folder: Folder, key: str) -> None:
        folder.toml(f'[bonus]\n{key} = "5"\n省级 = 2\n市级 = 0.5\n')
        assert folder.load().portal.bonus == {"国办": Decimal(5), "省级": Decimal(2), "市级": Decimal("0.5")}

    def test_a_chinese_key_in_a_text_is_left_alone(self, folder: Folder) -> None:
        folder.toml('[crawl]\ncontact = "电话 = 无"  # 国办 = 5\n[bonus]\n国办 = "5"\n')
        assert folder.load().portal.crawl.contact == "电话 = 无"

    def test_readers(self, folder: Folder) -> None:
        folder.toml(READER + 'date = "i"\nnext = "a.more"\n' + READER)
        first, second = folder.load().portal.readers
        assert first == ReaderRule("http://a.example/*", "div.x > p", "a", "i", "a.more")
        assert (second.date, second.next) == ("", "")

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
    def test_saved_by_a_plain_editor(self, folder: Folder, encoding: str) -> None:
        path = folder.path / "portal.toml"
        path.write_bytes(path.read_text("utf-8").replace("\n", "\r\n").encode(encoding))
        assert folder.load().portal.name == "示范县人民政府"


class TestWrongValues:
    @pytest.mark.parametrize(
        ("section", "setting"),
        [
            ("crawl", "delay = -0.1"),
            ("crawl", "delay = nan"),
            ("crawl", "delay = true"),
            ("crawl", "concurrency = 0"),
            ("crawl", "concurrency = 1.0"),
            ("crawl", 'concurrency = "4"'),
            ("crawl", "timeout = 0"),
            ("crawl", "timeout = inf"),
            ("crawl", "retries = -1"),
            ("crawl", 'since = "2026-13-01"'),
            ("crawl", "since = 2026-01-01T08:00:00"),
            ("crawl", "full_every = 0"),
            ("crawl", "max_pages = 0"),
            ("crawl", "max_page_mib = 0"),
            ("crawl", "contact = 12345"),
            ("weekly", 'categories = "动态信息"'),
            ("weekly", "categories = []"),
            ("weekly", 'categories = [""]'),
            ("weekly", "minimum = 0"),
            ("weekly", 'points_per_miss = "-0.2"'),
            ("weekly", 'points_per_miss = "NaN"'),
            ("weekly", "points_per_miss = true"),
            ("weekly", 'points_per_miss = "1e9"'),
            ("weekly", "charged_from = 20190401"),
            ("weekly", 'weeks = "all"'),
            ("weekly", "min_workdays = 6"),
            ("weekly", 'late_entered = "excluded"'),
            ("bonus", '国办 = "五"'),
            ("evidence", "enabled = 1"),
            ("evidence", "keep_days = -1"),
            ("freshness", "due_soon_days = -1"),
            ("freshness", "verified_hours = 0"),
            ("freshness", "late_after_days = 0"),
            ("storage", 'database = "sqlite://"'),
            ("storage", 'database = "sqlite:///:memory:"'),
            ("storage", 'database = "lanmu.db"'),
            ("storage", 'database = "mysql://h/d"'),
        ],
    )
    def test_each_is_refused_at_its_line(self, folder: Folder, section: str, setting: str) -> None:
        problem = folder.toml(f"# 说明\n[{section}]\n{setting}\n").problem()
        key = setting.partition(" ")[0]
        assert (problem.file, problem.row, problem.field) == ("portal.toml", 7, f"[{section}] {key}")
        assert problem.message

    def test_a_choice_names_the_nearest(self, folder: Folder) -> None:
        problem = folder.toml('[weekly]\nweeks = "ends_in_perod"\n').problem()
        assert (problem.found, problem.near) == ("ends_in_perod", "ends_in_period")
        assert problem.allowed == "ends_in_period、full、touching"

    @pytest.mark.parametrize(
        ("key", "selector"), [("row", "div["), ("title", "a:foo"), ("date", "i::text"), ("next", ">")]
    )
    def test_a_selector_that_is_none(self, folder: Folder, key: str, selector: str) -> None:
        rule = {"match": "*", "row": "li", "title": "a"} | {key: selector}
        text = "".join(f'{name} = "{value}"\n' for name, value in rule.items())
        problem = folder.toml(f"{READER}[[reader]]\n{text}").problem()
        assert (problem.field, problem.found, problem.message) == (f"[reader] {key}", selector, "不是有效的 CSS 选择器")
        assert problem.row == 10 + list(rule).index(key)

    @pytest.mark.parametrize("key", ["match", "row", "title"])
    def test_what_a_reader_must_have(self, folder: Folder, key: str) -> None:
        kept = "\n".join(line for line in READER.splitlines() if not line.startswith(key))
        problem = folder.toml(kept + "\n").problem()
        assert (problem.field, problem.message) == (f"[reader] {key}", "必须填写")

    def test_one_pair_of_brackets_makes_no_list_of_readers(self, folder: Folder) -> None:
        assert "[[reader]]" in folder.toml(READER.replace("[[reader]]", "[reader]")).problem().message

    def test_a_section_that_is_a_value(self, folder: Folder) -> None:
        (folder.path / "portal.toml").write_text(
            "crawl = 3\n" + (folder.path / "portal.toml").read_text("utf-8"), "utf-8"
        )
        assert folder.problem().message == "应写作一节：[crawl]"

    @pytest.mark.parametrize("missing", ["name", "url"])
    def test_what_the_portal_must_have(self, folder: Folder, missing: str) -> None:
        path = folder.path / "portal.toml"
        path.write_text(path.read_text("utf-8").replace(f"{missing} =", "#"), "utf-8")
        problem = folder.problem()
        assert (problem.row, problem.field, problem.message) == (1, f"[portal] {missing}", "必须填写")

    def test_the_address_of_the_portal(self, folder: Folder) -> None:
        path = folder.path / "portal.toml"
        path.write_text(path.read_text("utf-8").replace("http://", ""), "utf-8")
        assert (folder.problem().field, folder.problem().found) == ("[portal] url", "www.example.gov.cn/")


class TestUnknownNames:
    def test_a_key_names_the_nearest(self, folder: Folder) -> None:
        problem = folder.toml("[crawl]\ndelay = 1\ntimeot = 3\n").problem()
        assert (problem.row, problem.field, problem.near) == (7, "[crawl] timeot", "timeout")
        assert "max_page_mib" in problem.allowed
        assert "是否应为“timeout”？" in str(problem)

    def test_a_section_names_the_nearest(self, folder: Folder) -> None:
        problem = folder.toml("[freshnes]\ndue_soon_days = 3\n").problem()
        assert (problem.row, problem.field, problem.near) == (5, "[freshnes]", "freshness")

    def test_a_key_outside_any_section(self, folder: Folder) -> None:
        path = folder.path / "portal.toml"
        path.write_text("delay = 1\n" + path.read_text("utf-8"), "utf-8")
        assert (folder.problem().row, folder.problem().field) == (1, "[delay]")

    def test_a_category_that_no_column_has_is_a_warning(self, folder: Folder) -> None:
        (warning,) = folder.toml('[weekly]\ncategories = ["动态信息", "动态"]\n').load().warnings
        assert (warning.row, warning.field, warning.near) == (6, "[weekly] categories", "动态信息")


class TestNoToml:
    @pytest.mark.parametrize(
        ("text", "row"),
        [("[portal]\nname = 示范县\n", 2), ("[portal\n", 1), ("[portal]\nname = “示范县”\n", 2), ("a = 1\na = 2\n", 2)],
    )
    def test_the_line_is_named(self, folder: Folder, text: str, row: int) -> None:
        (folder.path / "portal.toml").write_text(text, encoding="utf-8")
        problem = folder.problem()
        assert (problem.file, problem.row) == ("portal.toml", row)
        assert "不合 TOML 的写法" in problem.message

    def test_bytes_that_are_no_text(self, folder: Folder) -> None:
        (folder.path / "portal.toml").write_bytes(b"\xff\x00\x81")
        assert "编码" in folder.problem().message

    def test_no_file(self, folder: Folder) -> None:
        (folder.path / "portal.toml").unlink()
        assert "找不到" in folder.problem().message
