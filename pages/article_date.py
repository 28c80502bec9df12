"""The publish date of an article page, by the order of trust of cms.md 1.2. In doubt there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from lxml import etree

from pages.article_labels import Label, begins_span, ends_there, has_companion, is_clock, label_before
from pages.article_layout import Layout, ancestry
from pages.dates import FoundDate, find_dates, read_date, url_date, url_month
from pages.model import DateSource, Flaw, ShownDate
from pages.page_meta import GENERATION_NAMES, PUBLISH_NAMES
from pages.visible_lines import Line

_INDEX_LABELS = re.compile(
    r"索\s*引\s*号|文\s*号|发布机构|发文机[关构]|公开主体|主题分类|信息分类|组配分类|体裁|公开方式|公开责任|有效性|成文日期|生成日期|主\s*题\s*词"
)
_STRIP_NAME = re.compile(r"date|time|info|source|attr|author|meta|property|msg|tips|note|pub|fbsj|fbrq|shij|riqi|laiyuan|(?:^|[\s_-])(?:ly|sj|rq)(?:[\s_-]|$)", re.I)
_EVENT = re.compile(r"^\s*(?:[一二三四五1-5][、.．])?\s*(?:地\s*点|地\s*址|会\s*址|主\s*持|出\s*席|参\s*会|参\s*加|人\s*员|对\s*象)")
_HAS_CLOCK = re.compile(r"\d\s?[:：∶]\s?\d")
_MINUTE = re.compile(r"\d{1,4}")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date in the particulars of the page: what its label makes of it, and the line where it stands."""

    shown: ShownDate
    label: Label
    index: int
    before: str
    after: str


def publish_date(
    tree: etree._Element, layout: Layout, meta: Mapping[str, str], text: str, url: str, today: date
) -> ShownDate | None:
    """The publish date that the page shows, flawed where only a flawed one stands there, or ``None``."""
    strip = list(_candidates(layout, layout.strip(), today))
    table = [one for one in _candidates(layout, layout.above(), today) if _in_index_table(layout, one)]
    weak = list(_weak(tree, layout, [*strip, *table], meta, text, url, today))
    shown = _agreed(layout, strip, table, weak)
    if shown and shown.flaw not in (Flaw.PLACEHOLDER, Flaw.NO_YEAR, Flaw.COARSE):
        return shown
    return _unanimous(weak, url) or shown


def _agreed(layout: Layout, strip: list[Candidate], table: list[Candidate], weak: list[ShownDate]) -> ShownDate | None:
    """The date of the strip and that of the index table; where they differ, the one that something else confirms."""
    strong = [one.shown for one in (_first_of_strip(layout, strip), _best(table, Label.PUBLISHED)) if one]
    days = {one.day for one in strong}
    if len(days) <= 1:
        return strong[0] if strong else None
    confirmed = [one for one in strong if one.day and one.day in {other.day for other in weak}]
    return confirmed[0] if len({one.day for one in confirmed}) == 1 else None


def _best(candidates: Iterable[Candidate], label: Label) -> Candidate | None:
    found = [one for one in candidates if one.label is label and not begins_span(one.after)]
    return found[0] if len({one.shown.day for one in found}) == 1 else None


def _first_of_strip(layout: Layout, strip: list[Candidate]) -> Candidate | None:
    """The first credible date of the strip, or one with a better label that stands in the same box."""
    credible = [one for one in strip if _is_credible(layout, one)]
    updated = [one for one in strip if one.label is Label.UPDATED and not begins_span(one.after)]
    if not credible:
        return updated[0] if updated else None
    first = credible[0]
    together = [one for one in credible if _same_box(layout, first, one)]
    return min(together, key=lambda one: one.label)


def _same_box(layout: Layout, one: Candidate, other: Candidate) -> bool:
    if one.index == other.index:
        return True
    body = layout.lines[layout.body_start].block if layout.body_start < len(layout.lines) else None
    around_body = set(ancestry(body)) if body is not None else set()
    mine = set(ancestry(layout.lines[one.index].block)) - around_body
    return any(element in mine for element in ancestry(layout.lines[other.index].block))


def _candidates(layout: Layout, indexes: range, today: date) -> Iterator[Candidate]:
    for index in indexes:
        text = layout.lines[index].spaced
        end = 0
        for found in find_dates(text, today, DateSource.LABEL) if len(text) < 300 and not is_clock(text) else ():
            before = text[end : found.start]
            if not before.strip(" [【(（") and end == 0:
                before = _lead(layout, indexes, index)
            yield Candidate(found.shown, label_before(before), index, before, text[found.end :])
            end = found.end


def _lead(layout: Layout, indexes: range, index: int) -> str:
    """The label in the cell or line before a date that begins its own, or ""."""
    if index - 1 not in range(0, indexes.stop) or (layout.title and index - 1 in layout.title):
        return ""
    text = layout.lines[index - 1].spaced
    return text if label_before(text) not in (Label.BARE, Label.OTHER) or text.endswith((":", "：")) else ""


def _in_index_table(layout: Layout, candidate: Candidate) -> bool:
    around = layout.lines[max(0, candidate.index - 14) : candidate.index + 15]
    return sum(1 for line in around if _INDEX_LABELS.search(line.spaced)) >= 2


def _is_credible(layout: Layout, candidate: Candidate) -> bool:
    """Whether a date of the strip is the publish date by its label or by its place."""
    if candidate.label is Label.PUBLISHED:
        return not begins_span(candidate.after)
    if candidate.label not in (Label.PLAIN, Label.BARE) or not ends_there(candidate.after):
        return False
    lines, index = layout.lines, candidate.index
    if index + 1 < len(lines) and _EVENT.match(lines[index + 1].spaced) or _EVENT.match(candidate.after):
        return False
    if has_companion(lines[index].spaced):
        return True
    if layout.title is None or _follows_link(lines, index):
        return False
    if candidate.label is Label.BARE and candidate.shown.raw.endswith("日") and not layout.known_body:
        return False
    return _is_beside_companion(layout, index) or _is_named(lines[index]) or _is_alone(layout, candidate)


def _is_alone(layout: Layout, candidate: Candidate) -> bool:
    """Whether the date is all that stands between title and body, or carries its hour as systems print it."""
    if candidate.before.strip() and candidate.label is Label.BARE:
        return False
    text = layout.lines[candidate.index].spaced
    if text.startswith(("（", "(")) and candidate.label is Label.BARE:
        return False
    return layout.known_body or _HAS_CLOCK.search(candidate.shown.raw) is not None or candidate.index == layout.strip().start


def _is_beside_companion(layout: Layout, index: int) -> bool:
    strip = layout.strip()
    return any(
        has_companion(layout.lines[i].spaced) and len(layout.lines[i].spaced) < 60
        for i in range(max(strip.start, index - 2), min(strip.stop, index + 3))
    )


def _is_named(line: Line) -> bool:
    elements = list(ancestry(line.box))[:3]
    return any(_STRIP_NAME.search(f"{one.get('class', '')} {one.get('id', '')}") for one in elements)


def _follows_link(lines: Iterable[Line] | list[Line], index: int) -> bool:
    before = lines[index - 1] if index else None
    return (before is not None and before.linked >= 8 and ">" not in before.spaced) or lines[index].linked >= 8


def _weak(tree, layout, candidates, meta, text, url, today) -> Iterator[ShownDate]:
    """What else the page says of its date, in the order of trust: each counts only if the others agree."""
    for element in tree.iter("publishtime"):
        shown = read_date("".join(element.itertext()), today, DateSource.LABEL)
        if shown:
            yield shown
        break
    generated = _best(candidates, Label.GENERATED)
    if generated:
        yield generated.shown
    day = url_date(url)
    if day and day.toordinal() <= today.toordinal():
        yield ShownDate(url, DateSource.URL, day)
    shown = _meta_date(meta, text, today)
    if shown:
        yield shown


def _unanimous(weak: list[ShownDate], url: str) -> ShownDate | None:
    usable = [one for one in weak if one.day]
    month = url_month(url)
    if len({one.day for one in usable}) != 1:
        return None
    day = usable[0].day
    return usable[0] if day and (month is None or month == (day.year, day.month)) else None


def _meta_date(meta: Mapping[str, str], text: str, today: date) -> ShownDate | None:
    """The publish date of the meta tags, unless it is the moment at which the page was generated (cms.md 1.2)."""
    raw = next((meta[name] for name in PUBLISH_NAMES if meta.get(name)), "")
    if not raw or "页面生成时间" in text:
        return None
    mine = _moment(raw)
    if any(_is_near(mine, _moment(meta[name])) for name in GENERATION_NAMES if meta.get(name)):
        return None
    return read_date(raw, today, DateSource.META)


def _moment(text: str) -> datetime | None:
    parts = [int(part) for part in _MINUTE.findall(text)][:6]
    try:
        return datetime(*parts) if len(parts) >= 5 else None
    except ValueError:
        return None


def _is_near(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and other is not None and abs((one - other).total_seconds()) <= 60
