"""Whether a text is an address on the web, and whether two addresses are one."""

from __future__ import annotations

from urllib.parse import urlsplit

ALLOWED = "http:// 或 https:// 开头、带主机名的地址"


def is_address(text: str) -> bool:
    """Whether ``text`` is an absolute http or https address with a host."""
    try:
        parts = urlsplit(text)
        port_is_possible = parts.port != 0
    except ValueError:
        return False
    whole = parts.scheme in ("http", "https") and bool(parts.hostname) and port_is_possible
    return whole and not any(character.isspace() for character in text)


def key_of(url: str) -> str:
    """Return what tells one address from another: neither the scheme, nor the case of the host, nor a closing slash."""
    if not url:
        return ""
    parts = urlsplit(url)
    return f"{parts.netloc.lower()}{parts._replace(scheme='', netloc='').geturl().rstrip('/')}"
