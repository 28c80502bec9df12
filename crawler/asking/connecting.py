"""To whom a crawl connects: hosts that the registry names, and of all others those on the public Internet alone.

A page or a robots.txt may lead anywhere, and a name may stand for any address: so the address is judged where the
connection is made, by the very answer that it is made with. Whatever a hostile page does, the crawl then asks nothing
of this machine, of the office's network or of a cloud's metadata service.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from zope.interface import implementer

from crawler.asking.public_address import Address, address_in, is_public
from pages.faults.jumps import Site, site_of
from registry.model import Portal
from spiders.network import ForbiddenAddressError

NAMED_SETTING = "LANMU_NAMED_ADDRESSES"


def named_addresses(portal: Portal) -> list[str]:
    """The addresses that the registry names."""
    return [portal.url, portal.home.url, *(column.url for column in portal.columns)]


class AddressGuard:
    """Stands before the resolver of the reactor, and refuses requests whose host proves to be none of the public's.

    Behind a proxy, which the environment names, the proxy resolves names; here only written addresses are judged then.
    """

    def __init__(self, named: Iterable[str]) -> None:
        self._named = {site for url in named if (site := site_of(url))}
        self._refused: dict[Site, Address] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> AddressGuard:
        """Scrapy's way to make a middleware."""
        return cls(crawler.settings.getlist(NAMED_SETTING))

    def process_request(self, request: Request) -> None:
        """Refuse an address that is written out."""
        self._stand_before_the_resolver()
        if proxy := site_of(request.meta.get("proxy") or ""):
            self._named.add(proxy)
        site = site_of(request.url)
        address = address_in(site[0]) if site else None
        if site and address and not self.permits(site, address):
            raise ForbiddenAddressError(address)

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Say what is wrong with a name that was resolved, and had no address that may be asked."""
        site = site_of(request.url)
        if isinstance(exception, CannotResolveHostError) and site in self._refused:
            raise ForbiddenAddressError(self._refused[site]) from exception

    def permits(self, site: Site, address: Address) -> bool:
        """Whether ``site``, found at ``address``, may be asked. What may not is remembered."""
        if site in self._named or is_public(address):
            return True
        self._refused[site] = address
        return False

    def _stand_before_the_resolver(self) -> None:
        """With each request, for only now it is sure that Scrapy has installed its own."""
        from twisted.internet import reactor  # importing it installs it, which is Scrapy's to do

        resolving: Any = reactor
        if not isinstance(resolving.nameResolver, GuardedResolver):
            resolving.installNameResolver(GuardedResolver(resolving.nameResolver, self))


@implementer(IHostnameResolver)
class GuardedResolver:
    """Hands on what another resolver finds, less the addresses that the guard does not permit."""

    def __init__(self, resolver: Any, guard: AddressGuard) -> None:
        self._resolver = resolver
        self._guard = guard

    def resolveHostName(  # noqa: N802 - Twisted's name
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """See ``IHostnameResolver``."""
        host = f"[{hostName}]" if ":" in hostName else hostName
        site = site_of(f"http://{host}:{portNumber}/")
        receiver = _Sieve(resolutionReceiver, site, self._guard)
        return self._resolver.resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)


@implementer(IResolutionReceiver)
class _Sieve:
    """Receives the addresses of one host and passes on those that may be asked."""

    def __init__(self, receiver: Any, site: Site | None, guard: AddressGuard) -> None:
        self._site = site
        self._guard = guard
        self._receiver = receiver
        self.resolutionBegan = receiver.resolutionBegan
        self.resolutionComplete = receiver.resolutionComplete

    def addressResolved(self, address: Any) -> None:  # noqa: N802 - Twisted's name
        """Pass it on, or keep it back."""
        found = address_in(address.host)
        if self._site and found and self._guard.permits(self._site, found):
            self._receiver.addressResolved(address)
