"""Where messages go: the addresses of ``[notify]``, their secrets fetched from the environment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

ENVIRONMENT = "env:"


@dataclass(frozen=True, slots=True)
class Address:
    """An Apprise address under a name that may be shown; the address itself may hold passwords and never is.

    ``url`` is "" where the environment lacks the variable that ``called`` names.
    """

    called: str
    url: str = field(repr=False)


def addresses(urls: Sequence[str], environment: Mapping[str, str]) -> tuple[Address, ...]:
    """The addresses of ``[notify] urls``, in their order."""
    return tuple(_address(number, url, environment) for number, url in enumerate(urls, start=1))


def _address(number: int, url: str, environment: Mapping[str, str]) -> Address:
    if url.startswith(ENVIRONMENT):
        return Address(url, environment.get(url.removeprefix(ENVIRONMENT), "").strip())
    scheme = url.partition("://")[0]
    return Address(f"第 {number} 个地址（{scheme}）", url)
