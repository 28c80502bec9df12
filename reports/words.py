"""The closed sets of the program in the words that an office reads."""

from __future__ import annotations

from collections.abc import Mapping

from reports.table import Tone

STATUS_WORDS: Mapping[str, str] = {
    "stale": "超期",
    "blank": "空白",
    "unverified": "无法核实",
    "due_soon": "即将到期",
    "fresh": "正常",
    "exempt": "免考核",
}
"""By the value of a status, in the order in which an office looks at them."""

OUTCOME_WORDS: Mapping[str, str] = {
    "ok": "正常",
    "blank": "空白栏目",
    "http_error": "访问出错",
    "timeout": "超时",
    "dns": "域名无法解析",
    "tls": "加密连接失败",
    "blocked": "被拦截",
    "soft_404": "页面不存在",
    "redirected_away": "跳转到别处",
    "not_understood": "未能识别",
    "undated": "没有日期",
    "too_large": "页面过大",
    "truncated": "页面不完整",
}
"""By the value of an outcome; those that prove something come first."""

VERDICT_WORDS: Mapping[str, str] = {"met": "达标", "missed": "未达标", "unproved": "无法核实"}
VERDICT_TONES: Mapping[str, Tone] = {"met": Tone.MET, "missed": Tone.MISSED, "unproved": Tone.UNPROVED}
EXEMPT_WORD = "免考核"

RUN_KIND_WORDS: Mapping[str, str] = {"crawl": "采集", "retry": "重读"}
RUN_STATE_WORDS: Mapping[str, str] = {
    "running": "进行中",
    "done": "完成",
    "failed": "失败",
    "crashed": "意外终止",
    "interrupted": "被中断",
}
FINISH_WORDS: Mapping[str, str] = {
    "finished": "",
    "shutdown": "收到停止的信号",
    "crashed": "没有正常结束",
    "storage_error": "写不进数据库或磁盘",
    "start_error": "程序出错",
}
"""By how Scrapy, or whoever found a run dead, calls its end."""

NO_UNIT, NO_GROUP = "（没有责任单位）", "（没有单位类别）"
SUM = "合计"

DATE_SOURCE_WORDS: Mapping[str, str] = {
    "list": "列表",
    "label": "文章页",
    "meta": "网页元数据",
    "url": "网址",
    "interface": "接口",
}
FLAW_WORDS: Mapping[str, str] = {
    "no_year": "没有年份",
    "coarse": "不到日",
    "future": "晚于今天",
    "impossible": "不是真实日期",
    "placeholder": "占位日期",
}


def outcome_told(outcome: str, reason: str) -> str:
    """An outcome with its reason, without saying the same thing twice."""
    word = OUTCOME_WORDS[outcome]
    return reason if word in reason else f"{word}：{reason}" if reason else word
