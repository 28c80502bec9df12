"""A message, as long as the place it goes to allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_CUT = "……"


@dataclass(frozen=True, slots=True)
class Message:
    """A title of one line, and its text in one or more lengths, the longest first."""

    title: str
    texts: tuple[str, ...]

    def text_within(self, room: int) -> str:
        """The longest text that takes no more than ``room`` bytes of UTF-8; the shortest one cut where none does."""
        return next((text for text in self.texts if len(text.encode()) <= room), _cut(self.texts[-1], room))

    def on_one_sheet(self, room: int) -> str:
        """Title and text together within ``room`` bytes, for places that know no titles."""
        return f"{self.title}\n{self.text_within(room - len(self.title.encode()) - 1)}"


def message(title: str, lines: Sequence[str]) -> Message:
    """A message of one length."""
    return Message(title, ("\n".join(lines),))


def _cut(text: str, room: int) -> str:
    kept = text.encode()[: max(0, room - len(_CUT.encode()))]
    return kept.decode(errors="ignore") + _CUT
