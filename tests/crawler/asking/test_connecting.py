"""Whatever pages, redirects and robots.txt lead to, nothing is asked of a machine that the registry does not name."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

from twisted.internet.address import IPv4Address

from crawler.asking.connecting import AddressGuard, GuardedResolver
from tests.crawler.office import Office
from tests.crawler.site import Site, listing

TODAY = date(2026, 11, 20)
DAYS = ["2026-11-18", "2026-11-10"]
COLUMN = "/lm/index.html"
# Ways to write 127.0.0.2, which is a machine beside the portal's own; a name; the portal's own at another port.
INSIDE = ["127.0.0.2", "2130706434", "0x7f.2", "0177.0.0.02", "[::ffff:127.0.0.2]", "somebody@127.0.0.2", "localhost"]


def folder_of(portal: Site, folder: Path, columns: dict[str, str]) -> Office:
    return Office(portal.write_folder(folder, columns))


def leads(place: str) -> dict[str, bytes | int | str]:
    """Pages that lead to ``place`` in every way that a crawl follows on its own site."""
    return {
        "/moved/": place,
        "/meta/": f'<html><head><meta http-equiv="refresh" content="0;url={place}"></head></html>'.encode(),
        "/script/": f'<html><script>window.location.href="{place}";</script></html>'.encode(),
        "/iframe/": f'<html><body><iframe src="{place}" width="100%" height="900"></iframe></body></html>'.encode(),
        "/interface/": (
            f'<html><head><base href="{place}"></head><body><script>$.get("/common/search/0123456789abcdef0123456789'
            'abcdef?_isJson=true&page=1")</script></body></html>'
        ).encode(),
        "/paged/": listing("通知", DAYS, following=place),
    }


def test_no_page_leads_to_another_machine(tmp_path: Path) -> None:
    with Site({}, address="127.0.0.2") as inside, Site({}) as portal:
        portal.pages.update(leads(f"{inside.url}/lm/"))
        office = folder_of(portal, tmp_path, {path.strip("/"): path for path in portal.pages})
        assert office.run(TODAY, "crawl").returncode == 3
        found = {name: one["outcome"] for (_, name), one in office.stale(TODAY).items()}
    assert inside.asked == []
    assert {found[name] for name in ("moved", "meta", "script")} == {"redirected_away"}
    assert {found[name] for name in ("iframe", "interface")} <= {"redirected_away", "not_understood"}
    assert found["paged"] == "ok"


def test_no_page_leads_out_of_the_web(tmp_path: Path) -> None:
    with Site({}) as portal:
        for number, scheme in enumerate(["javascript:alert(1)//", "data:text/html,", "file:///etc/passwd?", "ftp://"]):
            pages = leads(f"{scheme}{portal.url}/lm/")
            portal.pages.update({f"/{number}{path}": page for path, page in pages.items()})
        office = folder_of(portal, tmp_path, {path.strip("/"): path for path in portal.pages})
        assert office.run(TODAY, "crawl").returncode == 3
        found = {name: one["outcome"] for (_, name), one in office.stale(TODAY).items()}
    paged = {name for name in found if name.endswith("/paged")}
    assert len(paged) == 4
    assert {found.pop(name) for name in paged} == {"ok"}
    assert len(found) == 4 * 5
    assert set(found.values()) <= {"http_error", "not_understood", "redirected_away"}


def test_entries_elsewhere_are_recorded_and_their_pages_are_not_asked_for(tmp_path: Path) -> None:
    with Site({}, address="127.0.0.2") as inside, Site({}) as portal:
        targets = [
            f"{inside.url}/1.html",
            f"//127.0.0.2:{inside.port}/2.html",
            f"http://localhost:{inside.port}/3.html",
            "file:///etc/passwd",
            "data:text/html,2026-11-18",
        ]
        rows = "".join(
            f'<li><a href="{target}">关于开展第{number}次专项检查工作的通知</a></li>'
            for number, target in enumerate(targets)
        )
        body = f'<html><meta charset="utf-8"><ul><li><a href="./0.html">关于表彰先进的通知</a></li>{rows}</ul></html>'
        portal.pages[COLUMN] = body.encode()
        office = folder_of(portal, tmp_path, {"通知": COLUMN})
        assert office.run(TODAY, "crawl").returncode == 3
        recorded = {item["url"] for item in office.items(TODAY)}
        paths = [asked.path for asked in portal.asked]
    assert inside.asked == []
    assert "/lm/0.html" in paths
    assert {*targets[:1], f"http:{targets[1]}", targets[2]} <= recorded


def crawled_with_robots_elsewhere(folder: Path, hosts: list[str], inside: Site, *, named: bool) -> Office:
    """A crawl of as many portals, each of whose robots.txt is said to lie on one of ``hosts``."""
    with ExitStack() as portals:
        columns = {}
        for number, host in enumerate(hosts):
            pages: dict[str, bytes | int | str] = {
                COLUMN: listing(f"栏目{number}", DAYS),
                "/robots.txt": f"http://{host}:{inside.port}/secret-{number}",
            }
            site = portals.enter_context(Site(pages))
            columns[f"栏目{number}"] = site.url + COLUMN
        if named:
            columns["里面的"] = inside.url + COLUMN
        office = folder_of(site, folder, columns)
        assert office.run(TODAY, "crawl").returncode == (3 if named else 0)
    return office


def test_robots_txt_leads_to_no_machine_that_the_registry_does_not_name(tmp_path: Path) -> None:
    with Site({}, address="127.0.0.2") as inside, Site({}, address="127.0.0.1") as beside:
        crawled_with_robots_elsewhere(tmp_path, INSIDE, inside, named=False)
        (tmp_path / "beside").mkdir()
        crawled_with_robots_elsewhere(tmp_path / "beside", ["127.0.0.1", "localhost"], beside, named=False)
    assert inside.asked == []
    assert beside.asked == []


def test_robots_txt_may_lead_to_one_that_it_names(tmp_path: Path) -> None:
    with Site({}, address="127.0.0.2") as inside:
        crawled_with_robots_elsewhere(tmp_path, ["127.0.0.2"], inside, named=True)
    assert "/secret-0" in [asked.path for asked in inside.asked]


def test_a_visit_to_the_home_page_is_led_nowhere_else(tmp_path: Path) -> None:
    with Site({}, address="127.0.0.2") as inside, Site({}) as portal:
        portal.pages.update({"/": f"{inside.url}/", "/robots.txt": f"http://localhost:{inside.port}/robots.txt"})
        office = folder_of(portal, tmp_path, {"通知": COLUMN})
        office.run(TODAY, "crawl")
        assert "站外" in office.run(TODAY, "home").stdout
    assert inside.asked == []


class Rebinding:
    """A resolver of a name that stands for one address after the other."""

    def __init__(self, *addresses: str) -> None:
        self._answers = iter(addresses)

    def resolveHostName(self, receiver: Any, *asked: Any) -> None:  # noqa: N802
        receiver.resolutionBegan(self)
        receiver.addressResolved(IPv4Address("TCP", next(self._answers), 80))
        receiver.resolutionComplete()


class Found:
    """What a connection would be made to."""

    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.over = 0

    def resolutionBegan(self, resolution: object) -> None:  # noqa: N802
        pass

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self.addresses.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        self.over += 1


def found_by(resolver: GuardedResolver, host: str, port: int = 80) -> list[str]:
    found = Found()
    resolver.resolveHostName(found, host, port)
    assert found.over == 1
    return found.addresses


def test_a_name_is_judged_by_the_very_answer_that_the_connection_is_made_with() -> None:
    resolver = GuardedResolver(Rebinding("1.2.4.8", "127.0.0.1", "1.2.4.8"), AddressGuard([]))
    assert [found_by(resolver, "www.shifan.example") for _ in range(3)] == [["1.2.4.8"], [], ["1.2.4.8"]]


def test_a_portal_of_the_offices_own_network_is_read_at_the_port_that_is_registered() -> None:
    resolver = GuardedResolver(Rebinding(*["10.0.0.8"] * 4), AddressGuard(["http://zwgk.shifan.example:8080/lm/"]))
    assert found_by(resolver, "zwgk.shifan.example", 8080) == ["10.0.0.8"]
    assert found_by(resolver, "ZWGK.shifan.example", 8080) == ["10.0.0.8"]
    assert found_by(resolver, "zwgk.shifan.example", 6379) == []
    assert found_by(resolver, "oa.shifan.example", 8080) == []
