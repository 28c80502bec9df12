"""Elements of a page: text from anywhere is escaped, and so can be nothing but text."""

from __future__ import annotations

from html import escape

from reports.printable import printable


def text(value: str) -> str:
    """The text on one line, escaped."""
    return escape(printable(value))


def element(name: str, content: str, **attributes: str | int | None) -> str:
    """An element around markup; attributes that are ``None`` or "" are left out.

    Those whose names are words of Python or have dashes are written ``class_`` and ``data_trace``.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(printable(str(value)))}"'
        for key, value in attributes.items()
        if value is not None and value != ""
    )
    return f"<{name}{written}>{content}</{name}>"
