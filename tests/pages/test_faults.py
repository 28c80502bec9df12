"""What is no list and no article is told from one, by the right name; and no sound page is taken for a fault."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.decode import decode
from pages.faults.signatures import SIGNATURES
from pages.faults.verdict import Verdict, fault_of
from pages.model import Outcome, Page
from tests.pages.judging import LIST, NOW, TITLES, bare, judged, outcome, scripted
from tests.pages.portal_pages import HOSTILE, framed, rows

SOUND = {
    "list": LIST,
    "short list": framed(rows("一则通知")),
    "empty column": framed("<p>暂无内容</p>"),
    "empty column in other words": framed("<p>没有找到相关信息</p>"),
    "column in preparation": framed("<p>栏目内容正在建设中</p>"),
    "news of a block": framed(
        rows("关于您的请求已被阻断等问题的答复", "您的访问被拦截怎么办", "404页面不存在", *TITLES)
    ),
    "news of a block, few rows": framed(rows("关于您的访问被拦截的说明")),
    "news of maintenance": framed(rows("县政府网站正在升级维护中", "网站暂停服务公告")),
    "rows that link nowhere": framed("<ul><li>关于拆除违建的通知<span>2024-05-01</span></li></ul>"),
    "article about a missing page": framed(
        "<h1>关于群众反映页面不存在问题的答复</h1><p>发布时间：2024-05-06</p><p>您反映县政府网站办事指南栏目页面不存在的"
        "问题收悉，经核查，该页面因改版移至新址，现已恢复访问。感谢您的监督。</p>"
    ),
    "article about maintenance": framed(
        "<h1>关于网站升级维护的公告</h1><p>发布时间：2024-05-06</p><p>本网站正在升级维护，期间暂停服务，给您带来不便敬请谅解。</p>"
    ),
    "single page about security": framed(
        "<h1>机构职能</h1><p>负责网站防火墙管理；通过身份验证后办理；禁止访问涉密系统。</p>"
    ),
    "login box in the frame": framed('<form>用户登录<input type="password"></form>' + rows(*TITLES)),
    "hidden notice": framed('<div style="display:none">抱歉，您访问的页面不存在</div>' + rows("一则通知")),
    "notice in a comment": framed("<!-- <p>您访问的页面不存在</p> -->" + rows("一则通知")),
    "notice in a script": framed("<script>function fail(){ alert('您访问的页面不存在') }</script>" + rows("一则通知")),
    "jump by refresh": '<html><head><meta http-equiv="refresh" content="0;url=./a.html"></head><body></body></html>',
    "jump by script": scripted("window.location.href='./202401/a.html';"),
    "jump that sets a cookie": scripted("document.cookie='lang=zh'; location.href='./zh/';"),
    "jump that asks for scripts": bare("<script>location.href='zh/'</script>请启用JavaScript"),
    "frameset": '<html><frameset rows="80,*"><frame src="top.html"><frame src="list.html"></frameset></html>',
    "shell that scripts fill": '<html><head><title>政府信息公开</title><script>window._CONFIG={SID:"7"}</script></head>'
    '<body><div id="app"></div><script>document.cookie="a=1"</script></body></html>',
    "page of pictures": '<html><body><img src="notice.jpg"></body></html>',
    "interface answer": '{"code": 200, "msg": "您的请求已被阻断", "data": []}',
    "interface list": "[]",
    "XML island": "<datastore><recordset><record><![CDATA[<li><a href='a.html'>通知</a></li>]]>"
    "</record></recordset></datastore>",
    "fragment": "<ul><li><a href='a.html'>通知</a><span>2024-05-01</span></li></ul>",
    "no closing tags": '<html><body><ul><li><a href="a.html">通知</a> 2024-05-01</li></ul><p>版权所有',
}


@pytest.mark.parametrize("kind", SOUND)
def test_a_sound_page_is_no_fault(kind: str) -> None:
    assert judged(SOUND[kind], Content_Type="text/html") is None


@pytest.mark.parametrize("kind", ["list", "short list", "empty column"])
def test_a_sound_page_behind_a_firewall_is_no_fault(kind: str) -> None:
    """Firewalls sign the good pages too."""
    assert judged(SOUND[kind], Server="HuaweiCloudWAF", Set_Cookie="HWWAFSESID=1; yunsuo_session_verify=2") is None
    passed = SOUND[kind].replace("</head>", "<script>$_ts=window['$_ts'];if(!$_ts)$_ts={};</script></head>")
    assert judged(passed) is None


def test_an_unchanged_answer_is_no_fault() -> None:
    assert judged(b"", 304) is None


def test_a_decoded_text_may_be_handed_over() -> None:
    page = Page("http://www.example.gov.cn/", bare("您访问的页面不存在").encode("gbk"), NOW)
    assert fault_of(page, decode(page.body, page.headers)) == fault_of(page)


@pytest.mark.parametrize("status", [401, 403, 405, 412, 429, 521])
def test_a_refusal_is_blocked_whatever_it_says(status: int) -> None:
    verdict = judged(SOUND["list"], status)
    assert verdict is not None
    assert verdict.outcome is Outcome.BLOCKED
    assert str(status) in verdict.reason


@pytest.mark.parametrize(
    ("product", "status", "body", "headers"),
    [
        ("加速乐", 521, scripted("document.cookie='__jsl_clearance_s=1|-1|x';location.href=location.pathname"), {}),
        ("加速乐", 521, "", {"Set_Cookie": "__jsluid_s=abc; path=/"}),
        ("瑞数", 412, scripted("$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.cd='x';"), {}),
        ("瑞数", 202, scripted("$_ts=window['$_ts'];"), {}),
        ("瑞数", 200, scripted("$_ts=window['$_ts'];"), {}),
        ("瑞数", 400, scripted("$_ts=window['$_ts'];"), {}),
        ("电信云防护", 405, bare("<h3>该网站正在使用电信云防护服务</h3>您的请求不被支持"), {}),
        ("阿里云", 405, bare('<iframe src="https://errors.aliyun.com/error?code=405"></iframe>'), {}),
        ("阿里云", 200, "<html><script>var arg1='3A1C';setCookie('acw_sc__v2', x)</script></html>", {}),
        ("阿里云", 200, bare("很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。"), {}),
        ("华为云WAF", 418, bare("您的请求疑似攻击行为！"), {}),
        ("华为云WAF", 403, bare("403"), {"Set_Cookie": "HWWAFSESID=1; path=/"}),
        ("华为云WAF", 403, bare("403"), {"server": "HuaweiCloudWAF"}),
        ("云锁", 200, scripted("function YunSuoAutoJump(){self.location='/?security_verify_data='+w}"), {}),
        ("云锁", 403, bare("禁止访问"), {"Set_Cookie": "yunsuo_session_verify=1"}),
        ("云锁", 200, bare('<img class="yunsuologo" src="l.png">网防G01提示：您的请求中含有危险内容'), {}),
        ("安全狗", 200, bare('<img src="http://404.safedog.cn/images/head.png">您的请求带有不合法参数'), {}),
        ("安全狗", 403, bare("禁止访问"), {"Server": "Safedog/4.0"}),
        ("腾讯云", 403, bare("本页面为腾讯T-Sec Web应用防火墙(WAF)默认提示页面"), {}),
        ("腾讯云", 200, '<html><iframe src="https://waf.tencent.com/501page.html"></iframe></html>', {}),
        ("创宇云", 403, bare("创宇盾提示您：您的IP最近有可疑的攻击行为，请稍后重试"), {}),
        ("创宇云", 503, bare("知道创宇云防御"), {}),
        ("360（奇安信）网站卫士", 493, bare("抱歉！您的访问可能对网站造成威胁，已被云防护拦截！"), {}),
        ("360（奇安信）网站卫士", 403, bare("禁止访问"), {"WZWS-RAY": "1-2"}),
        ("雷池", 403, bare("您的访问请求可能对网站造成安全威胁，请求已被 长亭 SafeLine 阻断"), {}),
    ],
)
def test_the_product_that_refuses_is_named(product: str, status: int, body: str, headers: dict[str, str]) -> None:
    verdict = judged(body, status, **headers)
    assert verdict is not None
    assert verdict.outcome is Outcome.BLOCKED
    assert f"被{product}拦截" in verdict.reason


def test_a_product_known_by_its_status_alone_is_only_suspected() -> None:
    verdict = judged("", 521)
    assert verdict is not None
    assert verdict.reason == "服务器答复 521：要求先通过脚本验证（疑似加速乐）"


def test_every_product_can_be_recognised_by_something() -> None:
    for sign in SIGNATURES:
        assert sign.statuses or sign.headers or sign.cookies or sign.scripts or sign.assets or sign.words, sign.product


@pytest.mark.parametrize(
    "text",
    [
        "您的访问被拦截",
        "您的请求已被阻断，事件编号 5f3c",
        "您的IP地址已被封禁",
        "您的访问过于频繁，请稍后再试",
        "请求过快，请稍候",
        "请完成安全验证后继续访问",
        "请按住滑块，拖动到最右边",
        "当前访问疑似黑客攻击，已被网站管理员设置为拦截",
        "您无权访问该页面",
        "正在进行安全检测，请稍候…",
        "请启用JavaScript后继续",
        "403 Forbidden",
        "Access Denied",
    ],
)
def test_a_block_text_answered_with_200_is_blocked(text: str) -> None:
    verdict = judged(bare(f"<h2>{text}</h2><a href='/'>返回首页</a>"))
    assert verdict is not None
    assert verdict.outcome is Outcome.BLOCKED
    assert text.split("，")[0].replace(" ", "")[:4] in verdict.reason


@pytest.mark.parametrize("title", ["滑动验证页面", "人机验证", "拦截提示"])
def test_a_block_page_is_known_by_its_title(title: str) -> None:
    assert outcome(bare('<div id="nocaptcha"></div>', title)) is Outcome.BLOCKED


def test_a_page_that_is_only_a_script_about_cookies_is_a_challenge() -> None:
    assert outcome(scripted("document.cookie='k='+f(); location.reload()")) is Outcome.BLOCKED
    assert outcome(scripted("start()"), 202) is Outcome.BLOCKED


def test_a_login_page_is_blocked() -> None:
    assert outcome(bare('账号<input name="u">密码<input type="password">', "统一身份认证登录")) is Outcome.BLOCKED


def test_an_error_page_of_a_guarded_host_is_still_an_error() -> None:
    assert outcome(framed("页面不存在"), 404, Set_Cookie="HWWAFSESID=1") is Outcome.HTTP_ERROR


@pytest.mark.parametrize("status", [400, 404, 410, 500, 502, 503, 504, 599])
def test_other_statuses_are_http_errors(status: int) -> None:
    verdict = judged(SOUND["list"], status)
    assert verdict is not None
    assert verdict.outcome is Outcome.HTTP_ERROR
    assert str(status) in verdict.reason


def test_a_redirect_that_was_not_followed_leads_away() -> None:
    verdict = judged("", 302, Location="http://www.example.com/")
    assert verdict == Verdict(Outcome.REDIRECTED_AWAY, "服务器答复 302：转到http://www.example.com/")


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_pages_are_judged(kind: str) -> None:
    for status in (200, 403, 500):
        assert isinstance(judged(HOSTILE[kind], status), Verdict | None)


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"<html><body>", b"<script>", b"<title>404", b"{", b"%PDF"]),
    st.integers(100, 599),
    st.dictionaries(st.sampled_from(["Content-Type", "content-length", "Set-Cookie", "Server"]), st.text(max_size=20)),
)
def test_any_answer_is_judged_and_told_in_words(
    body: bytes, start: bytes, status: int, headers: dict[str, str]
) -> None:
    verdict = fault_of(Page("http://www.example.gov.cn/", start + body, NOW, status, headers))
    if verdict is not None:
        assert not verdict.outcome.proves
        assert verdict.reason
