"""The forms a date takes on Chinese government pages, and what a day is worth once it was read.

The set of forms is closed (cms.md 1.10). Each is read by rule: a general date parser reads ``06-05`` as a year.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from pages.model import DateSource, Flaw, Precision, ShownDate
from rules.zone import SHANGHAI

# Days that stand for "never set" in the databases behind the publishing systems.
PLACEHOLDERS = frozenset(
    {
        (0, 0, 0),
        (1, 1, 1),
        (2, 11, 30),
        (1601, 1, 1),
        (1753, 1, 1),
        (1899, 12, 30),
        (1899, 12, 31),
        (1900, 1, 1),
        (1970, 1, 1),
        (2000, 11, 30),
        (9999, 12, 31),
    }
)

CLOCK = r"\d{1,2}\s?[:：∶]\s?\d{2}(?:\s?[:：∶]\s?\d{2}(?:\.\d+)?)?"
ZONE = r"Z|[+-]\d{2}:?\d{2}"

# Not inside a longer number or word, nor the tail of one: 000014348/2020-35428, GZ-2020-01-02, n1/2020/05/14.
_FRESH = r"(?<![0-9A-Za-z_])(?<![0-9A-Za-z_][-/.])"
# Not the head of a longer number: 2026-02-00018, 20191202-189769, 1.2.3.4.
_DONE = r"(?!(?!T\d)[0-9A-Za-z_])(?![-/.－／．]\d)"
_OPEN = r"(?<![^\s(（\[【［〔<>《|])"
_SHUT = r"(?![^\s)）\]】］〕<>》|])"

DATE = re.compile(
    rf"""
    (?=[\d今昨前一二])(?:
    {_FRESH}
    (?P<year>\d{{4}})\s*(?P<mark>[-/.－／．年])\s*(?P<month>\d{{1,2}})
    (?:
        \s*(?P<mark2>[-/.－／．月])\s*(?P<day>\d{{1,2}})(?:\s*[日号]|{_DONE})
        (?:\s*(?P<t>T)?\s*(?P<time>{CLOCK})(?P<zone>(?<=\d)(?:{ZONE}))?)?
      | \s*月(?!\s*\d{{1,2}}\s*[日号]) | {_DONE}(?!\s*月)
    )
    | {_OPEN}(?P<compact>(?:19|20)\d{{6}}(?:\d{{6}})?){_SHUT}
    | {_FRESH}(?P<year2>\d\d)-(?P<month2>\d\d)-(?P<day2>\d\d){_DONE}(?:\s*{CLOCK})?
    | (?:{_OPEN}|(?<=[^\d][:：]))(?P<month3>\d\d)[-/](?P<day3>\d\d)(?:\s+{CLOCK})?{_SHUT}
    | (?<!\d)(?P<month4>\d{{1,2}})\s*月\s*(?P<day4>\d{{1,2}})\s*[日号](?:\s*{CLOCK})?
    | (?<![^\W\d_])(?P<word>[今昨][天日]|前[天日])(?:\s*{CLOCK}|(?!\w))
    | (?<!\d)(?P<count>\d{{1,3}})\s*(?P<span>天|小时|分钟|秒)(?:以|之)?前(?!\w)
    | (?<!\d)(?P<hanyear>[一二\d][〇○零ＯO一二三四五六七八九\d]{{3}})\s*年
      \s*(?P<hanmonth>[正元一二三四五六七八九十\d]{{1,2}})\s*月
      \s*(?P<handay>[初一二三四五六七八九十廿卅\d]{{1,3}})\s*[日号])
    """,
    re.VERBOSE,
)

_DIGIT = re.compile(r"[0-9０-９]").search
_HAN_DIGITS = str.maketrans("〇○零ＯO一二三四五六七八九正元", "0000012345678911")


def may_hold_date(text: str) -> bool:
    """Whether ``text`` has anything that a date form could begin with. Cheap: most texts end here."""
    return _DIGIT(text) is not None or "年" in text or "今" in text or "昨" in text or "前天" in text or "前日" in text


def full_date(raw: str, source: DateSource, today: date, year: int, month: int, day: int) -> ShownDate:
    """The shown date of a year, month and day that stand in ``raw``, flagged where they are no day in use."""
    if (year, month, day) in PLACEHOLDERS:
        return ShownDate(raw, source, None, Precision.DAY, Flaw.PLACEHOLDER)
    try:
        read = date(year, month, day)
    except ValueError:
        return ShownDate(raw, source, None, Precision.DAY, Flaw.IMPOSSIBLE)
    if read.toordinal() > today.toordinal():
        return ShownDate(raw, source, None, Precision.DAY, Flaw.FUTURE)
    return ShownDate(raw, source, read)


def month_day(raw: str, source: DateSource, month: int, day: int) -> ShownDate | None:
    """The shown date of a month and day without a year, or ``None`` where no year could hold them."""
    try:
        date(2000, month, day)
    except ValueError:
        return None
    return ShownDate(raw, source, None, Precision.DAY, Flaw.NO_YEAR, (month, day))


def from_match(match: re.Match[str], today: date, source: DateSource) -> ShownDate | None:
    """What one match of ``DATE`` says, or ``None`` where the figures are no date after all (2020-35)."""
    year, mark, month, mark2, day, zone = match.group("year", "mark", "month", "mark2", "day", "zone")
    raw = match[0].strip()
    if day is None:
        return _OTHERS[match.lastgroup or ""](match, raw, today, source)
    if (mark2 != "月") if mark == "年" else (mark2 != mark):
        return None
    parts = int(year), int(month), int(day)
    if parts[0] < 1900 and parts not in PLACEHOLDERS:
        return None
    return full_date(raw, source, today, *(_in_shanghai(match, parts) if zone else parts))


def _in_shanghai(match: re.Match[str], day: tuple[int, int, int]) -> tuple[int, int, int]:
    """The day in Shanghai of a moment given with its zone: 2020-06-04T16:00:00Z is midnight of the 5th there."""
    hour, minute = (int(part) for part in re.findall(r"\d+", match["time"])[:2])
    zone = match["zone"].replace("Z", "+0000").replace(":", "")
    text = f"{day[0]:04}-{day[1]:02}-{day[2]:02} {hour:02}:{minute:02} {zone}"
    try:
        moment = datetime.strptime(text, "%Y-%m-%d %H:%M %z").astimezone(SHANGHAI)
    except (ValueError, OverflowError):
        return day
    return moment.year, moment.month, moment.day


def _year_month(match: re.Match[str], raw: str, today: date, source: DateSource) -> ShownDate | None:
    year, month, mark = int(match["year"]), int(match["month"]), match["mark"]
    # 2020.05 is a sum of money more often than a month.
    if mark in ".．" or not (1900 <= year <= 2099 and 1 <= month <= 12) or (mark == "年") != raw.endswith("月"):
        return None
    return ShownDate(raw, source, None, Precision.MONTH, Flaw.COARSE)


def compact_date(digits: str, raw: str, today: date, source: DateSource) -> ShownDate | None:
    """The date of ``20200605`` or ``20200605101500``, or ``None`` where the figures are no calendar day."""
    shown = full_date(raw, source, today, int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    clock_holds = digits[8:10] < "24" and digits[10:12] < "60" and digits[12:14] < "60"
    return shown if shown.flaw is not Flaw.IMPOSSIBLE and clock_holds else None


def _compact(match: re.Match[str], raw: str, today: date, source: DateSource) -> ShownDate | None:
    return compact_date(match["compact"], raw, today, source)


def _short_year(match: re.Match[str], raw: str, today: date, source: DateSource) -> ShownDate | None:
    shown = full_date(raw, source, today, 2000 + int(match["year2"]), int(match["month2"]), int(match["day2"]))
    return shown if shown.flaw is None else None


def _boxed_month_day(match: re.Match[str], raw: str, today: date, source: DateSource) -> ShownDate | None:
    return month_day(raw, source, int(match["month3"]), int(match["day3"]))


def _written_month_day(match: re.Match[str], raw: str, today: date, source: DateSource) -> ShownDate | None:
    return month_day(raw, source, int(match["month4"]), int(match["day4"]))


def _relative_word(match: re.Match[str], raw: str, today: date, source: DateSource) -> ShownDate:
    back = {"今": 0, "昨": 1, "前": 2}[match["word"][0]]
    return ShownDate(raw, source, date.fromordinal(today.toordinal() - back))


def _relative_count(match: re.Match[str], raw: str, today: date, source: DateSource) -> ShownDate:
    count, unit = int(match["count"]), match["span"]
    if unit == "天":
        return ShownDate(raw, source, date.fromordinal(today.toordinal() - count))
    seconds = count * {"小时": 3600, "分钟": 60, "秒": 1}[unit]
    moment = today if isinstance(today, datetime) else datetime(today.year, today.month, today.day, 23, 59, 59)
    return ShownDate(raw, source, (moment - timedelta(seconds=seconds)).date())


def _chinese(match: re.Match[str], raw: str, today: date, source: DateSource) -> ShownDate:
    year = int(match["hanyear"].translate(_HAN_DIGITS))
    return full_date(raw, source, today, year, chinese_number(match["hanmonth"]), chinese_number(match["handay"]))


def chinese_number(text: str) -> int:
    """The value of a Chinese numeral below 100 (十二, 廿三, 三十), or 0 where the text is none."""
    text = text.replace("廿", "二十").replace("卅", "三十").removeprefix("初").translate(_HAN_DIGITS)
    tens, ten, ones = text.rpartition("十")
    if ten:
        text = f"{tens or 1}{ones or 0}"
    return int(text) if text.isdecimal() and len(text) <= 2 else 0


_OTHERS = {
    "month": _year_month,
    "compact": _compact,
    "day2": _short_year,
    "day3": _boxed_month_day,
    "day4": _written_month_day,
    "word": _relative_word,
    "span": _relative_count,
    "handay": _chinese,
}
