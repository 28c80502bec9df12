"""What an office writes that may hold a password or a key, as it may be shown."""

from __future__ import annotations

import re

# A password may hold anything, an @ too: all before the last one is hidden.
_LOGIN = re.compile(r"(?<=://).*@", re.DOTALL)


def shown(text: str) -> str:
    """The text without what may be secret in it: the login of a web address, and all of another service's address.

    Services that messages are sent to have their keys anywhere in it. Files have none.
    """
    scheme, is_address, _ = text.partition("://")
    if not is_address or scheme.startswith(("sqlite", "file")):
        return text
    return _LOGIN.sub("***@", text) if scheme in ("http", "https", "ftp") else f"{scheme}://***"
