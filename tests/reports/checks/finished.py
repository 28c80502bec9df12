"""A right report as it was finished, and ways to seed one mistake in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from registry.model import Portal, Unit
from reports.table import Cell, Claim, Head, Kind, Report, RowSum, Table, Tone, Value
from rules.zone import SHANGHAI

FINANCE, CIVIL, TOWN = "县财政局", "县民政局", "城关镇"
PORTAL = Portal(
    name="示范县人民政府",
    url="http://www.example.gov.cn/",
    path=Path("portal.toml"),
    columns=(),
    units=(Unit(FINANCE, aliases=("财政局",)), Unit(CIVIL), Unit(TOWN)),
    database_url="",
)
POINTS = RowSum("总分", (("公开得分", Decimal(1)), ("互动得分", Decimal(1))))


def table(name: str, part: str, heads: list[Head], *rows: tuple[Value, ...], **more: object) -> Table:
    cells = tuple(tuple(Cell(value) for value in row) for row in rows)
    return Table(name, f"{name}表", tuple(heads), cells, part=part, **more)  # type: ignore[arg-type]


def weekly() -> Table:
    heads = [
        Head("序号", Kind.COUNT),
        Head("单位"),
        Head("信息公开", Kind.COUNT),
        Head("每周更新未达标次数", Kind.COUNT),
    ]
    rows = ((1, FINANCE, 9, 1), (2, CIVIL, 9, 0), (3, TOWN, 4, 2))
    total = (Cell("合计"), Cell(), Cell(22), Cell(3))
    return table("weekly", "部门", heads, *rows, total=total, sorted_by="信息公开")


def heatmap() -> Table:
    words = ("达标", "未达标", "无法核实")
    heads = [Head("单位"), Head("04-01", Kind.STATE), Head("04-08", Kind.STATE), *(Head(w, Kind.COUNT) for w in words)]
    met, missed = words[:2]
    rows = ((FINANCE, met, missed, 1, 1, 0), (CIVIL, met, "免考核", 1, 0, 0), (TOWN, missed, missed, 0, 2, 0))
    return table("heatmap", "部门", heads, *rows)


def scores() -> Table:
    heads = [Head("单位名称"), Head("公开得分", Kind.POINTS), Head("互动得分", Kind.POINTS), Head("总分", Kind.POINTS)]
    rows = ((CIVIL, Decimal(30), Decimal("2.5"), Decimal("32.5")), (FINANCE, Decimal(20), Decimal(2), Decimal(22)))
    return table("scores", "月度", heads, *rows, row_sum=POINTS, sorted_by="总分")


def detail() -> Table:
    heads = [Head("单位"), Head("项目"), Head("得失分", Kind.POINTS)]
    rows = (
        *((CIVIL, "公开", Decimal(30)), (CIVIL, "互动", Decimal("2.5")), (CIVIL, "总分", Decimal("32.5"))),
        *((FINANCE, "公开", Decimal(22)), (FINANCE, "总分", Decimal(22))),
    )
    return table("detail", "月度", heads, *rows)


def classes() -> Table:
    heads = [Head("类别"), Head("单位数", Kind.COUNT), Head("单位")]
    return table("classes", "分类", heads, ("较好", 2, f"{FINANCE}、{CIVIL}"), ("不及时", 1, TOWN))


def lists() -> Table:
    heads = [Head("名单"), Head("单位数", Kind.COUNT), Head("单位")]
    rows = (("较好名单", 1, CIVIL), ("较差名单", 1, TOWN), ("进步名单", 0, None))
    return table("classes", "名单", heads, *rows)


def columns() -> Table:
    heads = [Head("序号", Kind.COUNT), Head("栏目"), Head("公开数量", Kind.COUNT), Head("责任单位")]
    rows = ((1, "预算", 3, FINANCE), (2, "动态", 2, FINANCE), (3, "专题", 1, "（没有责任单位）"))
    return table("columns", "部门", heads, *rows, total=(Cell("合计"), Cell(), Cell(6), Cell()))


CLAIMS = (
    Claim("共考核 3 个单位。", 3, "classes", "分类", "单位数"),
    Claim("共发布 6 条。", 6, "columns", "部门", "公开数量"),
)


def finished(*tables: Table, claims: tuple[Claim, ...] = CLAIMS) -> Report:
    made = tables or (weekly(), heatmap(), scores(), detail(), classes(), lists(), columns())
    moment = datetime(2024, 4, 15, tzinfo=SHANGHAI)
    return Report(PORTAL.name, date(2024, 4, 1), date(2024, 4, 14), moment, made, claims)


def seeded(make: Callable[[], Table], row: int, place: int, value: Value, tone: Tone = Tone.NONE) -> Report:
    """The right report with one cell changed."""
    whole = finished()
    right = make()
    cells = [list(cells) for cells in right.rows]
    cells[row][place] = Cell(value, tone=tone)
    wrong = replace(right, rows=tuple(tuple(one) for one in cells))
    return replace(whole, tables=tuple(wrong if one == right else one for one in whole.tables))
