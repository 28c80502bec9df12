"""How cells of a workbook look: the fonts of official papers, thin rules, the colours of tones."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from reports.formats.cell_text import NOTE_MARK, remark_beside
from reports.formats.heads import is_narrow
from reports.formats.tones import SIGNS, letter
from reports.table import Cell, Head, Kind, Tone

# GB/T 9704-2012: titles in 小标宋, text in 仿宋, heads in 黑体, digits in Times New Roman. Where one is not installed,
# the spreadsheet takes another.
TITLE_FONT, BODY_FONT, HEAD_FONT, DIGIT_FONT = "方正小标宋简体", "仿宋_GB2312", "黑体", "Times New Roman"
TITLE_POINTS, BODY_POINTS = 20, 12
RULE, HEAD_FILL, TOTAL_FILL, LINK_INK, WARNING_INK, QUIET_INK = (
    "#A6A6A6", "#F1F3F5", "#FAFAFA", "#1D3F72", "#B3201B", "#595959",
)  # fmt: skip

_ALIGNED: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"align": "left", "indent": 1, "text_wrap": True},
    Kind.COUNT: {"align": "right"},
    Kind.POINTS: {"align": "right"},
    Kind.DAY: {"align": "center"},
    Kind.MOMENT: {"align": "center"},
    # An address says little by its letters: it is made smaller rather than folded, so that rows stay low.
    Kind.LINK: {"align": "left", "shrink": True},
    Kind.VERBATIM: {"align": "left", "text_wrap": True},
    Kind.STATE: {"align": "center", "text_wrap": True},
}
_RIGHT = frozenset({Kind.COUNT, Kind.POINTS})
# As wide as a mark and the space before it, so that digits with and without one stand under each other.
_MARK_ROOM = "_ _W"
_DIGITS = frozenset({Kind.COUNT, Kind.POINTS, Kind.DAY, Kind.MOMENT})


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._cells: dict[_Look, Any] = {}

    def of(self, **properties: Any) -> Any:
        """The format with these properties of XlsxWriter."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    def title(self) -> Any:
        """The title of a table."""
        return self.of(font_name=TITLE_FONT, font_size=TITLE_POINTS, align="center", valign="vcenter", text_wrap=True)

    def line(self, **properties: Any) -> Any:
        """A line of text above or below a table."""
        usual = {"font_name": BODY_FONT, "font_size": BODY_POINTS, "valign": "vcenter", "text_wrap": True}
        return self.of(**usual | properties)

    def warning(self) -> Any:
        """A line that must not be overlooked."""
        return self.line(font_name=HEAD_FONT, font_color=WARNING_INK)

    def head(self, *, upright: bool = False) -> Any:
        """The head of a column; ``upright`` is turned, over a column of letters."""
        turned = {"rotation": 90} if upright else {}
        return self.line(font_name=HEAD_FONT, align="center", border=1, border_color=RULE, bg_color=HEAD_FILL, **turned)

    def cell(self, head: Head, cell: Cell, *, linked: bool, total: bool, size: float) -> Any:
        """A cell of the table itself."""
        digits = head.kind in _DIGITS and not isinstance(cell.value, str)
        look = _Look(head.kind, is_narrow(head), digits, number_format(head, cell), cell.tone, linked, total, size)
        if look not in self._cells:
            self._cells[look] = self.of(**_properties(look))
        return self._cells[look]


class _Look(NamedTuple):
    """All that the format of a cell depends on: to compare these is cheap, there are a million cells to write."""

    kind: Kind
    narrow: bool
    digits: bool
    number_format: str
    tone: Tone
    linked: bool
    total: bool
    size: float


def _properties(look: _Look) -> dict[str, Any]:
    return {
        "font_name": DIGIT_FONT if look.digits else HEAD_FONT if look.total else BODY_FONT,
        "font_size": look.size,
        "valign": "vcenter",
        "border": 1,
        "border_color": RULE,
        "num_format": look.number_format,
        **(_ALIGNED[Kind.STATE] if look.narrow else _ALIGNED[look.kind]),
        **({"bg_color": TOTAL_FILL, "bold": look.digits} if look.total else {}),
        **({"font_color": LINK_INK} if look.linked else {}),
        **_toned(look.tone),
    }


def _toned(tone: Tone) -> dict[str, str]:
    if tone is Tone.NONE:
        return {}
    return {"bg_color": f"#{SIGNS[tone].fill}", "font_color": f"#{SIGNS[tone].ink}"}


def number_format(head: Head, cell: Cell) -> str:
    """The format of a value: as many decimals as it has, then the letter of its tone and the mark of its remark."""
    if cell.value is None or isinstance(cell.value, str):
        return "General"
    mark = letter(head, cell) or (NOTE_MARK if remark_beside(head, cell) else "")
    room = _MARK_ROOM if head.kind in _RIGHT and not is_narrow(head) else ""
    return _plain_format(cell) + (f'" {mark}"' if mark else room)


def _plain_format(cell: Cell) -> str:
    if isinstance(cell.value, Decimal):
        exponent = cell.value.normalize().as_tuple().exponent
        places = max(0, -exponent) if isinstance(exponent, int) else 0
        return "0." + "0" * places if places else "0"
    if isinstance(cell.value, int):
        return "0"
    return "yyyy-mm-dd hh:mm" if isinstance(cell.value, datetime) else "yyyy-mm-dd"
