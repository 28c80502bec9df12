"""One row of a list: which of its links is the entry, what the entry is called, and which of its dates is the day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from pages.dates import FoundDate, find_dates, read_date
from pages.links import Element, Link, is_hidden, own_text, raw_text
from pages.model import DateSource, Entry, Flaw, ShownDate

_SKIPPED = frozenset({"script", "style", "noscript", "template"})
_BLOCKS = frozenset({"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dd", "dt", "td", "tr", "table", "ul", "dl"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TITLE_CLASS = re.compile(r"(?:^|[\s_-])(?:title|tit|bt|biaoti|subject)(?:$|[\s_\d-])", re.I)

_PUBLISH_LABEL = re.compile(
    r"(?:发布|公开|更新|发表|上网|上传|上线|推送)(?:时间|日期|于)|^\W*(?:时间|日期)\W*$|(?:^|\W)(?:时间|日期)\s*[:：]\W*$"
)
_WEAK_LABEL = re.compile(r"生成(?:时间|日期)|发稿(?:时间|日期)")
_OTHER_LABEL = re.compile(
    r"成文|发文|截[止至]|生效|失效|废止|施行|实施|报名|开标|投标|有效期|开始|结束|公示|印发|签发|制定|会议|活动|出生|竣工|许可|处罚|今天是|现在是|当前|星期|审批|办结|受理"
)
_MADE_LABEL = re.compile(r"成文|发文|印发|签发|制定")
# What may stand beside the date in a box that is nothing but a date: brackets, a clock time, counters.
_BESIDE_DATE = re.compile(
    r"[\s\[\]()（）【】《》|/\\·•\-—:：,，.。]|\d{1,2}[:：∶]\d{2}(?:[:：∶]\d{2})?|星期.|周[一二三四五六日]"
)
_DATE_PART = re.compile(
    r"\s*(?:(?:19|20)\d\d年?|\d{1,2}[日月]?|(?:19|20)\d\d[-/.年]\d{1,2}月?|\d{1,2}[-/.月]\d{1,2}日?)\s*$"
)
_MARKER = re.compile(
    r"^(?:[\s·•●○◆◇■□▪▶►▸>»›※★☆➤\-—|、.]+|\[图\]|【图】|\[置顶\]|【置顶】|置顶\s*[:：]?|\[顶\]|\[?NEW\]?(?=\s))+", re.I
)
_STICKY = re.compile(r"置顶|\[顶\]|【顶】")
_CUT = re.compile(r"(?:…+|\.{2,}|。{2,})$")
_DATED_TAIL = re.compile(r"\d日?[\s)）\]】]*$")
_TAIL_BRACKETS = re.compile(r"[\s(（\[【]*$")
_NOT_A_TITLE = re.compile(
    r"\W*(?:详情|详细|查看(?:详情|全文|更多)?|阅读(?:全文|更多)?|全文|更多|下载|附件|点击查看|more)\W*$", re.I
)

MOST_TEXT_BESIDE_DATE = 12
LONGEST_ROW_TEXT = 4000
LONGEST_LABEL = 24
LONGEST_DATE_BOX = 40


@dataclass(slots=True)
class Piece:
    """A run of text in a row. ``titled`` is true inside the entry's own link."""

    text: str
    titled: bool
    label: str = ""


@dataclass(slots=True)
class RowReading:
    """What a row says, before the group decides which rows are entries."""

    title: str
    target: str
    shown: ShownDate | None
    made_on: date | None = None
    index_number: str = ""
    document_number: str = ""
    sticky: bool = False

    def entry(self, url: str | None) -> Entry:
        """The row as an entry, under its absolute address."""
        return Entry(
            title=self.title,
            url=url,
            shown=self.shown,
            made_on=self.made_on,
            index_number=self.index_number,
            document_number=self.document_number,
            sticky=self.sticky,
        )


@dataclass(slots=True)
class TableHead:
    """The head of an index table: cell number → what stands in it."""

    names: list[str] = field(default_factory=list)

    def column(self, pattern: re.Pattern[str]) -> int | None:
        """The number of the first cell whose name matches."""
        return next((number for number, name in enumerate(self.names) if pattern.search(name)), None)


_HEAD_NAMES = re.compile(
    r"^(?:序号|索引号|标题|名称|信息名称|文件名称|文件标题|文号|发文字号|文件编号|发布(?:日期|时间|机构)|公开日期|成文日期|生成日期|发文日期|发文机[关构]|日期|时间|责任单位|来源|状态|主题分类|体裁分类)$"
)


def table_head(rows: Sequence[Element]) -> TableHead | None:
    """The head row of the table that ``rows`` stand in, or ``None`` where it has none."""
    table = rows[0].getparent()
    while table is not None and table.tag not in ("table", "div", "body"):
        table = table.getparent()
    if table is None:
        return None
    for row in table.iter("tr"):
        if row is rows[0]:
            return None
        names = [own_text(cell).replace(" ", "") for cell in row if cell.tag in ("th", "td")]
        if sum(1 for name in names if _HEAD_NAMES.match(name)) >= 2:
            return TableHead(names)
    return None


def pieces_of(row: Element, title_link: Element | None) -> list[Piece]:
    """The visible texts of a row in document order, each marked whether it stands in the entry's link."""
    found: list[Piece] = []
    _collect(row, row is title_link, title_link, found, 0)
    return found


def _collect(element: Element, titled: bool, title_link: Element | None, found: list[Piece], depth: int) -> None:
    text = element.text
    if text and not text.isspace():
        found.append(Piece(text, titled))
    for child in element:
        if child.tag not in _SKIPPED and depth < 40 and not is_hidden(child):
            _collect(child, titled or child is title_link, title_link, found, depth + 1)
        tail = child.tail
        if tail and not tail.isspace():
            found.append(Piece(tail, titled))


def title_link_of(links: Sequence[Link], shared: frozenset[str]) -> Link:
    """The link of a row that is the entry: the longest, links that other rows have too and 详情 links set back."""

    def weight(link: Link) -> float:
        length = len(link.text) or len(link.element.get("title") or "") / 2
        if link.target in shared:
            return length / 8
        return 0.0 if _NOT_A_TITLE.match(link.text) else float(length)

    return max(links, key=weight)


def read_row(row: Element, extra: Sequence[Piece], link: Link, head: TableHead | None, today: date) -> RowReading:
    """Read one row. ``extra`` are texts beside the row that belong to it, for lists whose rows are flat."""
    reading = RowReading(title=title_of(link), target=link.target, shown=None)
    text = raw_text(row)
    reading.sticky = _STICKY.search(text) is not None or _has_sticky_picture(row)
    if head is not None and row.tag == "tr":
        _read_cells(row, head, reading, today)
    if reading.shown is None and not extra:
        reading.shown = _only_date_beside(text, link, today)
    if reading.shown is None:
        chosen = choose_date([*pieces_of(row, link.element), *extra], today)
        reading.shown = chosen.shown if chosen else None
        reading.made_on = reading.made_on or (chosen.made_on if chosen else None)
    _settle_title_date(reading, today)
    return reading


def _only_date_beside(text: str, link: Link, today: date) -> ShownDate | None:
    """The date of the commonest row there is: a link and a date, and nothing else. Spares taking the row apart."""
    beside = text.replace(raw_text(link.element), " ", 1).strip()
    if not 8 <= len(beside) <= LONGEST_LABEL:
        return None
    found = find_dates(beside, today, DateSource.LIST)
    if len(found) == 1 and found[0].shown.day and _left_beside(beside, found[0]) == 0:
        return found[0].shown
    return None


def _has_sticky_picture(row: Element) -> bool:
    return any(_STICKY.search((image.get("alt") or "") + (image.get("title") or "")) for image in row.iter("img"))


def title_of(link: Link) -> str:
    """The name of an entry: its heading, its text, or the ``title`` attribute where the text is cut short."""
    shown = clean_title(_visible_title(link))
    attribute = link.element.get("title")
    if not attribute or attribute == shown:
        return shown or _picture_title(link.element)
    full = clean_title(attribute)
    stem = _CUT.sub("", shown).strip()
    if len(full) >= len(stem) and _squeezed(full).startswith(_squeezed(stem)):
        return full
    return shown or full


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _picture_title(anchor: Element) -> str:
    return next((clean_title(image.get("alt") or image.get("title") or "") for image in anchor.iter("img")), "")


def _visible_title(link: Link) -> str:
    anchor = link.element
    if len(anchor) == 0:
        return link.text
    for child in anchor.iter():
        if child is not anchor and (child.tag in _HEADINGS or _TITLE_CLASS.search(child.get("class") or "")):
            text = own_text(child)
            if text:
                return text
    blocks = [text for text in _block_texts(anchor) if not is_date_box(text)]
    return blocks[0] if blocks else link.text


def _block_texts(anchor: Element) -> list[str]:
    """The texts of an anchor, one per block; inline marks such as ``<font>`` do not cut a text."""
    parts: list[list[str]] = [[anchor.text or ""]]
    for child in anchor.iter():
        if child is anchor or not isinstance(child.tag, str):
            continue
        if child.tag in _BLOCKS or child.tag == "br" or is_date_box(child.text or ""):
            parts.append([])
        if child.tag not in _SKIPPED:
            parts[-1].append(child.text or "")
        if child.tag in _BLOCKS or is_date_box(child.text or ""):
            parts.append([])
        parts[-1].append(child.tail or "")
    texts = (" ".join("".join(part).split()) for part in parts)
    return [text for text in texts if text]


def clean_title(text: str) -> str:
    """A title without bullets, 置顶 marks and surplus white space."""
    return _MARKER.sub("", " ".join(text.split())).strip()


def is_date_box(text: str) -> bool:
    """Whether a text is a date or a part of one and nothing else."""
    return (
        len(text) < 24
        and any(char.isdigit() for char in text)
        and _DATE_PART.match(_BESIDE_DATE.sub(" ", text).strip() or "x") is not None
        or (len(text) < 40 and _is_box(text))
    )


def _is_box(text: str) -> bool:
    found = find_dates(text, date.max, DateSource.LIST)
    return len(found) == 1 and _left_beside(text, found[0]) == 0


def _left_beside(text: str, found: FoundDate) -> int:
    """How many characters of a text are neither the date nor what usually stands beside one."""
    return len(_BESIDE_DATE.sub("", text[: found.start] + text[found.end :]))


@dataclass(frozen=True, slots=True)
class Chosen:
    """The publish date of a row, and the made-on day that stood beside it."""

    shown: ShownDate | None
    made_on: date | None = None


@dataclass(slots=True)
class _Candidates:
    labelled: list[ShownDate] = field(default_factory=list)
    boxed: list[ShownDate] = field(default_factory=list)
    weak: list[ShownDate] = field(default_factory=list)
    edge: list[ShownDate] = field(default_factory=list)
    made: list[ShownDate] = field(default_factory=list)


def choose_date(pieces: Sequence[Piece], today: date) -> Chosen | None:
    """The publish date among the texts of a row, by label first, then by standing in a box of its own.

    Dates in the entry's own link, in a summary, or under a label that names another day (成文, 截止, 生效 …) are never
    chosen. Two boxes with different days and no label decide nothing: the article page must.
    """
    candidates = _Candidates()
    before = ""
    for number, piece in enumerate(pieces):
        text = piece.text
        if len(text) <= (LONGEST_DATE_BOX if piece.titled else LONGEST_ROW_TEXT):
            for found in find_dates(text, today, DateSource.LIST):
                _sort_in(found, piece, before, candidates, at_edge=number in (0, len(pieces) - 1))
        before = "" if piece.titled or len(text) > LONGEST_LABEL else text
    made_on = next((shown.day for shown in candidates.made if shown.day), None)
    for group in (candidates.labelled, candidates.boxed, candidates.weak, candidates.edge):
        shown = _agreed(group)
        if shown is not None and not (group is candidates.boxed and shown.flaw in (Flaw.NO_YEAR, Flaw.COARSE)):
            return Chosen(shown, made_on)
    split = _joined_parts(pieces, today)
    if split is not None:
        return Chosen(split, made_on)
    shown = _agreed(candidates.boxed)
    return Chosen(shown, made_on) if shown or made_on else None


def _sort_in(found: FoundDate, piece: Piece, before: str, candidates: _Candidates, *, at_edge: bool) -> None:
    ahead = piece.text[max(0, found.start - 14) : found.start]
    label = ahead if ahead.strip(" \t\r\n([（【\xa0") else before
    if _OTHER_LABEL.search(label) and not _PUBLISH_LABEL.search(label):
        if _MADE_LABEL.search(label):
            candidates.made.append(found.shown)
        return
    if piece.titled and not _is_box(piece.text):
        return
    if _PUBLISH_LABEL.search(label):
        candidates.labelled.append(found.shown)
    elif _WEAK_LABEL.search(label):
        candidates.weak.append(found.shown)
    elif _left_beside(piece.text, found) <= MOST_TEXT_BESIDE_DATE and "至" not in piece.text:
        candidates.boxed.append(found.shown)
    elif at_edge and not piece.titled and len(piece.text) < 60 and _at_either_end(piece.text, found):
        candidates.edge.append(found.shown)


def _at_either_end(text: str, found: FoundDate) -> bool:
    return not _BESIDE_DATE.sub("", text[: found.start]) or not _BESIDE_DATE.sub("", text[found.end :])


def _agreed(group: Iterable[ShownDate]) -> ShownDate | None:
    """The one date of a group, or ``None`` where its members name different days. Full dates outweigh partial ones."""
    full = [shown for shown in group if shown.day or shown.flaw not in (Flaw.NO_YEAR, Flaw.COARSE)]
    chosen = full or list(group)
    if not chosen:
        return None
    first = chosen[0]
    same = all((other.day, other.month_day) == (first.day, first.month_day) for other in chosen)
    return first if same else None


def _joined_parts(pieces: Sequence[Piece], today: date) -> ShownDate | None:
    """A date whose parts stand in neighbouring boxes: ``05/14`` over ``2020``, or ``14`` over ``2020-05``."""
    texts = [piece.text.strip() for piece in pieces if not piece.titled or is_date_box(piece.text)]
    for first, second in zip(texts, texts[1:], strict=False):
        if len(first) + len(second) <= 16 and _DATE_PART.match(first) and _DATE_PART.match(second):
            shown = read_date(f"{first} {second}", today, DateSource.LIST)
            if shown is not None and (shown.day or shown.flaw not in (Flaw.NO_YEAR, Flaw.COARSE)):
                return shown
    return None


_PUBLISH_COLUMN = re.compile(r"(?:发布|公开|更新|上网|上传)(?:日期|时间)|^(?:日期|时间)$")
_WEAK_COLUMN = re.compile(r"生成(?:日期|时间)")
_MADE_COLUMN = re.compile(r"(?:成文|发文|印发|制定)(?:日期|时间)")
_INDEX_COLUMN = re.compile(r"索引号")
_DOCUMENT_COLUMN = re.compile(r"文号|发文字号|文件编号")


def _read_cells(row: Element, head: TableHead, reading: RowReading, today: date) -> None:
    cells = [cell for cell in row if cell.tag in ("td", "th")]

    def cell(pattern: re.Pattern[str]) -> str:
        number = head.column(pattern)
        return own_text(cells[number]) if number is not None and number < len(cells) else ""

    reading.index_number = cell(_INDEX_COLUMN)
    reading.document_number = cell(_DOCUMENT_COLUMN)
    made = read_date(cell(_MADE_COLUMN), today, DateSource.LIST)
    reading.made_on = made.day if made else None
    reading.shown = read_date(cell(_PUBLISH_COLUMN) or cell(_WEAK_COLUMN), today, DateSource.LIST)


def _settle_title_date(reading: RowReading, today: date) -> None:
    """A date in brackets at the tail of a title is the entry's date if the row has no other, and no part of the title."""
    if not _DATED_TAIL.search(reading.title):
        return
    found = find_dates(reading.title, today, DateSource.LIST)
    if not found or _BESIDE_DATE.sub("", reading.title[found[-1].end :]):
        return
    tail = found[-1]
    bracketed = reading.title[: tail.start].rstrip().endswith(("(", "（", "[", "【"))
    same_day = reading.shown is not None and reading.shown.day == tail.shown.day
    if not (bracketed or same_day):
        return
    if reading.shown is None or same_day:
        reading.shown = reading.shown or tail.shown
        reading.title = _TAIL_BRACKETS.sub("", reading.title[: tail.start])
