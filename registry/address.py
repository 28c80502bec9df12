"""Whether a text is an address on the web, and whether two addresses are one."""

from __future__ import annotations

from urllib.parse import urlsplit

ALLOWED = "http:// 或 https:// 开头、带主机名、不带账号口令的地址"


def is_address(text: str) -> bool:
    """Whether ``text`` is an absolute http or https address with a host, and without a login."""
    try:
        parts = urlsplit(text)
        host_alone = parts.port != 0 and "@" not in parts.netloc
    except ValueError:
        return False
    whole = parts.scheme in ("http", "https") and bool(parts.hostname) and host_alone
    return whole and not any(character.isspace() for character in text)


def key_of(url: str) -> str:
    """Return what tells one address from another: neither the scheme, nor the case of the host, nor a closing slash."""
    if not url:
        return ""
    parts = urlsplit(url)
    return f"{parts.netloc.lower()}{parts._replace(scheme='', netloc='').geturl().rstrip('/')}"
