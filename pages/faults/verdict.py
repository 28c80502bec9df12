"""Why a page that came is not the page that was asked for.

A fault proves nothing about the column: it is recorded, shown and never charged. A sound page taken for a fault would
hide a column for good, so a page is judged by its words only where it is little more than those words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus

from pages.decode import decode, header
from pages.faults.glance import Glance
from pages.faults.jumps import jump_of
from pages.faults.notices import BARE_SERVER, LONGEST_SENTENCE, NOTICES, SOFT_404, hints_at_soft_404
from pages.faults.payload import foreign_kind, is_cut, is_garbled, is_partial, missing_bytes
from pages.faults.signatures import BLOCK_WORDS, named_by_answer, named_by_page, named_by_script, named_by_status
from pages.model import Outcome, Page


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a page that cannot be read. ``reason`` is Chinese, for people."""

    outcome: Outcome
    reason: str


# Refused, whatever the body says. 429 belongs here: the host works, and will not serve this reader.
_REFUSALS = {
    401: "要求登录",
    403: "拒绝访问",
    405: "不允许这样访问",
    407: "要求代理认证",
    412: "要求先通过脚本验证",
    429: "访问过于频繁",
    511: "要求登录网络",
    521: "要求先通过脚本验证",
}
_ERRORS = {
    400: "请求有误",
    404: "页面不存在",
    410: "页面已删除",
    500: "服务器出错",
    502: "网关出错",
    503: "暂停服务",
    504: "网关超时",
}
# Who refuses or excuses himself does it on a page of its own, without the site's navigation. A page with more anchors
# than this has a frame; one with more words outside of them has something to say.
_MOST_LINKS = 8
_MOST_WORDS = 600
# A challenge shows nothing, or asks for a moment's patience.
_MOST_CHALLENGE_WORDS = 30

_SCRIPT = re.compile(r"<script\b", re.I)
_CHALLENGE = re.compile(r"document\.cookie|location\.reload|\b_0x[0-9a-f]{3}", re.I)
_FURNITURE = re.compile(r"<(?:div|ul|table|section|form|i?frame)\b", re.I)
_LOGIN_TITLE = re.compile(r"登录|登陆|login", re.I)
_SHOWS_WITHOUT_WORDS = re.compile(
    r"<(?:script|i?frame|img|object|embed|input|video|canvas|svg|!\[CDATA\[)|http-equiv", re.I
)


def fault_of(page: Page, text: str | None = None) -> Verdict | None:
    """Why ``page`` cannot be read, or ``None`` where nothing speaks against reading it.

    ``text`` is the decoded body where the caller has it already. Decided on status, headers and body alone:

    * ``blocked``: refusals, challenges, block pages, login walls; the product is named where it is known;
    * ``redirected_away``: a redirect that the caller did not follow (304 is no fault, the caller asked for it);
    * ``http_error``: any other status that is no success;
    * ``soft_404``: pages that say with 200 that they are not there;
    * ``truncated``: answers whose end is missing, provably;
    * ``not_understood``: sites that say with 200 that they are in maintenance, closed or broken; answers that are
      complete and hold nothing (to call them truncated would claim a cut that nobody can show); files, rubbish, and
      the pages of a server without a site.
    """
    if page.status == HTTPStatus.NOT_MODIFIED:
        return None
    if not HTTPStatus.OK <= page.status < HTTPStatus.MULTIPLE_CHOICES:
        return _fault_of_status(page, text)
    return _fault_of_payload(page) or _fault_of_text(page, decode(page.body, page.headers) if text is None else text)


def _fault_of_status(page: Page, text: str | None) -> Verdict:
    glance = Glance(decode(page.body, page.headers) if text is None else text)
    told = f"服务器答复 {page.status}"
    product = named_by_page(glance.text, "".join(glance.words)) or named_by_script(glance.text)
    refused = page.status in _REFUSALS or named_by_status(page.status)
    if refused and not product:
        product = named_by_answer(page.headers)
    if product:
        return Verdict(Outcome.BLOCKED, f"{told}：被{product}拦截")
    if refused:
        return Verdict(Outcome.BLOCKED, f"{told}：{_refusal(page.status)}")
    if page.status < HTTPStatus.BAD_REQUEST:
        return Verdict(Outcome.REDIRECTED_AWAY, f"{told}：转到{header(page.headers, 'location') or '别处'}")
    return _block_words(page, glance) or Verdict(Outcome.HTTP_ERROR, f"{told}：{_ERRORS.get(page.status, '出错')}")


def _refusal(status: int) -> str:
    suspect = named_by_status(status)
    return _REFUSALS.get(status, "拒绝访问") + (f"（疑似{suspect}）" if suspect else "")


def _fault_of_payload(page: Page) -> Verdict | None:
    """Faults that show before the bytes are read as text."""
    if is_partial(page):
        return Verdict(Outcome.TRUNCATED, "页面不完整：服务器只给出一部分（206）")
    missing = missing_bytes(page)
    if missing:
        return Verdict(Outcome.TRUNCATED, f"页面不完整：比服务器声明的少 {missing} 字节")
    if not page.body or page.body.isspace():
        return Verdict(Outcome.NOT_UNDERSTOOD, "答复是空的，没有任何内容")
    kind = foreign_kind(page)
    return Verdict(Outcome.NOT_UNDERSTOOD, f"答复不是网页，是{kind}") if kind else None


def _fault_of_text(page: Page, text: str) -> Verdict | None:
    if text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return None  # an interface's data: its reader knows what it should hold
    if is_garbled(text):
        return Verdict(Outcome.NOT_UNDERSTOOD, "答复是乱码，无法辨认")
    glance = Glance(text)
    fault = _fault_of_notice(page, glance) if _is_bare(glance) else _fault_in_frame(glance)
    if fault is None and is_cut(text):
        return Verdict(Outcome.TRUNCATED, "页面不完整：没有结束就断了")
    return fault


def _is_bare(glance: Glance) -> bool:
    return not glance.has_links(_MOST_LINKS + 1) and _few_words(glance)


def _few_words(glance: Glance) -> bool:
    return sum(map(len, glance.own_words)) <= _MOST_WORDS


def _fault_in_frame(glance: Glance) -> Verdict | None:
    """The two notices that come inside a full page: one in the site's own frame, one with a long list of files."""
    if BARE_SERVER.title.search(glance.title):
        return Verdict(BARE_SERVER.outcome, BARE_SERVER.reason)
    hinted = SOFT_404.title.search(glance.title) or hints_at_soft_404(glance.text)
    said = SOFT_404.found_in(glance.title, glance.own_words) if hinted and _few_words(glance) else ""
    return Verdict(SOFT_404.outcome, f"{SOFT_404.reason}：{said}") if said else None


def _fault_of_notice(page: Page, glance: Glance) -> Verdict | None:
    """What a page of few words and links says instead of holding anything."""
    product = named_by_page(glance.text, "".join(glance.own_words))
    if product:
        return Verdict(Outcome.BLOCKED, f"被{product}拦截")
    for notice in NOTICES:
        said = notice.found_in(glance.title, glance.own_words)
        if said:
            return Verdict(notice.outcome, f"{notice.reason}：{said}")
    if jump_of(glance.text, page.url):
        return None  # it leads on, and may well ask to switch on what it leads on by
    return _block_words(page, glance) or _challenge(page, glance) or _nothing(glance)


def _block_words(page: Page, glance: Glance) -> Verdict | None:
    for sentence in (glance.title, *glance.own_words):
        if len(sentence) <= LONGEST_SENTENCE and BLOCK_WORDS.search(sentence):
            return Verdict(Outcome.BLOCKED, f"被{named_by_answer(page.headers) or '网站防护'}拦截：{sentence}")
    if _LOGIN_TITLE.search(glance.title) and "password" in glance.text:
        return Verdict(Outcome.BLOCKED, f"要求登录：{glance.title}")
    return None


def _challenge(page: Page, glance: Glance) -> Verdict | None:
    """The script that must be run before the page is given; a page that scripts fill has furniture for them to fill."""
    if sum(map(len, glance.words)) > _MOST_CHALLENGE_WORDS or _FURNITURE.search(glance.markup):
        return None
    if not _SCRIPT.search(glance.text):
        return None
    product = named_by_script(glance.text)
    if product or page.status == HTTPStatus.ACCEPTED or any(map(_CHALLENGE.search, glance.scripts)):
        return Verdict(Outcome.BLOCKED, f"被{product or named_by_answer(page.headers) or '脚本验证'}拦截")
    return None


def _nothing(glance: Glance) -> Verdict | None:
    if glance.words or _SHOWS_WITHOUT_WORDS.search(glance.text):
        return None
    return Verdict(Outcome.NOT_UNDERSTOOD, "页面是空的，没有文字也没有脚本")
