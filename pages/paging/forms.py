"""The forms of a page: where each is sent, and the fields that a browser would send."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pages.lists.links import Element
from pages.source import Source

_NOT_SENT = frozenset({"submit", "button", "image", "reset", "file"})
_TICKED = frozenset({"checkbox", "radio"})


@dataclass(frozen=True, slots=True)
class Form:
    """A form. ``fields`` are those in force, by name; ``ids`` gives the name of a field that a script finds by id."""

    name: str
    action: str
    method: str
    fields: dict[str, str]
    ids: dict[str, str]


def forms_of(source: Source) -> Iterator[Form]:
    """The forms of a page, in order."""
    if source.tree is None:
        return
    for element in source.tree.iter("form"):
        found: dict[str, str] = {}
        ids: dict[str, str] = {}
        for control in element.iter("input", "select", "textarea"):
            name, value = control.get("name") or "", _value(control)
            if name and value is not None:
                found[name] = value
                ids[control.get("id") or name] = name
        method = "POST" if (element.get("method") or "").strip().lower() == "post" else "GET"
        title = element.get("name") or element.get("id") or ""
        yield Form(title, (element.get("action") or "").strip(), method, found, ids)


def _value(control: Element) -> str | None:
    """What a browser sends for a control, or ``None`` for one that it leaves out."""
    kind = (control.get("type") or "").lower()
    if control.get("disabled") is not None or kind in _NOT_SENT or (kind in _TICKED and control.get("checked") is None):
        return None
    if control.tag == "textarea":
        return control.text or ""
    if control.tag == "select":
        options = list(control.iter("option"))
        chosen = next(
            (option for option in options if option.get("selected") is not None), options[0] if options else None
        )
        return "" if chosen is None else chosen.get("value") or (chosen.text or "").strip()
    return control.get("value") or ""
