"""The labels that stand before a date on an article page, and what each says of it (cms.md 3)."""

from __future__ import annotations

import re
from enum import IntEnum


class Label(IntEnum):
    """What a label makes of the date behind it; the lower, the more it is worth as a publish date."""

    PUBLISHED = 1
    PLAIN = 2
    BARE = 3
    UPDATED = 4
    GENERATED = 5
    MADE = 6
    OTHER = 7


def _any_of(*words: str) -> str:
    """An expression for each word, its characters set apart or not (发 布 时 间)."""
    return "|".join(r"\s*".join(word) for word in sorted(words, key=len, reverse=True))


_WHEN = ("时间", "日期")
_PUBLISHED = _any_of(
    *(
        verb + when
        for verb in ("发布", "发表", "公开", "登载", "刊登", "刊载", "上网", "发稿", "推送")
        for when in _WHEN
    ),
    *("信息发布" + when for when in _WHEN),
    *("文章发布" + when for when in _WHEN),
    *("网站发布" + when for when in _WHEN),
    *("信息公开" + when for when in _WHEN),
    "信息时间",
    "信息日期",
    "发布于",
    "发表于",
    "发布",
    "发稿",
)
_UPDATED = _any_of(
    *(verb + when for verb in ("更新", "最后更新", "上传", "录入", "添加", "创建", "编辑", "修改") for when in _WHEN),
    "更新于",
    "更新",
)
_MADE = _any_of(*(verb + when for verb in ("成文", "发文", "印发", "制发", "制文") for when in _WHEN))
_GENERATED = _any_of("生成日期", "生成时间")
_EDGE = r"(?:^|(?<=[^\u4e00-\u9fffA-Za-z]))"
_TAIL = r"\s*[:：∶]?\s*[\[【(（]?\s*$"
# What may stand between a label and its date, and the last characters of the labels above: a cheap test before all.
_AFTER_LABEL = " \t\r\n\xa0\u3000:：∶[【(（"
_LABEL_ENDS = frozenset("间期于布稿新")
_KINDS = tuple(
    (kind, re.compile(form + _TAIL))
    for kind, form in (
        (Label.MADE, rf"{_EDGE}(?:{_MADE})"),
        (Label.GENERATED, rf"{_EDGE}(?:{_GENERATED})"),
        (Label.UPDATED, rf"{_EDGE}(?:{_UPDATED})"),
        (
            Label.PUBLISHED,
            rf"(?:{_EDGE}(?:{_PUBLISHED})|(?<=[网站社局办府委部报台室院会厅处])(?:{_any_of('发布时间', '发布日期')}))",
        ),
        (Label.PLAIN, rf"{_EDGE}(?:{_any_of(*_WHEN)})"),
    )
)


def _each(words: str, rest: str) -> str:
    """An expression for each of some words with ``rest`` behind it.

    Of alternatives that all begin with a plain character the engine tries none where no such character stands, which
    is nearly everywhere: a group that holds the words takes ten times as long.
    """
    return "|".join(word + rest for word in words.split("|"))


_COUNTED = r"\d\s*[次人]*\s*(?:浏览|点击|阅读)"
_COUNTERS = (
    _each("浏览|点击|阅读|访问", r"\s*(?:次数|数|量|率|[:：]|\d)")
    + r"|人气\s*[:：]|次数\s*[:：]|字\s*[体号]|分享(?:到|至|\s*[:：])|"
    + _each(r"【|\[", r"\s*(?:我要)?(?:打印|关闭)")
)
_SOURCES = "来源|来自|稿源|出处"
_PERSONS = "作者|编辑|责编|供稿|撰稿|发布人|发布者|发布单位|发布机构|信息员|录入|审核|通讯员|记者"
_COMPANIONS = f"{_COUNTERS}|" + _each(f"{_SOURCES}|{_PERSONS}", r"\s*(?:[:：]|$)")
_COUNTER = re.compile(_COUNTERS)
_COMPANION = re.compile(_COMPANIONS)
_COUNTED_UP = re.compile(_COUNTED)
_COMPANION_NAME = re.compile(rf"浏览|点击|阅读|访问|人气|{_SOURCES}|{_PERSONS}")
_NAMED = re.compile(r"([\u4e00-\u9fff]{2,8})\s*[:：]\s*[^:：\s]{0,40}[\s|｜丨/·]+$")
_OFFICE_NAME = (
    r"[\u4e00-\u9fffA-Za-z·、（）()]{0,20}"
    r"(?:[网社局办府委部报台站科室院会厅处队镇乡县市区]|中心|街道|公司|法院|编辑部|原创|佚名|管理员)"
)
_OFFICE = re.compile(rf"{_OFFICE_NAME}[\s|｜丨/·]+")
_SOURCE = re.compile(rf"{_SOURCES}|转载")
_FOLLOWS = re.compile(
    r"\s*[|｜丨]|[\s/)）\]】·•\-—]*"
    rf"(?:$|(?<=\s){_OFFICE_NAME}$|[\[【(（<《]|\d\d?时(?:\d\d?分)?|"
    rf"星期.|周[一二三四五六日天]|[\u4e00-\u9fffA-Za-z ]{{2,8}}[:：]|{_COUNTED}|{_COMPANIONS})"
)
_RANGE = re.compile(r"\s*(?:至|到|起|止|前|[-—－~～]+\s*\d)")
_UNFILLED = re.compile(rf"{_EDGE}(?:{_PUBLISHED}|{_any_of(*_WHEN)})\s*[:：]\s*(?:$|[\u4e00-\u9fff]{{2,8}}[:：])")
_FIGURES = re.compile(r"[:：]\s*\d{4}")
_UNREAD = re.compile(rf"{_EDGE}(?:{_PUBLISHED}|{_any_of(*_WHEN)})\s*[:：]\s*\d{{4}}")
_CLOCK = re.compile("今天是|今天：|现在是|当前时间|北京时间|现在时间|您好|欢迎(?:您|访问|光临)|℃")
_DAY_NAME = re.compile(r"[\[【(（]?[\u4e00-\u9fff\s]{0,10}(?:时\s*间|日\s*期|期\s*限|期|截\s*止)[】\])）]?")
_ANOTHER_DAY = re.compile(
    r"(?:生效|施行|实施|执行|废止|失效|终止|截止|截至|有效|开始|结束|报名|开标|开庭|会议|活动|征集|公示|来信|回复|受理|办结)"
    r"(?:时间|日期|期限|期)?\s*[:：]?\s*$"
)
_NEWSPAPER = re.compile(r"[报刊]\s*$")
_COMMENT = re.compile("网友|游客|匿名")
_TOLD = (re.compile(rf"(?:{_SOURCES})\s*[:：]"), re.compile(r"(?:浏览|点击|阅读|访问)(?:次数|数|量)?\s*[:：]"))


def has_companion(text: str) -> bool:
    """Whether ``text`` holds words that stand beside a publish date: 来源, 浏览次数, 字体 …"""
    return _COMPANION.search(text) is not None or _COUNTED_UP.search(text) is not None


def has_counter(text: str) -> bool:
    """Whether ``text`` holds what only a template prints: a view counter, the size of the type, sharing."""
    return _COUNTER.search(text) is not None or _COUNTED_UP.search(text) is not None


def is_clock(text: str) -> bool:
    """Whether ``text`` is the running clock or greeting of a page head."""
    return _CLOCK.search(text) is not None


def has_colon(text: str) -> bool:
    """Whether anything in ``text`` may be a label. Cheap: most texts end here."""
    return "：" in text or ":" in text


def is_unfilled(text: str) -> bool:
    """Whether a label of the publish date stands in ``text`` without a value behind it."""
    return has_colon(text) and _UNFILLED.search(text) is not None


def names_day(text: str) -> bool:
    """Whether ``text`` is the name of a day and nothing else: 生效日期, 发布时间, the heads and cells of a table."""
    return _DAY_NAME.fullmatch(text) is not None


def names_another_day(before: str) -> bool:
    """Whether ``before`` ends in the name of a day that no publish date can be: when a rule begins, when bids close."""
    return _ANOTHER_DAY.search(before) is not None


def ends_with_newspaper(before: str) -> bool:
    """Whether a newspaper is named right before a date: it may be the day of the issue."""
    return _NEWSPAPER.search(before) is not None


def is_comment(text: str) -> bool:
    """Whether ``text`` may be what a reader wrote below an article."""
    return _COMMENT.search(text) is not None


def particulars_told(text: str) -> frozenset[int]:
    """Which of the particulars that are told but once ``text`` tells: the source, the count of readers."""
    return frozenset(kind for kind, form in enumerate(_TOLD) if form.search(text))


def holds_value(text: str) -> bool:
    """Whether figures stand behind a label of the publish date in ``text``, be they a readable date or not."""
    return _FIGURES.search(text) is not None and _UNREAD.search(text) is not None


def label_before(before: str) -> Label:
    """What ``before``, the text of the line up to a date, says of the date."""
    if before.rstrip(_AFTER_LABEL)[-1:] in _LABEL_ENDS:
        for kind, form in _KINDS:
            if form.search(before):
                return kind
    bare = before.strip(" \t[【(（|｜丨·•")
    if not bare:
        return Label.BARE
    named = _NAMED.search(before)
    return Label.BARE if (named and _COMPANION_NAME.search(named[1])) or ends_with_office(before) else Label.OTHER


def ends_with_office(before: str) -> bool:
    """Whether nothing but the name of an office or a medium stands before a date: its source, without a label."""
    return _OFFICE.fullmatch(before.lstrip()) is not None


def names_editor(text: str) -> bool:
    """Whether ``text`` names who is answerable for a text, as its last line does and not its first."""
    return "责任编辑" in text or "责编" in text


def names_source(text: str) -> bool:
    """Whether ``text`` says where the article came from, which may be a link."""
    return _SOURCE.search(text) is not None


def ends_there(after: str) -> bool:
    """Whether a date followed by ``after`` stands alone, and is not the beginning of a sentence or a span."""
    return _FOLLOWS.match(after) is not None and _RANGE.match(after) is None


def begins_span(after: str) -> bool:
    """Whether ``after`` continues a date to a span of days (2020-01-01 至 …)."""
    return _RANGE.match(after) is not None
