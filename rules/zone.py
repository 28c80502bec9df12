"""The one time zone: days are those of the portals, wherever the program runs."""

from __future__ import annotations

from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
