"""The day, month or year that an article's address carries."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

_YEAR = r"(?P<y>(?:19|20)\d\d)"
_DAYS = tuple(
    re.compile(form)
    for form in (
        rf"/t{_YEAR}(?P<m>\d\d)(?P<d>\d\d)_\d+",
        rf"/{_YEAR}(?P<s>[-/])(?P<m>\d\d?)(?P=s)(?P<d>\d\d?)/",
        rf"/{_YEAR}-(?P<m>\d\d?)/(?P<d>\d\d?)/",
        rf"/{_YEAR}(?P<m>\d\d)/(?P<d>\d\d)/",
        rf"/{_YEAR}/(?P<m>\d\d)(?P<d>\d\d)/",
        rf"/{_YEAR}(?P<m>\d\d)(?P<d>\d\d)/",
    )
)
# How each of them begins: most addresses need no closer look.
_DAY_SIGN = re.compile(rf"/t?{_YEAR}")
_MONTH = re.compile(rf"/{_YEAR}[-/]?(?P<m>0[1-9]|1[0-2]|(?<=[-/])[1-9])/")


def url_date(url: str) -> date | None:
    """The day in the path of ``url`` (/t20200102_7.html, /2020/5/14/, /202005/14/, /2020-04-13/), or ``None``.

    It is the day on which the article was created in its system, often later than the shown day (cms.md 1.1).
    Serial numbers that begin like a day (/20191202189769.html) give none.
    """
    path = _path(url)
    if _DAY_SIGN.search(path) is None:
        return None
    for form in _DAYS:
        for match in form.finditer(path):
            try:
                return date(int(match["y"]), int(match["m"]), int(match["d"]))
            except ValueError:
                continue
    return None


def url_month(url: str) -> tuple[int, int] | None:
    """Year and month in the path of ``url`` (/202001/, /2020/5/, or those of its day), or ``None``."""
    day = url_date(url)
    if day:
        return day.year, day.month
    match = _MONTH.search(_path(url))
    return (int(match["y"]), int(match["m"])) if match else None


def _path(url: str) -> str:
    try:
        return "/" + urlsplit(url).path
    except ValueError:
        return ""
