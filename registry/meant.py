"""The words that offices use for ours, where likeness of characters would lead nowhere or astray."""

from __future__ import annotations

from collections.abc import Mapping

HEADS: Mapping[str, str] = {
    "链接": "网址",
    "地址": "网址",
    "URL": "网址",
    "url": "网址",
    "部门": "单位",
    "责任部门": "单位",
    "频率": "更新周期",
    "频次": "更新周期",
    "说明": "备注",
}
CYCLES: Mapping[str, str] = {
    "每星期": "每周",
    "每礼拜": "每周",
    "一周": "每周",
    "每双周": "每两周",
    "每半月": "15天",
    "一个月": "每月",
    "年度": "每年",
    "实时": "不定期",
    "随时": "不定期",
    "及时": "不定期",
    "长期": "不定期",
}
