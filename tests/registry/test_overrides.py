from __future__ import annotations

from datetime import date

import pytest

from registry.model import BackendCount, Override
from tests.registry.conftest import Folder

SCHEME = '[[scheme]]\nname = "考评"\n[[scheme.dimension]]\nname = "政务信息公开"\n'
CLASSES = SCHEME + '[[class]]\nname = "更新情况较好"\nmin_entries = 3\n[[class]]\nname = "更新不及时"\n'


def with_overrides(folder: Folder, *rows: str) -> Folder:
    folder.toml(CLASSES, 'overrides = "overrides.csv"')
    return folder.table("overrides.csv", "单位,项目,改为,理由,起始日期,截止日期", *rows)


class TestOverrides:
    def test_a_row_becomes_an_override(self, folder: Folder) -> None:
        with_overrides(
            folder,
            "县财政局,类别,更新不及时,网站迁移,2026-01-01,2026-03-31",
            "县财政局,较好名单,不列入,正在整改,,",
            "县财政局,政务信息公开,１8.5,另有纸质公开,,",
            "县财政局,总分,60,复核,,",
        )
        assert folder.load().portal.overrides == (
            Override("县财政局", "类别", "更新不及时", "网站迁移", date(2026, 1, 1), date(2026, 3, 31)),
            Override("县财政局", "较好名单", "不列入", "正在整改"),
            Override("县财政局", "政务信息公开", "18.5", "另有纸质公开"),
            Override("县财政局", "总分", "60", "复核"),
        )

    @pytest.mark.parametrize(
        ("row", "field", "near"),
        [
            ("财政局,类别,更新不及时,迁移,,", "单位", "县财政局"),
            ("县财政局,分类,更新不及时,迁移,,", "项目", "类别"),
            ("县财政局,类别,更新情况好,迁移,,", "改为", "更新情况较好"),
            ("县财政局,较差名单,列入了,迁移,,", "改为", "列入"),
            ("县财政局,较差名单,列入,,,", "理由", ""),
            ("县财政局,政务信息,5,复核,,", "项目", "政务信息公开"),
            ("县财政局,总分,六十,复核,,", "改为", ""),
            ("县财政局,较差名单,列入,迁移,2026-04-01,2026-03-31", "截止日期", ""),
        ],
    )
    def test_faults(self, folder: Folder, row: str, field: str, near: str) -> None:
        problem = with_overrides(folder, row).problem()
        assert (problem.file, problem.row, problem.field, problem.near) == ("overrides.csv", 2, field, near)

    @pytest.mark.parametrize(
        ("first", "second", "clash"),
        [
            (",", ",", True),
            (",", "2026-04-01,", True),
            ("2026-01-01,2026-03-31", "2026-03-31,", True),
            ("2026-01-01,2026-03-31", "2026-04-01,", False),
        ],
    )
    def test_one_item_is_set_once_at_a_time(self, folder: Folder, first: str, second: str, clash: bool) -> None:
        with_overrides(folder, f"县财政局,类别,更新不及时,一,{first}", f"县财政局,类别,更新情况较好,二,{second}")
        if clash:
            assert (folder.problem().row, folder.problem().field) == (3, "项目")
        else:
            assert len(folder.load().portal.overrides) == 2


def with_backend(folder: Folder, *rows: str) -> Folder:
    folder.toml("", 'backend = "backend.csv"')
    return folder.table("backend.csv", "单位,信息类别,采用数,起始日期,截止日期", *rows)


class TestBackend:
    def test_a_row_becomes_a_count(self, folder: Folder) -> None:
        with_backend(folder, "县财政局,动态信息,１2,2026-01-01,2026-03-31", "县财政局,动态信息,0,,")
        assert folder.load().portal.backend == (
            BackendCount("县财政局", "动态信息", 12, date(2026, 1, 1), date(2026, 3, 31)),
            BackendCount("县财政局", "动态信息", 0),
        )

    @pytest.mark.parametrize("count", ["-1", "1.5", "一", "1e3"])
    def test_what_is_no_count(self, folder: Folder, count: str) -> None:
        problem = with_backend(folder, f"县财政局,动态信息,{count},,").problem()
        assert (problem.field, problem.found, problem.message) == ("采用数", count, "不是整数")

    def test_one_count_a_period(self, folder: Folder) -> None:
        problem = with_backend(folder, "县财政局,动态信息,1,,", "县财政局,动态信息,2,,").problem()
        assert (problem.row, problem.field) == (3, "信息类别")

    def test_a_category_that_no_column_has_is_a_warning(self, folder: Folder) -> None:
        (warning,) = with_backend(folder, "县财政局,动态信,1,,").load().warnings
        assert (warning.file, warning.row, warning.near) == ("backend.csv", 2, "动态信息")
