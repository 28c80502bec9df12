"""By what the products that stand between a crawler and a portal are known.

None of them is to be got round: a reader who is told "被瑞数拦截" knows whom to ask for leave, and that the column
itself may be in perfect order. Sources: ``[cms]`` the project's notes on publishing systems, section 4; ``[wafw00f]``
the fingerprints of EnableSecurity/wafw00f; ``[seen]`` block pages as public crawlers and scanners quote them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signature:
    """How one product is known.

    ``statuses`` are answers that nobody else gives. ``headers`` (name and part of the value, lower case) and
    ``cookies`` (part of a name, lower case) are set on good pages too: they name who refused, but prove no refusal.
    ``scripts`` stand in a challenge that shows no words, and on good pages too once it was passed. ``assets`` stand in
    the source of block pages, ``words`` in their text without white space.
    """

    product: str
    statuses: frozenset[int] = frozenset()
    headers: tuple[tuple[str, str], ...] = ()
    cookies: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    assets: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


SIGNATURES = (
    Signature(  # [cms] 521 with a script that sets the cookie; [wafw00f] jiasule
        "加速乐",
        statuses=frozenset({521}),
        headers=(("server", "jiasule"), ("x-via-jsl", "")),
        cookies=("__jsluid", "__jsl_clearance", "jsl_tracking"),
        scripts=("__jsl_clearance",),
        assets=("static.jiasule.com", "notice-jiasule"),
    ),
    Signature(  # [cms] 412 or 202, one script; [seen] the object it fills, cookies of a fixed stem ending in S and T
        "瑞数",
        statuses=frozenset({412}),
        cookies=("fssbbil1ugzbn7n80",),
        scripts=("$_ts",),
    ),
    Signature("电信云防护", words=("电信云防护", "电信云堤")),  # [cms] 405
    Signature(  # [cms] 405; [wafw00f] aliyundun; [seen] the script challenge and the slider
        "阿里云",
        headers=(("server", "aliyundun"),),
        scripts=("acw_sc__v", "aliyun_waf"),
        assets=("errors.aliyun.com", "alicdn.com/sd/punish"),
        words=("由于您访问的URL有可能对网站造成安全威胁",),
    ),
    Signature(  # [cms]; [wafw00f] huaweicloud; [seen] 418
        "华为云WAF",
        statuses=frozenset({418}),
        headers=(("server", "huaweicloudwaf"), ("server", "cloudwaf")),
        cookies=("hwwafsesid", "hwwafsestime"),
        assets=("hws_security@",),
        words=("您的请求疑似攻击行为",),
    ),
    Signature(  # [cms]; [wafw00f] yunsuo; [seen] the jump with the screen size
        "云锁",
        cookies=("yunsuo_session", "security_session_verify", "security_session_mid_verify"),
        scripts=("security_verify_data", "YunSuoAutoJump"),
        assets=("yunsuologo",),
        words=("网防G01",),
    ),
    Signature(  # [cms]; [wafw00f] safedog
        "安全狗",
        headers=(("server", "safedog"), ("x-powered-by", "waf/2.0")),
        cookies=("safedog-flow-item",),
        assets=("404.safedog.cn", "safedogsite"),
        words=("请登录安全狗", "您的请求带有不合法参数"),
    ),
    Signature(  # [cms]; [wafw00f] qcloud, tencent; [seen] the pages a block leads to
        "腾讯云",
        statuses=frozenset({567}),
        assets=("waf.tencent-cloud.com", "waf.tencent.com/501page", "waf-static.tencent.com", "qcloud.com/guanjia/waf"),
        words=("腾讯云Web应用防火墙", "腾讯T-SecWeb应用防火墙"),
    ),
    Signature(  # [cms]; [wafw00f] chuangyu, knownsec
        "创宇云",
        headers=(("server", "knownsec"),),
        assets=("365cyd.com/cyd-error",),
        words=("创宇云防御", "创宇盾提示", "已被创宇盾拦截", "KnownsecCloudWAF"),
    ),
    Signature(  # [wafw00f] 360wangzhanbao, anyu; [seen] 493
        "360（奇安信）网站卫士",
        statuses=frozenset({493}),
        headers=(("server", "qianxin-waf"), ("x-powered-by-360wzb", ""), ("wzws-ray", ""), ("x-powered-by-anyu", "")),
        cookies=("wzws_cid", "wzws_reurl", "wzws_sessionid"),
        scripts=("/WZWSREL", "wzwschallenge"),
        assets=("wzws-waf-cgi", "wangzhan.360.cn", "wangzhan.qianxin.com"),
        words=("已被网站卫士拦截", "已被云防护拦截"),
    ),
    Signature(  # [seen]
        "玄武盾",
        assets=("error.websaas.cn",),
        words=("玄武盾", "已被云防护安全拦截"),
    ),
    Signature(  # [seen] 468
        "雷池",
        statuses=frozenset({468}),
        headers=(("server", "safeline"),),
        cookies=("sl-session", "safeline"),
        words=("长亭SafeLine", "安全检测能力由"),
    ),
    Signature("宝塔防火墙", assets=("bt.cn/stop.png",), words=("宝塔网站防火墙", "堡塔云WAF")),  # [seen]
    Signature("百度云加速", headers=(("server", "yunjiasu"),), assets=("su.baidu.com",)),  # [wafw00f] baidu
    Signature("网宿云盾", words=("您当前的访问行为存在异常",)),  # [seen]
    Signature("D盾", words=("D盾_拦截提示", "D盾拦截")),  # [seen]
    Signature("护卫神", words=("护卫神·入侵防护",)),  # [seen]
)

_FAR_ENOUGH = 16_384

# What a block page says whoever made it: a refusal put into words, and the checks that only a person can pass.
BLOCK_WORDS = re.compile(
    r"(?:访问|请求|IP(?:地址)?|行为|操作)[^。，,！!被]{0,14}(?:已经?被|被|遭到)[^。，,！!]{0,14}?"
    r"(?:拦截|阻断|阻止|拒绝|禁止|封禁|屏蔽|限制)"
    r"|(?:访问|请求|操作|刷新)(?:太|过于|过度)?(?:太?频繁|过快)|(?:频繁|过快)(?:访问|请求)"
    r"|疑似(?:黑客)?攻击|(?:对|给)网站(?:安全)?造成(?:安全)?(?:威胁|危险)|Web应用防火墙|网站防火墙|拦截提示"
    r"|滑动验证|(?:拖动|滑动|按住)[^。]{0,8}滑块|请[^。，,]{0,4}(?:完成|进行|通过|点击)[^。，,]{0,10}验证"
    r"|人机(?:身份)?验证|安全验证中|(?:正在|请稍[候等])[^。]{0,6}安全(?:检[测查]|验证)|验证您是否(?:是|为)真人"
    r"|(?:请|需要)(?:先|您)?(?:启用|开启|打开|允许)(?:浏览器的?)?(?:JavaScript|JS|Cookie)"
    r"|^(?:抱歉|对不起|[\W_])*[您你]?(?:无权|没有权限|被?禁止)访问"
    r"|Justamoment|accessdenied|youhavebeenblocked|requesthasbeenblocked|^403\W*forbidden",
    re.I,
)


def named_by_answer(headers: Mapping[str, str]) -> str:
    """The product that the headers of an answer point to, or ""."""
    lowered = {name.lower(): value.lower() for name, value in headers.items()}
    cookies = lowered.get("set-cookie", "")
    for signature in SIGNATURES:
        if any(name in lowered and part in lowered[name] for name, part in signature.headers):
            return signature.product
        if any(cookie in cookies for cookie in signature.cookies):
            return signature.product
    return ""


def named_by_status(status: int) -> str:
    """The product that is known to answer with ``status``, or ""."""
    return next((signature.product for signature in SIGNATURES if status in signature.statuses), "")


def named_by_page(source: str, words: str) -> str:
    """The product whose block page this is, by its assets near the start of the source or its words, or ""."""
    start = source[:_FAR_ENOUGH]
    for signature in SIGNATURES:
        if any(asset in start for asset in signature.assets) or any(word in words for word in signature.words):
            return signature.product
    return ""


def named_by_script(source: str) -> str:
    """The product whose challenge stands in the source, or "". Says something only of a page that shows no words."""
    start = source[:_FAR_ENOUGH]
    return next((s.product for s in SIGNATURES if any(script in start for script in s.scripts)), "")
