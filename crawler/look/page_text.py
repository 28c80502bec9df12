"""What was read on single pages, and why, as text for people."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import set_cell_size

from crawler.look.page import PageReading
from pages.model import ArticleReading, Entry, ListReading, PageRequest, ShownDate
from reports.printable import printable
from reports.words import DATE_SOURCE_WORDS, FLAW_WORDS, OUTCOME_WORDS

LABEL_CELLS = 10
DATE_CELLS = 12


def page_text(page: PageReading) -> str:
    """The lines of one page."""
    reading = page.reading
    kind, lines = ("列表", _list(reading)) if isinstance(reading, ListReading) else ("文章", _article(reading))
    head = [f"■ {kind}  {printable(page.url)}"]
    if page.found_at != page.url:
        head.append(_field("实际读取", page.found_at))
    outcome = OUTCOME_WORDS[reading.outcome]
    head.append(_field("结果", f"{outcome}：{reading.reason}" if reading.reason else outcome))
    return "\n".join([*head, *lines])


def _field(label: str, value: str) -> str:
    return f"  {set_cell_size(label, LABEL_CELLS)}{printable(value) or '—'}"


def _list(reading: ListReading) -> Iterator[str]:
    yield _field("读取方式", reading.reader)
    dated = sum(entry.published_on is not None for entry in reading.entries)
    yield _field("信息", f"{len(reading.entries)} 条，其中 {dated} 条有可用的发布日期")
    yield from (_row(entry) for entry in reading.entries)
    yield _field("下一页", _request(reading.next) if reading.next else "没有下一页" if reading.last else "没有找到")


def _row(entry: Entry) -> str:
    day = set_cell_size(str(entry.published_on or "无日期"), DATE_CELLS)
    address = f"\n{' ' * (4 + DATE_CELLS)}{printable(entry.url)}" if entry.url else ""
    return f"    {day}{printable(entry.title)}  〔{_origin(entry.shown)}〕{address}"


def _origin(shown: ShownDate | None) -> str:
    """Where a date was read, from which text, and why it counts for nothing if so."""
    if shown is None:
        return "此页没有日期，采集时查看文章页"
    flaw = f"，不能用：{FLAW_WORDS[shown.flaw]}" if shown.flaw else ""
    return f"{DATE_SOURCE_WORDS[shown.source]}：{printable(shown.raw)}{flaw}"


def _request(request: PageRequest) -> str:
    return f"{request.method} {request.url}{f'  {request.body}' if request.body else ''}"


def _article(reading: ArticleReading) -> Iterator[str]:
    yield _field("标题", reading.title)
    yield _field("发布日期", f"{reading.published_on or '无'}  〔{_origin_on_article(reading.shown)}〕")
    yield _field("成文日期", str(reading.made_on or ""))
    yield _field("来源", reading.source)
    yield _field("索引号", reading.index_number)
    yield _field("文号", reading.document_number)
    yield _field("正文", f"{len(''.join(reading.text.split()))} 字")


def _origin_on_article(shown: ShownDate | None) -> str:
    return _origin(shown) if shown else "页面上没有可信的发布日期"
