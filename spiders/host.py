"""How a host answers: its home page and an address that cannot exist, learnt once a run, held against every column."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from pages.faults.likeness import Likeness
from pages.model import Outcome


@dataclass(frozen=True, slots=True)
class HostAnswers:
    """What a host shows for ``/`` and for a random path. ``None``: unknown, or a proper 404."""

    home: Likeness | None = None
    lost: Likeness | None = None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The page is not the column: the outcome and the reason, in Chinese."""

    outcome: Outcome
    reason: str


def elsewhere(text: str, url: str, requested: str, answers: HostAnswers) -> Elsewhere | None:
    """Whether an answer is really the host's home page or its answer to anything at all."""
    if is_home(requested):
        return None
    if is_home(url):
        return Elsewhere(Outcome.REDIRECTED_AWAY, f"跳转到了网站首页：{url}")
    if answers.lost is None and answers.home is None:
        return None
    seen = Likeness.of(text, url)
    if answers.lost is not None and seen.alike(answers.lost):
        return Elsewhere(Outcome.SOFT_404, "与该网站对不存在地址的回答相同")
    if answers.home is not None and seen.alike(answers.home):
        return Elsewhere(Outcome.REDIRECTED_AWAY, "返回的内容就是网站首页")
    return None


def is_home(url: str) -> bool:
    """Whether an address is that of a site's home page."""
    parts = urlsplit(url)
    return (
        parts.path.lower() in ("", "/", "/index.html", "/index.htm", "/index.shtml", "/index.jsp") and not parts.query
    )
