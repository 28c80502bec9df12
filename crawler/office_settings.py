"""Scrapy's settings for one office: those of this program, and over them what its portal.toml decides."""

from __future__ import annotations

import logging
from importlib.metadata import version
from typing import Any

from scrapy.settings import Settings
from scrapy.utils.project import get_project_settings

from crawler.asking.connecting import NAMED_SETTING, named_addresses
from registry.model import Portal

MEBIBYTE = 1024 * 1024


def settings_for(portal: Portal, settings: Settings | None = None) -> Settings:
    """The settings of a crawl; ``settings``, where Scrapy has made them already, are set in their place."""
    settings = settings or _of_the_project()
    settings.setdict(_chosen(portal), priority="spider")
    return settings


def quiet_logs(level: int | str) -> None:
    """Have Scrapy's loggers make no record below ``level``, which nobody would see, for every page.

    A host without an answer is an outcome, and told as one; Scrapy would print a traceback for its robots.txt.
    """
    logging.getLogger("scrapy").setLevel(level)
    logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)


def _of_the_project() -> Settings:
    """The settings of this project, whatever folder the command is run in."""
    settings = get_project_settings()
    settings.setmodule("crawler.settings", priority="project")
    return settings


def _chosen(portal: Portal) -> dict[str, Any]:
    """What portal.toml decides of Scrapy's settings."""
    crawl = portal.crawl
    return {
        "USER_AGENT": _user_agent(portal),
        "DOWNLOAD_DELAY": crawl.delay,
        "CONCURRENT_REQUESTS_PER_DOMAIN": crawl.concurrency,
        "CONCURRENT_REQUESTS": max(32, crawl.concurrency),
        "DOWNLOAD_TIMEOUT": crawl.timeout,
        "RETRY_TIMES": crawl.retries,
        "DOWNLOAD_MAXSIZE": int(crawl.max_page_mib * MEBIBYTE),
        NAMED_SETTING: named_addresses(portal),
    }


def _user_agent(portal: Portal) -> str:
    """An honest name, with a contact where there is one."""
    contact = portal.crawl.contact or portal.url
    return f"lanmu/{version('lanmu')} (column freshness check{f'; +{contact}' if contact else ''})"
