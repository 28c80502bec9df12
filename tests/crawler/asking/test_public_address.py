"""Which addresses may be those of a machine of ours, however they are written."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.asking.public_address import address_in, is_public

NOT_PUBLIC = [
    *("127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"),
    *("169.254.169.254", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.251", "239.1.1.1", "255.255.255.255"),
    *("::", "::1", "fe80::1", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001:db8::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe"),
]
PUBLIC = ["1.2.4.8", "114.114.114.114", "202.106.0.20", "2400:3200::1", "2002:101:101::", "64:ff9b::101:101"]


@pytest.mark.parametrize("text", NOT_PUBLIC)
def test_what_may_be_a_machine_of_ours_is_not_public(text: str) -> None:
    assert not is_public(ip_address(text))


@pytest.mark.parametrize("text", PUBLIC)
def test_addresses_of_the_internet_are_public(text: str) -> None:
    assert is_public(ip_address(text))


def written(address: IPv4Address) -> list[str]:
    """The ways in which the system's resolver lets an address be written."""
    number, parts = int(address), address.packed
    return [
        str(address),
        str(number),
        hex(number),
        f"0{number:o}",
        ".".join(map(hex, parts)),
        ".".join(f"0{part:o}" for part in parts),
        f"{parts[0]}.{number & 0xFFFFFF}",
        f"{parts[0]}.{parts[1]}.{number & 0xFFFF}",
        f"[::ffff:{address}]",
    ]


@given(st.ip_addresses(v=4))
def test_an_address_is_recognised_however_it_is_written(address: IPv4Address) -> None:
    for text in written(address):
        found = address_in(text)
        assert found in (address, IPv6Address(f"::ffff:{address}"))
        assert found is not None
        assert is_public(found) == is_public(address)


@given(st.ip_addresses(v=6))
def test_an_address_of_version_six_is_recognised_in_brackets_and_with_its_zone(address: IPv6Address) -> None:
    assert address_in(f"[{address}]") == address
    assert address_in(f"{address}%eth0") == address


@pytest.mark.parametrize(
    "name", ["localhost", "www.shifan.example", "127.0.0.1.example", "1.2.3.4.5", "0x", "", "县.example", "fe80"]
)
def test_a_name_is_no_address(name: str) -> None:
    assert address_in(name) is None
