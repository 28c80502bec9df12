"""Whether an address lies on the public Internet, however it is written."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address

# RFC 6052: behind this prefix a gateway puts the IPv4 address of the last four bytes.
_NAT64 = IPv6Network("64:ff9b::/96")


def address_in(host: str) -> Address | None:
    """The address that a host part is itself, ``None`` for a name.

    127.1, 2130706433, 0x7f.0.0.1 and 0177.0.0.1 are taken for what the system's resolver takes them for.
    """
    bare = host.strip("[]").partition("%")[0]
    try:
        return ip_address(bare)
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(bare)) if bare.isascii() and bare[:1].isdigit() else None
    except OSError:
        return None


def is_public(address: Address) -> bool:
    """Whether it can be no machine of ours or beside us: neither loopback, private, link-local nor otherwise special.

    What an IPv6 address carries of IPv4 must be public as well.
    """
    return all(one.is_global and not one.is_multicast and not _is_site_local(one) for one in _with_inner(address))


def _is_site_local(address: Address) -> bool:
    return isinstance(address, IPv6Address) and address.is_site_local


def _with_inner(address: Address) -> Iterator[Address]:
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    if mapped is not None:
        yield mapped
        return
    yield address
    if isinstance(address, IPv6Address):
        if address.sixtofour is not None:
            yield address.sixtofour
        if address.teredo is not None:
            yield from address.teredo
        if address in _NAT64:
            yield IPv4Address(int(address) & 0xFFFFFFFF)
