"""Which of the dates in a row is the day its entry was published."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from pages.dates.finding import FoundDate, find_dates, read_date
from pages.lists.links import Element, raw_text
from pages.lists.row_pieces import Piece
from pages.model import DateSource, Flaw, ShownDate

_PUBLISHED = re.compile(
    r"(?:发布|公开|公告|发表|上网|上传|上线|推送|添加|加入|录入|刊登)(?:时间|日期|于|\s*[:：])|(?:^|\W)(?:时间|日期)\s*[:：]?\W*$"
)
_UPDATED = re.compile(r"更新(?:时间|日期|于|\s*[:：])")
_GENERATED = re.compile(r"(?:生成|发稿)(?:时间|日期)")
_MADE = re.compile(r"成文|发文|印发|签发|制定")
# 时间 and 日期 of whatever has not been named above are those of something else.
_OTHER = re.compile(
    r"\w(?:时间|日期)\W*$|截[止至]|生效|失效|废止|施行|实施|报名|开标|投标|有效期|开始|结束|起止|公示|征[集求]|会议|活动|"
    r"出生|竣工|许可|处罚|今天是|现在是|当前|星期|审批|办结|受理|[来去回]信|答复|回复|提交|[至到自从]\s*$"
)
# A row that also says where or by whom tells of an event: its 时间 is when that takes place.
_EVENT = re.compile(r"(?:地点|主讲|主持人?|报告人|讲座|议程|参[会加]人员|集合)\s*[:：]")
_BARE_TIME = re.compile(r"(?:^|\W)(?:时间|日期)\s*[:：]?\W*$")
# What another box says of the date in this one, it says as a label.
_LABEL_END = re.compile(r"(?:[:：]|时间|日期|于)\s*$")
_TIME_HEAD = re.compile(r"日期|时间")
_PUBLISHED_AFTER = re.compile(r"\s*(?:发布|公开|发表)")
_OTHER_AFTER = re.compile(r"\s*(?:起|前|止|至今|以[前后]|施行|实施|生效|截止|开标|举行|召开|印发)")
_SPAN_AFTER = re.compile(r"\s*(?:至|到|~|～|—+|--+|-\s)\s*\d")
# What may stand beside the date in a box that is nothing but a date: brackets, a clock time.
_DRESS = re.compile(
    r"[\s\[\]()（）【】《》<>|/\\·•\-—:：,，.。;；]|\d{1,2}[:：∶]\d{2}(?:[:：∶]\d{2})?|星期.|周[一二三四五六日]"
)
_COMPANION = re.compile(
    r"(?:浏览|点击|阅读|访问|评论|查看|点赞|人气)(?:量|次数|数|率)?\s*[:：]?\s*[\[(（]?\s*\d*\s*[\])）]?\s*次?|"
    r"(?:信息|文章|稿件)?(?:来源|作者)\s*[:：]\s*[^\s|]{0,24}"
)
_SENTENCE = re.compile(r"[，。；、！？]")
_WRITTEN_OUT = re.compile(r"年|月")
_LETTER = re.compile(r"[^\W\d_]")
_PART = re.compile(
    r"\s*(?:(?:19|20)\d\d年?|\d{1,2}[日月]?|(?:19|20)\d\d[-/.年]\d{1,2}月?|\d{1,2}[-/.月]\d{1,2}日?)\s*$"
)
_CELLS = frozenset({"td", "th"})

MOST_TEXT_BESIDE_DATE = 12
LONGEST_TEXT = 4000
LONGEST_EDGED_TEXT = 60
LONGEST_LABEL = 24
REACH_OF_LABEL = 14
LONGEST_DATE_BOX = 40
MOST_PARTED_PIECES = 40


@dataclass(frozen=True, slots=True)
class Chosen:
    """The publish date of a row, and the made-on day that stood beside it."""

    shown: ShownDate | None = None
    made_on: date | None = None


@dataclass(slots=True)
class _Candidates:
    """The dates of a row by what speaks for them, the surest first. ``made`` are never the publish date.

    ``event`` says that the row tells of an event, whose own 时间 is no publish date.
    """

    event: bool = False
    published: list[ShownDate] = field(default_factory=list)
    boxed: list[ShownDate] = field(default_factory=list)
    generated: list[ShownDate] = field(default_factory=list)
    updated: list[ShownDate] = field(default_factory=list)
    edge: list[ShownDate] = field(default_factory=list)
    made: list[ShownDate] = field(default_factory=list)

    def ranked(self) -> tuple[list[ShownDate], ...]:
        return (self.published, self.boxed, self.generated, self.updated, self.edge)


def choose_date(pieces: Sequence[Piece], today: date) -> Chosen:
    """The publish date among the texts of a row, by label first, then by standing in a box of its own.

    Dates in a sentence, or under a label that names another day (成文, 截止, 生效 …), are never chosen. Two dates that
    nothing tells apart decide nothing: the article page must.
    """
    candidates = _Candidates(event=any(_EVENT.search(piece.text[:LONGEST_TEXT]) for piece in pieces))
    before = ""
    for number, piece in enumerate(pieces):
        if len(piece.text) <= LONGEST_TEXT:
            _sort_in(piece, piece.head or before, candidates, today, at_edge=number in (0, len(pieces) - 1))
        before = piece.text if len(piece.text) <= LONGEST_LABEL and _LABEL_END.search(piece.text) else ""
    made_on = next((shown.day for shown in candidates.made if shown.day), None)
    group = next((group for group in candidates.ranked() if group), [])
    shown = _agreed(group)
    if not group or (shown is not None and shown.flaw in (Flaw.NO_YEAR, Flaw.COARSE)):
        shown = _joined(pieces, today) or shown
    return Chosen(shown, made_on)


def _sort_in(piece: Piece, before: str, candidates: _Candidates, today: date, *, at_edge: bool) -> None:
    """Put each date of a piece where its label, or the lack of one, sends it."""
    if piece.head and not _TIME_HEAD.search(piece.head):
        return
    end, label, in_span = 0, before, False
    for found in find_dates(piece.text, today, DateSource.LIST):
        ahead = piece.text[max(end, found.start - REACH_OF_LABEL) : found.start]
        label = ahead if _DRESS.sub("", ahead) else label
        after = piece.text[found.end : found.end + REACH_OF_LABEL]
        end, ends_span, in_span = found.end, in_span, _SPAN_AFTER.match(after) is not None
        if ends_span or in_span or (candidates.event and _BARE_TIME.search(label)):
            continue
        group = _labelled(label, after, candidates)
        if group is None and not _names_other_day(label, after):
            group = _unlabelled(piece.text, found, candidates, at_edge=at_edge)
        if group is not None:
            group.append(found.shown)


def _labelled(label: str, after: str, candidates: _Candidates) -> list[ShownDate] | None:
    if _PUBLISHED.search(label):
        return candidates.published
    if _UPDATED.search(label):
        return candidates.updated
    if _MADE.search(label):
        return candidates.made
    if _GENERATED.search(label):
        return candidates.generated
    return candidates.published if _PUBLISHED_AFTER.match(after) else None


def _names_other_day(label: str, after: str) -> bool:
    """Whether the words around a date say that it is the day of something else, known or not."""
    return bool(_OTHER.search(label) or _OTHER_AFTER.match(after))


def _unlabelled(text: str, found: FoundDate, candidates: _Candidates, *, at_edge: bool) -> list[ShownDate] | None:
    if _stands_in_sentence(text, found):
        return None
    if _left_beside(text, found) <= MOST_TEXT_BESIDE_DATE:
        return candidates.boxed
    outer = _DRESS.sub("", text[: found.start]), _DRESS.sub("", text[found.end :])
    return candidates.edge if at_edge and len(text) < LONGEST_EDGED_TEXT and not all(outer) else None


def _stands_in_sentence(text: str, found: FoundDate) -> bool:
    """Whether a date is part of what is told: punctuation around it, or words that touch a date written out."""
    if _SENTENCE.search(_COMPANION.sub("", text)):
        return True
    touching = text[found.start - 1 : found.start] + text[found.end : found.end + 1]
    return _WRITTEN_OUT.search(found.shown.raw) is not None and _LETTER.search(touching) is not None


def _left_beside(text: str, found: FoundDate) -> int:
    """How many characters of a text are neither the date nor what usually stands beside one."""
    return len(_DRESS.sub("", _COMPANION.sub("", text[: found.start] + " " + text[found.end :])))


def only_date(text: str, today: date) -> ShownDate | None:
    """The date of a text that is one full date and nothing else."""
    found = find_dates(text, today, DateSource.LIST)
    if len(found) == 1 and found[0].shown.day and _is_dress(text, found[0]):
        return found[0].shown
    return None


def is_date_box(text: str) -> bool:
    """Whether a text is a date or a part of one and nothing else."""
    if len(text) > LONGEST_DATE_BOX or not any(char.isdigit() for char in text):
        return False
    if is_date_part(text):
        return True
    found = find_dates(text, date.max, DateSource.LIST)
    return len(found) == 1 and _is_dress(text, found[0])


def is_date_part(text: str) -> bool:
    """Whether a text is a year, a month or a day, or two of them, and nothing else."""
    return len(text) < LONGEST_LABEL and _PART.match(_DRESS.sub(" ", text).strip() or "x") is not None


def _is_dress(text: str, found: FoundDate) -> bool:
    return not _DRESS.sub("", text[: found.start] + text[found.end :])


def _agreed(group: Sequence[ShownDate]) -> ShownDate | None:
    """The one date of a group, or ``None`` where its members name different days.

    A full date outweighs a partial one that it completes; ``03-20`` beside another day of the year decides nothing.
    """
    full = [shown for shown in group if shown.flaw not in (Flaw.NO_YEAR, Flaw.COARSE)]
    chosen = full or group
    days = {(shown.day, shown.month_day) for shown in chosen}
    days_of_year = {(shown.day.month, shown.day.day) for shown in full if shown.day}
    at_odds = any(shown.month_day not in days_of_year for shown in group if full and shown.month_day)
    return chosen[0] if len(days) == 1 and not at_odds else None


def _joined(pieces: Sequence[Piece], today: date) -> ShownDate | None:
    """A date whose parts stand in boxes of one box: ``05/14`` over ``2020``, or 14, 5月, 2020年."""
    if len(pieces) > MOST_PARTED_PIECES:
        return None
    for count in (3, 2):
        for start in range(len(pieces) - count + 1):
            window = pieces[start : start + count]
            texts = [piece.text.strip() for piece in window]
            if all(map(_PART.match, texts)) and _fill_a_box(window[0].box, texts):
                shown = read_date(_in_order(texts), today, DateSource.LIST)
                if shown is not None and shown.flaw not in (Flaw.NO_YEAR, Flaw.COARSE):
                    return shown
    return None


def _fill_a_box(box: Element, texts: Sequence[str]) -> bool:
    """Whether the texts are all that an element around the first of them holds; table cells are no such boxes."""
    whole = "".join("".join(texts).split())
    element: Element | None = box
    for _ in range(3):
        if element is None or element.tag in _CELLS:
            return False
        if "".join(raw_text(element).split()) == whole:
            return True
        element = element.getparent()
    return False


def _in_order(texts: Sequence[str]) -> str:
    """Three parts in the order of a date, if their own words or length say which is which."""
    if len(texts) < 3:
        return " ".join(texts)
    year = next((text for text in texts if len(text.rstrip("年")) == 4), "")
    month = next((text for text in texts if text.endswith("月")), "")
    rest = [text for text in texts if text not in (year, month)]
    return (
        f"{year.rstrip('年')}-{month.rstrip('月')}-{rest[0].rstrip('日')}" if year and month and len(rest) == 1 else ""
    )
