"""What the colour of a cell says in words: never is a thing told by colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from reports.formats.heads import is_narrow
from reports.table import Cell, Head, Table, Tone
from reports.words import EXEMPT_WORD, VERDICT_WORDS


@dataclass(frozen=True, slots=True)
class ToneSign:
    """``letter`` stands in a cell, ``word`` in the legend; ``fill`` and ``ink`` are colours as ``RRGGBB``."""

    letter: str
    word: str
    fill: str
    ink: str


SIGNS = {
    Tone.MET: ToneSign("达", VERDICT_WORDS["met"], "E3F0E6", "1F5C38"),
    Tone.MISSED: ToneSign("未", VERDICT_WORDS["missed"], "F7DAD6", "8C1D18"),
    Tone.UNPROVED: ToneSign("？", VERDICT_WORDS["unproved"], "FBF0CF", "6B4A00"),
    Tone.EXEMPT: ToneSign("免", EXEMPT_WORD, "ECECEC", "5A5A5A"),
    Tone.OVERRIDDEN: ToneSign("调", "人工调整", "DFE8F5", "1D3F72"),
}
"""By the tone, in the order of the legend. Every ink has a contrast of 4.5 or more on its fill (WCAG 2.2, 1.4.3)."""


def stands_for_value(head: Head, cell: Cell) -> bool:
    """Whether the letter takes the place of the value: in a narrow column, where the value is the tone's own word."""
    return is_narrow(head) and cell.tone is not Tone.NONE and cell.value == SIGNS[cell.tone].word


def letter(head: Head, cell: Cell) -> str:
    """The letter that a cell needs; "" where a word or a remark says as much, or it has no tone."""
    if cell.tone is Tone.NONE or (cell.remark and not is_narrow(head)):
        return ""
    says_it = isinstance(cell.value, str) and cell.tone is not Tone.OVERRIDDEN
    return "" if says_it and not stands_for_value(head, cell) else SIGNS[cell.tone].letter


def legend(table: Table) -> tuple[ToneSign, ...]:
    """The signs of the tones that stand in a table as a letter."""
    used = {
        cell.tone
        for row in table.rows
        for head, cell in zip(table.heads, row, strict=True)
        if cell.tone is not Tone.NONE and (is_narrow(head) or letter(head, cell))
    }
    return tuple(sign for tone, sign in SIGNS.items() if tone in used)


def legend_line(table: Table) -> str:
    """The legend as one line; "" where no letter has to be explained."""
    told = "，".join(f"{sign.letter} {sign.word}" for sign in legend(table))
    return f"图例：{told}。" if told else ""
