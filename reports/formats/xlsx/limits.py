"""What Excel can hold (support.microsoft.com, "Excel specifications and limits")."""

from __future__ import annotations

MOST_ROWS = 1_048_576
MOST_LINKS = 65_530
"""Hyperlinks on one worksheet; Excel calls a file with more of them damaged."""
LONGEST_TEXT = 32_767
LONGEST_ADDRESS = 2_079
LONGEST_TIP = 255


class TooManyRowsError(ValueError):
    """A table that no worksheet can hold. The message is Chinese."""

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}”超过 Excel 一张表的行数上限（{MOST_ROWS} 行），请缩小范围，或用 --format csv")
