"""The dates among an article's particulars, and which of them is its publish date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from lxml import etree

from pages.articles.labels import (
    Label,
    begins_span,
    ends_there,
    ends_with_newspaper,
    ends_with_office,
    has_colon,
    has_companion,
    holds_value,
    is_clock,
    is_comment,
    is_unfilled,
    label_before,
    names_another_day,
    names_day,
    names_editor,
    names_source,
    particulars_told,
)
from pages.articles.layout import Layout, ancestry, is_foot, is_marked
from pages.articles.lines import Line
from pages.dates.finding import find_dates
from pages.dates.forms import may_hold_date
from pages.model import DateSource, ShownDate

_INDEX_LABELS = re.compile(
    r"索\s*引\s*号|文\s*号|发布机构|发文机[关构]|公开主体|主题分类|信息分类|组配分类|体裁|公开方式|公开责任|有效性|"
    r"成文日期|生成日期|主\s*题\s*词"
)
_EVENT = re.compile(
    r"\s*(?:[一二三四五1-5][、.．]|[【\[])?\s*[\u4e00-\u9fff]{0,2}(?:地\s*点|地\s*址|会\s*址|主\s*持|出\s*席|参\s*会|参\s*加|人\s*员|"
    r"对\s*象|主\s*讲|报\s*告|题\s*目|议\s*程|嘉\s*宾)[\u4e00-\u9fff]{0,4}\s*(?:[】\]:：]|$)"
)
_CLOCK = re.compile(r"\d\s?[:：∶]\s?\d")
_WITH_YEAR = re.compile(r"\d{4}|\d\d-\d\d-\d\d|年")
_VALUE = re.compile(r"[\s\[【(（]*[\d一二今昨前]")
# How many lines below the title a date stands right under it.
_HEAD = 8
# How many lines to either side of a date the rest of its index table stands.
_NEAR = 14
# A line that is longer is text, whatever labels it holds.
_LONGEST_LABELLED = 100
_WRITTEN = ("日", "号")
_PADDED = re.compile(r"年0\d|月0\d")


@dataclass(frozen=True, slots=True)
class StripDates:
    """What the strip says: its publish date, or the several that it may be, else the day of its last change.

    Where it says nothing of publishing, ``doubtful`` are the days right under the title that could be the publish date
    for all that, and ``unread`` is true where a label of the publish date has a value that is not of a known form.
    """

    published: tuple[ShownDate, ...]
    updated: ShownDate | None
    doubtful: frozenset[date]
    unread: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date among the particulars: what its label makes of it, its line, and the text around it in that line."""

    shown: ShownDate
    label: Label
    index: int
    before: str
    after: str


def strip_dates(layout: Layout, today: date) -> StripDates:
    """What the strip between title and body says of the publish date.

    Credible dates that stand in one box are ranked by their labels.
    """
    own = _own_lines(layout)
    found = list(candidates(layout, own, today))
    read = {one.index for one in found}
    credible = [one for one in found if _is_credible(layout, one)]
    best = _best(layout, found, credible)
    if best:
        return StripDates(tuple(one.shown for one in best), None, frozenset(), False)
    changes = (one for one in labelled(found, Label.UPDATED) if layout.title and not names_editor(one.before))
    doubtful = {one.shown.day for one in found if one.shown.day and _is_doubtful(layout, one)}
    return StripDates(
        published=(),
        updated=next((one.shown for one in changes), None),
        doubtful=frozenset(doubtful) if layout.title else frozenset(),
        unread=any(holds_value(layout.lines[i].spaced) for i in own if i not in read),
    )


def _best(layout: Layout, found: list[Candidate], credible: list[Candidate]) -> list[Candidate]:
    """The best labelled of those in the first box, their equals under the title, and all that stand elsewhere."""
    together = [one for one in credible if _same_box(layout, credible[0], one)]
    if not together:
        return []
    label = min(one.label for one in together)
    lines = {one.index for one in together if one.label is label}
    best = [
        one
        for one in found
        if (one in credible and one not in together)
        or (one.label is label and (one.index in lines or (ends_there(one.after) and _is_doubtful(layout, one))))
    ]
    # A flawed date that stands first is what the page shows: what follows it is of something else.
    return best if best and best[0].shown.day else best[:1]


def _is_doubtful(layout: Layout, candidate: Candidate) -> bool:
    """Whether a date stands right under the title and could be the publish date for all that is known of it."""
    if candidate.index >= layout.strip.start + _HEAD or candidate.label in (Label.MADE, Label.GENERATED):
        return False
    if begins_span(candidate.after) or names_another_day(candidate.before):
        return False
    return not (_tells_of_event(layout, candidate) or _is_list_row(layout, candidate.index))


def _own_lines(layout: Layout) -> range:
    """The strip, as far as it is the page's own: what follows a label without a date is somebody else's.

    So is what begins to tell the source or the readers a second time: editors copy the strip of the page they took
    the text from.
    """
    strip = layout.strip
    told: frozenset[int] = frozenset()
    for index in strip if layout.title else ():
        line = layout.lines[index]
        if len(line.prose) >= _LONGEST_LABELLED or not has_colon(line.prose):
            continue
        telling = particulars_told(line.spaced)
        if telling & told:
            return range(strip.start, index)
        told |= telling
        if is_unfilled(line.spaced) and not _is_filled_below(layout, index):
            return range(strip.start, index + 1)
    return strip


def _is_filled_below(layout: Layout, index: int) -> bool:
    """Whether the value of the label that ends a line stands in the next one."""
    value = layout.lines[index + 1].prose if index + 1 < len(layout.lines) else ""
    return layout.lines[index].spaced.endswith((":", "：")) and _VALUE.match(value) is not None


def lacks_date(layout: Layout) -> bool:
    """Whether a label of the publish date stands above the body without a value."""
    parts = (*layout.above, *layout.strip)
    return any(is_unfilled(layout.lines[i].spaced) and not _is_filled_below(layout, i) for i in parts)


def table_dates(layout: Layout, today: date) -> list[Candidate]:
    """The dates in an index table above or below the title that tell of publishing."""
    if not _may_have_index_table(layout):
        return []
    dates = (one for part in (layout.above, layout.strip) for one in candidates(layout, part, today))
    telling = (one for one in dates if one.label in (Label.PUBLISHED, Label.GENERATED))
    return [one for one in telling if _in_index_table(layout, one)]


def table_date(table: Sequence[Candidate], label: Label) -> ShownDate | None:
    """The date with ``label`` in an index table, where the table shows only one such day."""
    found = [one.shown for one in labelled(table, label)]
    return found[0] if len({one.day for one in found}) == 1 else None


def foot_date(layout: Layout, today: date) -> ShownDate | None:
    """The labelled date right below the body, before any links, any words of readers and the foot of the site."""
    below = range(layout.body_end, min(layout.body_end + 6, len(layout.lines)))
    end = next((i for i in below if _is_no_foot(layout.lines[i])), below.stop)
    found = [one.shown for one in labelled(candidates(layout, range(below.start, end), today), Label.PUBLISHED)]
    return found[0] if len(found) == 1 else None


def _is_no_foot(line: Line) -> bool:
    return line.linked > 0 or is_comment(line.spaced) or is_foot(line.spaced)


def labelled(found: Iterable[Candidate], label: Label) -> Iterator[Candidate]:
    """Those of ``found`` that bear ``label`` and are not the ends of a span of days."""
    return (one for one in found if one.label is label and not begins_span(one.after))


def candidates(layout: Layout, indexes: range, today: date) -> Iterator[Candidate]:
    """Every date in the lines ``indexes``, in order. Running clocks and long lines hold none."""
    for index in indexes:
        line = layout.lines[index]
        if not may_hold_date(line.prose) or len(line.prose) > 300:
            continue
        if (line.linked >= 8 and not names_source(line.prose)) or is_clock(line.prose) or is_comment(line.prose):
            continue
        text, end = line.spaced, 0
        for found in find_dates(text, today, DateSource.LABEL):
            before = text[end : found.start]
            if end == 0 and not before.strip(" [【(（"):
                before = _lead(layout, index) + before
            yield Candidate(found.shown, label_before(before), index, before, text[found.end :])
            end = found.end


def _lead(layout: Layout, index: int) -> str:
    """The label before a date that begins its line: in the cell or line before it, or at the head of its column."""
    if index == 0 or (layout.title and index - 1 in layout.title):
        return ""
    text = layout.lines[index - 1].spaced
    if text.endswith((":", "：")) or names_day(text) or label_before(text) not in (Label.BARE, Label.OTHER):
        return text
    return _column_head(layout.lines[index].block)


def _column_head(cell: etree._Element) -> str:
    """The name of a day that stands at the head of the column of ``cell``, or ""."""
    row = cell.getparent()
    table = row.getparent() if row is not None and cell.tag == "td" else None
    if row is None or table is None or len(table[0]) != len(row):
        return ""
    text = "".join("".join(str(part) for part in table[0][row.index(cell)].itertext()).split())
    return text if names_day(text) else ""


def _may_have_index_table(layout: Layout) -> bool:
    """Whether two of the labels that an index table holds stand above the text or near it. Cheap."""
    start = layout.above.start if layout.above else layout.strip.start
    near = layout.lines[max(0, start - _NEAR) : layout.strip.stop + _NEAR]
    text = "\n".join([line.prose for line in near if len(line.prose) < _LONGEST_LABELLED])
    first = _INDEX_LABELS.search(text)
    return first is not None and _INDEX_LABELS.search(text, first.end()) is not None


def _is_index_label(line: Line) -> bool:
    return len(line.prose) < _LONGEST_LABELLED and _INDEX_LABELS.search(line.prose) is not None


def _in_index_table(layout: Layout, candidate: Candidate) -> bool:
    """Whether the small box around a date holds an index number, a document number and their like as well."""
    box = set(islice(ancestry(layout.lines[candidate.index].block), 5)) - _around_article(layout)
    near = layout.lines[max(0, candidate.index - _NEAR) : candidate.index + _NEAR + 1]
    labels = filter(_is_index_label, near)
    return sum(1 for line in labels if any(element in box for element in ancestry(line.block))) >= 2


def _around_article(layout: Layout) -> frozenset[etree._Element]:
    """Everything that holds the title and the body at once."""
    if layout.title is None:
        return layout.around_body
    return layout.around_body & frozenset(ancestry(layout.lines[layout.title.start].block))


def _is_credible(layout: Layout, candidate: Candidate) -> bool:
    """Whether a date of the strip is the publish date by its label or by its place."""
    line = layout.lines[candidate.index]
    if candidate.label is Label.PUBLISHED:
        return not begins_span(candidate.after) and not _is_list_row(layout, candidate.index)
    if candidate.label not in (Label.PLAIN, Label.BARE) or not ends_there(candidate.after):
        return False
    if not _WITH_YEAR.search(candidate.shown.raw) or _tells_of_event(layout, candidate):
        return False
    if ends_with_newspaper(candidate.before) and not _CLOCK.search(candidate.shown.raw):
        return False
    if has_companion(line.spaced):
        return True
    if layout.title is None or _is_list_row(layout, candidate.index):
        return False
    return (
        _is_beside_companion(layout, candidate.index)
        or is_marked(line, layout.around_body)
        or _is_alone(layout, candidate)
    )


def _is_list_row(layout: Layout, index: int) -> bool:
    """Whether the line belongs to a link: it follows one, or holds one where no title says that this is the strip."""
    line, before = layout.lines[index], layout.lines[index - 1] if index else None
    if layout.title is None and line.linked and not names_source(line.prose):
        return True
    if before is None or before.linked < 8 or before.linked * 2 < len(before.prose):
        return False
    return not has_companion(before.prose) and ">" not in before.prose


def _tells_of_event(layout: Layout, candidate: Candidate) -> bool:
    """时间：… beside 地点：… is the notice of a meeting, a lecture, a hearing."""
    first = max(candidate.index - 1, layout.strip.start)
    near = (layout.lines[i].spaced for i in range(first, min(candidate.index + 3, len(layout.lines))))
    return any(_EVENT.match(text) for text in (candidate.after, *near))


def _is_alone(layout: Layout, candidate: Candidate) -> bool:
    """Whether the date is all that its line says, and is written as systems print it, not as editors do."""
    if candidate.label is Label.BARE and candidate.before.strip(" [【") and not ends_with_office(candidate.before):
        return False
    if _CLOCK.search(candidate.shown.raw) or _PADDED.search(candidate.shown.raw):
        return True
    printed = not candidate.shown.raw.endswith(_WRITTEN)
    return printed and (layout.known_body or candidate.index == layout.strip.start)


def _is_beside_companion(layout: Layout, index: int) -> bool:
    strip = layout.strip
    near = layout.lines[max(strip.start, index - 2) : min(strip.stop, index + 3)]
    return any(len(line.prose) < 60 and has_companion(line.prose) for line in near)


def _same_box(layout: Layout, one: Candidate, other: Candidate) -> bool:
    """Whether two dates stand in one line or in one box that is not the body's as well."""
    if one.index == other.index:
        return True
    mine = set(ancestry(layout.lines[one.index].block)) - layout.around_body
    return any(element in mine for element in ancestry(layout.lines[other.index].block))
