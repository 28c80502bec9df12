"""Whether a page says that its list is empty. A list that a script would fill is not empty, it is unread."""

from __future__ import annotations

import re
from itertools import islice

from pages.articles.signs import tells_beside
from pages.hidden import is_hidden
from pages.lists.links import Element, is_outside_content, own_text
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
# What stands first in a text that says so; most texts need no second look.
_HINT = re.compile(r"暂|没有|尚无|未|[建整更完][设理新善]中|共|总|录数|息数")
_SIDE_NAME = re.compile(r"相关|热点|推荐|评论|附件|解读|搜索|留言|购物")
# Attributes by which a script decides whether the text is ever seen.
_SCRIPTED = re.compile(r"(?:v|ng|x|wx)[-:](?:if|show|else|cloak|hide|for)|:(?:class|style)|data-bind")
_HOLDERS = ("li", "p", "div", "td", "span", "h3", "h4", "dd", "font", "em", "strong", "b")

LONGEST_EMPTY_SENTENCE = 40
LONGEST_NAME = 16
MOST_LOOKS = 200


def says_empty(source: Source) -> str:
    """The words or the count by which a page shows that its list holds nothing; "" where it shows no such thing."""
    if _ZERO_CALL.search(scripts_in_force(source.text)):
        return "页码程序的总数为 0"
    if source.tree is None or tells_beside(source, source.tree):
        return ""
    hinting = (element for element in source.tree.iter(*_HOLDERS) if element.text and _HINT.search(element.text))
    return next((words for element in islice(hinting, MOST_LOOKS) if (words := _words_of(element))), "")


def _words_of(element: Element) -> str:
    """The words of an element that say so, if they are all it says, and are shown as part of the page's content."""
    if len(element.text or "") > LONGEST_EMPTY_SENTENCE * 4:
        return ""
    whole = own_text(element).replace(" ", "")
    match = (_EMPTY_WORDS.search(whole) or _ZERO_TOTAL.search(whole)) if len(whole) <= LONGEST_EMPTY_SENTENCE else None
    return match.group(0) if match and not _stands_elsewhere(element) else ""


def _stands_elsewhere(element: Element) -> bool:
    """Whether a text is hidden, shown only if a script says so, or part of a link, a footer or a side box."""
    above = [element, *element.iterancestors()]
    if any(is_hidden(one) or one.tag == "a" or is_outside_content(one) or _is_scripted(one) for one in above):
        return True
    heading = next((name for one in above[:3] if (name := _text_before(one))), "")
    return len(heading) <= LONGEST_NAME and _SIDE_NAME.search(heading) is not None


def _is_scripted(element: Element) -> bool:
    return any(_SCRIPTED.match(str(name)) for name in element.attrib)


def _text_before(element: Element) -> str:
    """The text of the nearest element before one that says anything, "" where none does."""
    before = (own_text(sibling) for sibling in islice(element.itersiblings(preceding=True), MOST_LOOKS))
    return next((text for text in before if text), "")
