"""The checks, held against the documents as they were published: what is wrong in them must be found, and only that."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from registry.model import Portal, Unit
from reports.checks.problems import problems
from reports.table import Cell, Claim, Head, Kind, Report, RowSum, Table, Value
from reports.tables.classes import CLASSES, LISTS
from rules.zone import SHANGHAI
from tests.bulletins.office import published

MADE_AT = datetime(2020, 4, 16, tzinfo=SHANGHAI)
CLASSES_OF_003 = {
    "更新情况较好": "政府办、市场监督管理局、水务局、农业农村局、住建局、粮食和物资储备局、国家税务总局崇信县税务局、"
    "公共资源交易中心、平凉市生态环境局崇信分局、教科局、卫健局、应急管理局、机关事务服务中心、黄寨镇、工业集中区",
    "部分更新或信息公开不规范": "财政局、人社局、审计局、司法局、工业信息化和商务局、民政局、"
    "自然资源局、交通运输局、公安局、城市社区",
    "更新不及时": "发改局、统计局、执法局、文旅局、锦屏镇、新窑镇、柏树镇、黄花乡、木林乡",
}


def portal(*units: Unit) -> Portal:
    return Portal("示范县人民政府", "http://www.example.gov.cn/", Path("portal.toml"), (), units, "")


def portal_of(*names: str) -> Portal:
    return portal(*(Unit(name) for name in names))


def report(*tables: Table, claims: tuple[Claim, ...] = ()) -> Report:
    return Report("示范县人民政府", date(2020, 1, 1), date(2020, 3, 31), MADE_AT, tables, claims)


def value(text: str) -> Value:
    """A cell as the document prints it; what is a number is one."""
    if not text:
        return None
    try:
        return Decimal(text)
    except ArithmeticError:
        return text


def as_published(name: str, title: str, **more: object) -> Table:
    """A document's table as it stands."""
    rows = published(name)
    heads = [
        Head(head, Kind.TEXT if head in ("单位", "单位名称", "栏目", "责任单位", "备注") else Kind.POINTS)
        for head in rows[0]
    ]
    cells = tuple(tuple(Cell(value(text)) for text in row.values()) for row in rows)
    return Table(name[4:], title, tuple(heads), cells, **more)  # type: ignore[arg-type]


def class_table(lists: dict[str, str]) -> Table:
    heads = (Head("类别"), Head("单位数", Kind.COUNT), Head("单位"))
    rows = tuple((Cell(name), Cell(len(units.split("、"))), Cell(units)) for name, units in lists.items())
    return Table("classes", "更新情况分类", heads, rows, part=CLASSES)


def named_in(name: str, head: str) -> list[str]:
    return [row[head] for row in published(name)]


class TestDocument003:
    def units(self) -> list[str]:
        """The 35 that the document says it checked: those it classes, and one more that answers for a column."""
        classed = [unit for units in CLASSES_OF_003.values() for unit in units.split("、")]
        return [*classed, "农办"]

    def test_34_of_35_units_are_classed(self) -> None:
        found = list(problems(report(class_table(CLASSES_OF_003)), portal_of(*self.units())))

        assert found == ["《更新情况分类》应归类 35 个单位，只有 34 个，缺 农办"]

    def test_with_the_missing_one_nothing_is_wrong(self) -> None:
        mended = {**CLASSES_OF_003, "更新不及时": CLASSES_OF_003["更新不及时"] + "、农办"}

        assert list(problems(report(class_table(mended)), portal_of(*self.units()))) == []

    def test_the_number_that_the_text_states_is_not_that_of_the_classes(self) -> None:
        claim = Claim("对35个单位进行了核查统计", 35, "classes", CLASSES, "单位数")

        (found, _) = problems(report(class_table(CLASSES_OF_003), claims=(claim,)), portal_of(*self.units()))

        assert found == "正文“对35个单位进行了核查统计”与《更新情况分类》不符：表中为 34，写作 35"

    def test_a_unit_that_the_text_calls_otherwise_than_the_table_is_not_known(self) -> None:
        columns = as_published("003_departments", "政府部门信息公开第一季度更新情况统计表")
        register = portal(
            *(Unit(name) for name in self.units() if name != "文旅局"), Unit("文体广电和旅游局", aliases=("文旅局",))
        )

        found = list(problems(report(class_table(CLASSES_OF_003), columns), register))

        assert "《更新情况分类》里的“文旅局”不在单位表中，是否指“文体广电和旅游局”" in found
        assert "《政府部门信息公开第一季度更新情况统计表》里的“相关部门”不在单位表中" in found


class TestDocument004:
    claims = (
        Claim("镇街园区 2762 条", 2762, "towns", "", "信息公开"),
        Claim("县政府部门单位 3380 条", 3380, "departments", "", "信息公开"),
        Claim("镇街园区动态 542 条", 542, "towns", "", "动态信息"),
        Claim("部门动态 1113 条", 1113, "departments", "", "动态信息"),
    )
    bonus = RowSum("累计加分", (("国办", Decimal(5)), ("省级", Decimal(2)), ("市级", Decimal("0.5"))))

    def tables(self) -> tuple[Table, ...]:
        return (
            as_published("004_towns", "镇街", row_sum=self.bonus, sorted_by="信息公开"),
            as_published("004_departments", "部门", row_sum=self.bonus, sorted_by="信息公开"),
        )

    def register(self) -> Portal:
        return portal_of(*named_in("004_towns", "单位"), *named_in("004_departments", "单位"))

    def test_two_of_its_four_sums_are_not_those_of_its_tables(self) -> None:
        found = list(problems(report(*self.tables(), claims=self.claims), self.register()))

        assert found == [
            "正文“县政府部门单位 3380 条”与《部门》不符：表中为 3364，写作 3380",
            "正文“部门动态 1113 条”与《部门》不符：表中为 1086，写作 1113",
        ]

    def test_its_bonuses_its_order_and_its_numbering_are_right(self) -> None:
        assert list(problems(report(*self.tables()), self.register())) == []


class TestDocuments000And001:
    sums = RowSum(
        "总分",
        tuple((f"{name}得分", Decimal(1)) for name in ("公共服务", "交流互动", "网站建设及安全", "政务信息公开")),
    )

    def test_all_their_sums_are_right_and_so_is_their_order(self) -> None:
        names = ("000_departments", "000_towns", "001_departments", "001_towns")
        tables = [as_published(name, name, row_sum=self.sums, sorted_by="总分") for name in names]
        register = portal_of(*(unit for name in names for unit in named_in(name, "单位名称")))

        assert list(problems(report(*tables), register)) == []

    @pytest.mark.parametrize("name", ["000_towns", "001_towns"])
    def test_the_spellings_of_one_town(self, name: str) -> None:
        """缑氏镇 is right; 000 has 猴氏镇 in its table and 缙氏镇 in its text. 翟店镇 is 翟镇镇 in 001."""
        poor = Table(
            "classes",
            "名单",
            (Head("名单"), Head("单位数", Kind.COUNT), Head("单位")),
            ((Cell("较差名单"), Cell(1), Cell("缙氏镇")),),
            part=LISTS,
        )
        register = portal_of(*named_in("001_towns", "单位名称"))

        found = list(problems(report(as_published(name, "镇"), poor), register))

        expected = ["《名单》里的“缙氏镇”不在单位表中，是否指“缑氏镇”"]
        if name == "000_towns":
            expected = [
                "《镇》里的“翟店镇”不在单位表中，是否指“府店镇”或“翟镇镇”",
                "《镇》里的“猴氏镇”不在单位表中，是否指“缑氏镇”",
                *expected,
            ]
        assert found == expected

    def test_one_unit_is_praised_and_blamed_at_once(self) -> None:
        heads = (Head("名单"), Head("单位数", Kind.COUNT), Head("单位"))
        rows = (
            (Cell("较好名单"), Cell(2), Cell("民政局、卫健委")),
            (Cell("较差名单"), Cell(2), Cell("统计局、民政局")),
        )

        found = list(
            problems(report(Table("classes", "名单", heads, rows, part=LISTS)), portal_of("民政局", "卫健委", "统计局"))
        )

        assert found == ["民政局既在较好名单又在较差名单"]
