"""The particulars of an article beside its publish date: made-on date, source, index number, document number."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pages.articles.labels import names_source
from pages.articles.layout import Layout
from pages.dates.finding import read_date
from pages.model import DateSource

_LABELS = {
    "title": ("名称", "标题", "信息名称", "文件名称", "信息标题"),
    "made_on": ("成文日期", "成文时间", "发文日期", "发文时间", "印发日期", "制发日期"),
    "source": ("来源", "信息来源", "文章来源", "稿件来源", "稿源", "出处"),
    "index_number": ("索引号", "索引编号", "信息索引号", "信息索引"),
    "document_number": ("文号", "发文字号", "文件编号", "发文文号", "文件字号", "发布文号", "公文文号"),
}
_SPACED = {name: "|".join(r"\s*".join(label) for label in labels) for name, labels in _LABELS.items()}
_FIELDS = {
    name: re.compile(rf"(?:^|(?<=[^\u4e00-\u9fff]))(?:{labels})\s*[】\]]?\s*[:：∶]?\s*(?P<value>.*)$")
    for name, labels in _SPACED.items()
}
# Each label of a field ends in one of these: the rest of the lines need no closer look.
_ENDS = {
    "title": ("称", "题"),
    "made_on": ("期", "间"),
    "source": ("源", "处"),
    "index_number": ("号", "引"),
    "document_number": ("号",),
}
_NEXT_LABEL = re.compile(
    r"\s*[|｜丨]|\s+[【\[（(]?(?:[\u4e00-\u9fff]{2,8}|[\u4e00-\u9fff](?:\s+[\u4e00-\u9fff]){1,3})\s*[:：]|"
    r"\s*[【\[]\s*字|\s+(?:浏览|点击|阅读|分享|打印|字体|字号)|(?<=\S)\s+\d{4}[-/年]"
)
_NOTHING = frozenset(("无", "-", "--", "/", "空", "暂无", "本文无"))


@dataclass(frozen=True, slots=True)
class Particulars:
    """What the page says of itself; "" or ``None`` for what it does not say."""

    title: str = ""
    made_on: date | None = None
    source: str = ""
    index_number: str = ""
    document_number: str = ""


def read_fields(layout: Layout, meta: Mapping[str, str], today: date) -> Particulars:
    """The particulars that stand above the body; the source from the meta tags where the page does not show it."""
    lines = (layout.lines[i] for i in (*layout.above, *layout.strip))
    texts = [line.spaced for line in lines if not line.linked or names_source(line.prose)]
    found = {name: _value(name, texts) for name in _FIELDS}
    made = read_date(found["made_on"], today, DateSource.LABEL) if found["made_on"] else None
    return Particulars(
        title=found["title"],
        made_on=made.day if made else None,
        source=found["source"] or meta.get("contentsource", ""),
        index_number=found["index_number"],
        document_number=found["document_number"],
    )


def _value(name: str, texts: Sequence[str]) -> str:
    """The value behind a label: in the same line, or in the next one where the label ends its line."""
    form, ends = _FIELDS[name], _ENDS[name]
    for index, text in enumerate(texts):
        match = form.search(text) if any(map(text.__contains__, ends)) else None
        if match is None or (not match["value"] and not text.endswith((":", "：", "号", "期"))):
            continue
        value = _cut(match["value"])
        if value:
            return "" if value in _NOTHING else value
        if not match["value"]:
            return _below(texts, index)
    return ""


def _below(texts: Sequence[str], index: int) -> str:
    """The line that follows a label, if it is a value and no label itself."""
    text = texts[index + 1] if index + 1 < len(texts) else ""
    return "" if text.endswith((":", "：")) or text in _NOTHING else _cut(text)


def _cut(value: str) -> str:
    return _NEXT_LABEL.split(" " + value, maxsplit=1)[0].strip()
