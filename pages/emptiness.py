"""Whether a page says that its list is empty. A list that a script would fill is not empty, it is unread."""

from __future__ import annotations

import re

from pages.links import Element, is_hidden, is_outside_content, own_text
from pages.scripts import scripts_in_force
from pages.source import Source

_EMPTY_WORDS = re.compile(
    r"(?:暂无|暂时没有|没有(?:找到|查到|检索到|查询到)?|尚无|未(?:找到|查询到|检索到))(?:任何|相关|符合条件的|可显示的|要显示的|更多)*(?:的)?"
    r"(?:内容|信息|数据|记录|文章|资料|文件|公开|结果|栏目内容)|(?:内容|信息|栏目|资料)(?:正在)?(?:建设|整理|更新|完善)中"
)
_ZERO_TOTAL = re.compile(
    r"共(?:有|计)?\s*0\s*(?:条|篇|项|个)|总(?:数|计|条数|记录数?)\s*[:：]\s*0\s*(?:条|篇|$|[^\d.])|(?:记录|信息)总?数\s*[:：]\s*0(?!\d)"
)
_ZERO_CALL = re.compile(
    r"createPage(?:HTML)?\s*\(\s*(?:0\s*,\s*\d+\s*,\s*[\"']|[\"'][^\"']*[\"']\s*,\s*0\s*,)|"
    r"countPage\s*=\s*0\s*;|(?:totalCount|recordCount|totalRecord|post_count)[\"']?\s*[:=]\s*[\"']?0\b",
    re.I,
)
LONGEST_EMPTY_SENTENCE = 40
_HOLDERS = ("li", "p", "div", "td", "span", "h3", "h4", "dd", "font", "em", "strong")


def says_empty(source: Source) -> str:
    """The words or the count by which a page shows that its list holds nothing; "" where it shows no such thing."""
    if _ZERO_CALL.search(scripts_in_force(source.text)):
        return "页码程序的总数为 0"
    if source.tree is None or not (_EMPTY_WORDS.search(source.text) or _ZERO_TOTAL.search(source.text)):
        return ""
    for element in source.tree.iter(*_HOLDERS):
        text = "".join((element.text or "").split())
        if text and len(text) <= LONGEST_EMPTY_SENTENCE and not _stands_hidden(element):
            whole = own_text(element).replace(" ", "")
            match = _EMPTY_WORDS.search(whole) or _ZERO_TOTAL.search(whole)
            if match and len(whole) <= LONGEST_EMPTY_SENTENCE:
                return match.group(0)
    return ""


def _stands_hidden(element: Element) -> bool:
    """Whether a text is not part of what the page shows as its content."""
    return is_hidden(element) or any(
        is_hidden(above) or above.tag == "a" or is_outside_content(above) for above in element.iterancestors()
    )
