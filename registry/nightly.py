"""What runs every night and whom it tells: [schedule], [notify], [doctor], [home] and [retention]."""

from __future__ import annotations

import re

from registry import address, cron
from registry.model import DoctorSettings, HomeSettings, NotifySettings, RetentionSettings, ScheduleSettings
from registry.section import Section

_HOURS = 48
_VARIABLE = re.compile(r"env:[A-Za-z_]\w*", re.ASCII)
_SERVICE = re.compile(r"[a-z][a-z0-9+.-]*://\S+", re.ASCII | re.IGNORECASE)


def read_schedule(section: Section) -> ScheduleSettings:
    """Return ``[schedule]``."""
    default = ScheduleSettings()
    settings = ScheduleSettings(
        crawl=_cron_line(section, "crawl", default.crawl),
        retry=section.clocks("retry", default.retry),
        home=section.whole("home", default.home, 0, 288),
        report=_cron_line(section, "report", default.report),
        prune=_cron_line(section, "prune", default.prune),
        limit_hours=section.number("limit_hours", default.limit_hours, 0.1, _HOURS),
        hard_limit_hours=section.number("hard_limit_hours", default.hard_limit_hours, 0.1, _HOURS),
        spread_minutes=section.whole("spread_minutes", default.spread_minutes, 0, 120),
    )
    if settings.hard_limit_hours <= settings.limit_hours:
        section.refuse("hard_limit_hours", f"应大于 limit_hours（{settings.limit_hours:g}）")
    section.refuse_unknown()
    return settings


def _cron_line(section: Section, key: str, default: str) -> str:
    line = section.text(key, default)
    if line and not cron.is_cron_line(line):
        section.refuse(key, "不是可用的定时写法", allowed=cron.ALLOWED)
        return default
    return line


def read_notify(section: Section) -> NotifySettings:
    """Return ``[notify]``."""
    default = NotifySettings()
    settings = NotifySettings(urls=section.texts("urls"), morning=section.clock("morning", default.morning))
    for url in settings.urls:
        if url.startswith("env:"):
            if not _VARIABLE.fullmatch(url):
                section.refuse("urls", "env: 之后不是环境变量的名称", allowed="如 env:LANMU_MAIL")
        elif not _SERVICE.fullmatch(url):
            section.refuse("urls", "不是通知地址", allowed="Apprise 的地址（如 mailto://…）或 env:变量名")
        elif "@" in url:
            section.warn("urls", "通知地址里像是有口令：宜写作 env:变量名，把地址放在环境变量里")
    section.refuse_unknown()
    return settings


def read_doctor(section: Section) -> DoctorSettings:
    """Return ``[doctor]``."""
    default = DoctorSettings()
    settings = DoctorSettings(
        drop_share=section.number("drop_share", default.drop_share, 0.05, 1),
        family_columns=section.whole("family_columns", default.family_columns, 1, 100_000),
        family_share=section.number("family_share", default.family_share, 0.01, 1),
        min_free_mib=section.whole("min_free_mib", default.min_free_mib, 0, 1_000_000),
    )
    section.refuse_unknown()
    return settings


def read_home(section: Section) -> HomeSettings:
    """Return ``[home]``."""
    default = HomeSettings()
    settings = HomeSettings(url=section.text("url"), timeout=section.number("timeout", default.timeout, 0.1, 120))
    if settings.url and not address.is_address(settings.url):
        section.refuse("url", "不是完整的网址", allowed=address.ALLOWED)
    section.refuse_unknown()
    return settings


def read_retention(section: Section) -> RetentionSettings:
    """Return ``[retention]``."""
    default = RetentionSettings()
    days = section.whole("observation_days", default.observation_days, 0, 36_600)
    section.refuse_unknown()
    return RetentionSettings(days)
