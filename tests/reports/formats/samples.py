"""A report of invented units: a weekly table with grouped heads, a heatmap, and what they rest on."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from reports.table import NOTHING, Cell, Head, Kind, Report, Row, Table, Tone, Trace, TracedEntry, TracedReading

SHANGHAI = timezone(timedelta(hours=8))
FIRST, LAST = date(2019, 1, 1), date(2019, 5, 30)
MADE_AT = datetime(2019, 6, 3, 9, 30, tzinfo=SHANGHAI)
HOME = "http://www.example.gov.cn"
ENTRIES, UNITS, WEEKS = 3_000, 46, 20
_BUREAUS = ("教育", "民政", "财政", "司法", "统计", "审计", "水利", "林业", "商务", "气象", "农业农村", "应急管理")
_ENDS = ("局", "服务中心", "办公室", "事务管理和综合保障服务中心")
_AWARDS = {0: (None, 1, 3), 3: (None, None, 1), 8: (1, None, 1), 21: (None, 2, None)}


def unit(number: int) -> str:
    return f"{_BUREAUS[number % len(_BUREAUS)]}{_ENDS[number // len(_BUREAUS) % len(_ENDS)]}"


def traced(number: int, **changes: Any) -> TracedEntry:
    day = FIRST + timedelta(days=number % 150)
    fields: dict[str, Any] = {
        "unit": unit(number % UNITS),
        "column": "工作动态",
        "category": "动态信息",
        "title": f"我局召开第{number + 1}次政务公开工作推进会议",
        "url": f"{HOME}/art/{day:%Y/%m/%d}/{number + 1}.html",
        "published_on": day,
        "first_seen_at": datetime(day.year, day.month, day.day, 2, 5, tzinfo=SHANGHAI) + timedelta(days=1),
        "late_entered": number % 97 == 0,
        "withdrawn_at": datetime(2019, 5, 29, 2, 0, tzinfo=SHANGHAI) if number % 411 == 0 else None,
        **changes,
    }
    return TracedEntry(**fields)


def reading(number: int, **changes: Any) -> TracedReading:
    first = date(2019, 1, 7) + timedelta(weeks=number % WEEKS)
    fields: dict[str, Any] = {
        "unit": unit(number % UNITS),
        "column": "工作动态",
        "first": first,
        "last": first + timedelta(days=6),
        "observed_at": datetime(2019, 1, 14, 2, 5, tzinfo=SHANGHAI) + timedelta(weeks=number % WEEKS),
        "url": f"{HOME}/dt/{number}/",
        "says": f"读到 {first - timedelta(days=9)}，这一周内没有发布日期",
        "record": f"2019-01/dt-{number}.warc.gz#{number * 512}",
        **changes,
    }
    return TracedReading(**fields)


def weekly_table() -> Table:
    """The shape of document 004's second annex."""
    bonus = "政务公开亮点信息采用情况"
    return Table(
        name="weekly",
        part="部门",
        title="2019年1—5月份部门（单位）网站内容保障情况通报表",
        heads=(
            Head("序号", Kind.COUNT, 6),
            Head("单位", width=26),
            Head("1—5月份", Kind.COUNT, 12, ("信息公开（采用数）",)),
            Head("1—5月份", Kind.COUNT, 12, ("动态信息（采用数）",)),
            Head("每周更新未达标次数", Kind.COUNT, 14, ("动态信息（采用数）",)),
            Head("国办", Kind.COUNT, 8, (bonus,)),
            Head("省级", Kind.COUNT, 8, (bonus,)),
            Head("市级", Kind.COUNT, 8, (bonus,)),
            Head("累计加分", Kind.POINTS, 8, (bonus,)),
        ),
        rows=tuple(_weekly_row(number) for number in range(UNITS)),
        total=_weekly_total(),
        notes=(
            "按信息公开条数排序，条数为发布日期在考核期内、未撤下的信息。",
            "每周更新未达标次数：每周至少更新一篇动态类信息（不含节假日），不达标一次扣0.2分，从2019-04-01起计入。",
            "考核20周：2019-01-07至2019-05-26；2019-02-04至2019-02-10为国家法定节假日，没有工作日，不考核。",
        ),
    )


def _weekly_row(number: int) -> Row:
    per_unit = ENTRIES // UNITS
    dynamic = Trace(range(number * per_unit, number * per_unit + 10 + number % 40))
    awards = _AWARDS.get(number, (None, None, None))
    points = sum(
        (each * (count or 0) for each, count in zip((Decimal(5), Decimal(2), Decimal("0.5")), awards, strict=True)),
        Decimal(0),
    )
    missed = number * 7 % 15
    return (
        Cell(number + 1),
        Cell(unit(number)),
        Cell(_disclosed(number)),
        Cell(len(dynamic.entries), dynamic),
        Cell(
            missed,
            Trace(readings=range(number, number + missed)) if missed else NOTHING,
            Tone.UNPROVED if number in (3, 11) else Tone.NONE,
            "另有 2 周无法核实" if number in (3, 11) else "",
        ),
        *(Cell(count) for count in awards),
        Cell(points or None),
    )


def _disclosed(number: int) -> int:
    return 1100 // (number + 1) + 46 - number


def _weekly_total() -> Row:
    rows = [_weekly_row(number) for number in range(UNITS)]
    sums = [sum(value for row in rows if isinstance(value := row[column].value, int)) for column in (2, 3, 4)]
    return (Cell(), Cell("合计"), *(Cell(value) for value in sums), Cell(), Cell(), Cell(), Cell())


def heatmap(units: int = 60, weeks: int = WEEKS) -> Table:
    mondays = [date(2019, 1, 7) + timedelta(weeks=number) for number in range(weeks)]
    return Table(
        name="heatmap",
        title="2019年1—5月份每周更新情况图",
        heads=(
            Head("单位", width=26),
            *(Head(f"{monday:%m-%d}", Kind.STATE, 6, (f"{monday:%-m}月",)) for monday in mondays),
        ),
        rows=tuple((Cell(unit(row)), *(_week(row, week) for week in range(weeks))) for row in range(units)),
        notes=("列头为每周周一的日期。",),
    )


def _week(row: int, week: int) -> Cell:
    if week == 4:
        return Cell("免", tone=Tone.EXEMPT, remark="国家法定节假日，没有工作日")
    if (row * 5 + week * 3) % 11 == 0:
        return Cell(0, Trace(readings=(row + week,)), Tone.MISSED)
    if (row + week) % 37 == 0:
        return Cell(None, Trace(readings=(row + week,)), Tone.UNPROVED, "超时：20 秒内没有答复")
    return Cell(1 + (row * week) % 4, Trace((row * WEEKS + week, row * WEEKS + week + 1)), Tone.MET)


def classes_table() -> Table:
    return Table(
        name="classes",
        title="更新情况分类表",
        heads=(
            Head("序号", Kind.COUNT, 6),
            Head("单位", width=26),
            Head("分类", Kind.STATE, 24),
            Head("理由", width=44),
        ),
        rows=(
            (Cell(1), Cell(unit(0)), Cell("更新情况较好"), Cell("发布信息 1146 条，每周按时更新")),
            (
                Cell(2),
                Cell(unit(1)),
                Cell("更新不及时", tone=Tone.OVERRIDDEN, remark="原为更新情况较好，依 overrides.csv 改定"),
                Cell("三个栏目超过六个月没有更新，经会议研究，列入更新不及时的单位"),
            ),
        ),
    )


def table(*rows: Row, **changes: Any) -> Table:
    fields: dict[str, Any] = {"name": "columns", "title": "表", "heads": (Head("栏目", width=20),), **changes}
    return Table(rows=rows, **fields)


def report(*tables: Table, **changes: Any) -> Report:
    fields: dict[str, Any] = {"portal": "示范县人民政府", "first": FIRST, "last": LAST, "made_at": MADE_AT, **changes}
    return Report(tables=tables, **fields)


def sample(**changes: Any) -> Report:
    """The whole of it: three tables and 3,000 entries."""
    return report(
        weekly_table(),
        heatmap(),
        classes_table(),
        **{
            "entries": tuple(traced(number) for number in range(ENTRIES)),
            "readings": tuple(reading(number) for number in range(100)),
            "notes": ("“无法核实”是没有读到可信的内容，不等于没有更新，不扣分。",),
            **changes,
        },
    )


def faulty_sample() -> Report:
    """The same, with all that can stand on top of it."""
    return sample(
        alarms=("最近一次采集在 2019-05-30 02:05，已超过 24 小时没有新的采集。",),
        warnings=(
            "部门表“信息公开”一列相加为 3364，正文写的是 3380。",
            "农业农村办公室不在任何一个分类里：分类共 34 个单位，登记的是 35 个。",
        ),
        unproved=("《2019年1—5月份部门（单位）网站内容保障情况通报表》有 2 处无法核实",),
        accepted="后台采用数次日补齐，经分管领导同意先行印发",
    )
