"""What a page says in place of its content: that it is gone, that the site is closed, that something broke."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pages.model import Outcome

LONGEST_SENTENCE = 60


@dataclass(frozen=True, slots=True)
class Notice:
    """One kind of notice. ``sentence`` fits a visible sentence without white space, ``title`` the page's title."""

    outcome: Outcome
    reason: str
    sentence: re.Pattern[str]
    title: re.Pattern[str]

    def found_in(self, title: str, sentences: tuple[str, ...]) -> str:
        """The sentence, or else the title, that gives the notice; "" where none does."""
        for sentence in sentences:
            if len(sentence) <= LONGEST_SENTENCE and self.sentence.search(sentence):
                return sentence
        return title if self.title.search(title) else ""


_NEVER = re.compile(r"(?!)")
_SORRY = (
    r"^(?:[\W\d_]|非常|很|十分|抱歉|对不起|不好意思|遗憾|您好|哎呀|糟糕|温馨|系统|错误|信息|提示|sorry|error|oops)*"
)
_ASKED_FOR = (
    r"(?:[您你](?:所|要|想|正在|试图|当前|请求)*(?:访问|浏览|查看|请求|查找|打开|寻找|输入|需要)的?|该|此|当前|本)?"
)
_PAGE = r"(?:页面|网页|网址|文章|信息|内容|栏目|频道|文件|资源|链接|地址|URL)+"
_GONE = (
    r"(?:已经?|可能|或|现|似乎|好像|暂时)*(?:不存在|不见了|找不到|无法找到|未找到|没有?找到|无法(?:显示|打开)|失效|丢失|走丢|过期"
    r"|被?(?:删除|移除|移走|移动|下架|下线|撤除|转移|更名))"
)
_NOT_FOUND = (
    r"(?:找不到|无法找到|未找到|没有找到|未能找到)"
    r"(?:[您你](?:所|要|想)*(?:访问|浏览|查看|请求|查找|打开|寻找|需要)的?|该|此)?"
)

# cms.md section 4. "没有找到信息" is not here: so speaks a list that is empty, not a page that is gone.
SOFT_404 = Notice(
    Outcome.SOFT_404,
    "页面提示不存在",
    sentence=re.compile(
        rf"{_SORRY}(?:{_ASKED_FOR}{_PAGE}{_GONE}|{_NOT_FOUND}(?:网页|页面?|文件|资源|栏目|网址|URL)"
        r"|(?:HTTP)?404(?:错误|notfound|页面)|(?:page|file)(?:was)?notfound|therequestedurl\S*notfound|您访问的站点不存在)",
        re.I,
    ),
    title=re.compile(
        r"(?:^|[-_|—–·:：])(?:HTTP|错误|error|出错|status)*\W*404(?!\d)|^(?:page|file)?notfound"
        r"|^[\W_]*(?:抱歉|对不起)?[\W_]*(?:您(?:所|要)?访问的|该|此)?(?:页面|网页|页)(?:不存在|未找到|没有?找到|找不到|已?被?删除|丢失|走丢)"
        r"|^(?:找不到|无法找到)(?:该|此|您|页|网页)",
        re.I,
    ),
)

# Pages of a server without a site. Their dates are those of files, never of entries.
BARE_SERVER = Notice(
    Outcome.NOT_UNDERSTOOD,
    "是服务器的默认页或文件目录，不是栏目",
    sentence=re.compile(r"^没有找到站点$|^恭喜[,，]?站点创建成功"),
    title=re.compile(r"^(?:Indexof/|Directorylisting|Welcometonginx|IISWindows|IIS\d|ApacheTomcat|TestPagefor)", re.I),
)

NOTICES = (
    SOFT_404,
    BARE_SERVER,
    # With 200, a site that does not serve is no http_error: the status in the evidence would belie the outcome.
    Notice(
        Outcome.NOT_UNDERSTOOD,
        "网站已关闭",
        sentence=re.compile(
            r"(?:网站|本站|站点|域名)(?:已经?|暂时|临时|现|被)*(?:关闭|关停|注销|下线|停用|到期|过期)"
            r"|(?:网站|域名)[^。，,]{0,6}(?:未|没有)(?:经过?|完成|进行)?备案"
        ),
        title=_NEVER,
    ),
    Notice(
        Outcome.NOT_UNDERSTOOD,
        "网站维护中",
        sentence=re.compile(
            r"(?:正在|处于|进行)[^。，,]{0,10}(?:维护|升级|改版|调试|迁移|割接)|(?:维护|升级|改版)中"
            r"|(?:网站|本站|平台|系统|站点)(?:正在)?建设中|(?:暂停|停止|暂时无法|暂不)(?:对外)?(?:提供)?(?:访问|服务|开放)"
        ),
        title=re.compile(r"^(?:网站|系统|平台)?(?:正在)?(?:升级|维护)+中?$"),
    ),
    Notice(
        Outcome.NOT_UNDERSTOOD,
        "网站出错",
        sentence=re.compile(
            r"^(?:HTTPStatus)?50[0234]\W*(?:badgateway|internalservererror|servicetemporarilyunavailable|serviceunavailable"
            r"|gatewaytime-?out|错误|–|-|$)|应用程序中的服务器错误|ServerErrorin|establishingadatabaseconnection"
            r"|数据库(?:连接)?(?:错误|失败|出错)|(?:系统|服务器|程序)(?:内部)?(?:繁忙|异常|出错|发生错误|错误)",
            re.I,
        ),
        title=re.compile(r"^(?:HTTPStatus)?50[0234](?!\d)|badgateway|internalservererror|serviceunavailable", re.I),
    ),
)

# One of these stands in every sentence of SOFT_404 that comes inside a full frame. The single characters are rare, and
# looking for one of them costs a tenth of looking for a word.
_STEMS = (
    ("存", "不存在"),
    ("找", "找不到"),
    ("找", "找到"),
    ("删", "删除"),
    ("移", "移除"),
    ("失", "失效"),
    ("4", ">404"),
)


def hints_at_soft_404(text: str) -> bool:
    """Whether a page may give the notice at all; cheap, and true of some sound pages."""
    return any(rare in text and stem in text for rare, stem in _STEMS)
