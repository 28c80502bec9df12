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
    """What is written wrong may be a key itself: only a name of a variable, or of a kind of service, is shown."""
    place = f"第 {number} 个地址"
    if url.startswith(ENVIRONMENT):
        name = url.removeprefix(ENVIRONMENT)
        return Address(url if name.isidentifier() else place, environment.get(name, "").strip())
    scheme, is_address, _ = url.partition("://")
    return Address(f"{place}（{scheme}）" if is_address else place, url)
