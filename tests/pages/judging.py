"""Answers of a server, and how they are judged."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from pages.faults.verdict import Verdict, fault_of
from pages.model import Outcome, Page
from tests.pages.portal_pages import framed, rows

NOW = datetime(2024, 5, 20, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TITLES = [f"关于做好第{i}季度重点工作的通知" for i in range(1, 21)]


def judged(body: str | bytes, status: int = 200, **headers: str) -> Verdict | None:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    content = body.encode() if isinstance(body, str) else body
    return fault_of(Page("http://www.example.gov.cn/zwgk/tzgg/", content, NOW, status, named))


def outcome(body: str | bytes, status: int = 200, **headers: str) -> Outcome | None:
    verdict = judged(body, status, **headers)
    return verdict.outcome if verdict else None


def bare(text: str, title: str = "提示") -> str:
    """A notice without the site around it."""
    return f"<html><head><meta charset='utf-8'><title>{title}</title></head><body>{text}</body></html>"


def scripted(script: str) -> str:
    return f"<html><head><meta charset='utf-8'></head><body><script>{script}</script></body></html>"


LIST = framed(rows(*TITLES))
