"""Which addresses may be made links."""

from __future__ import annotations

import re

from reports.printable import printable

_WEB = re.compile(r"https?://[^\s<>\"']+", re.I)


def web_address(text: object) -> str:
    """The address if it is one of the web, else "": what a page gives as a link may be a script or a local file."""
    address = printable(text) if isinstance(text, str) else ""
    return address if _WEB.fullmatch(address) else ""
