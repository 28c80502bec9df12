"""A small web site whose every request a test can see, and act upon while it is being answered."""

from __future__ import annotations

import csv
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self


@dataclass(frozen=True)
class Asked:
    """One request as the site saw it; ``at`` in seconds of a steady clock."""

    path: str
    headers: Mapping[str, str]
    at: float


@dataclass
class Site:
    """Serves ``pages`` (path → body, status, or the address that a 302 names) on a loopback address.

    ``before_answer`` runs before each answer is sent; ``encodings`` are those that the bodies of some paths are said to
    be in.
    """

    pages: dict[str, bytes | int | str]
    before_answer: Callable[[Asked], None] = lambda asked: None
    asked: list[Asked] = field(default_factory=list)
    address: str = "127.0.0.1"
    encodings: dict[str, str] = field(default_factory=dict)

    def __enter__(self) -> Self:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                seen = Asked(self.path, {name.lower(): value for name, value in self.headers.items()}, time.monotonic())
                site.asked.append(seen)
                site.before_answer(seen)
                found = site.pages.get(self.path, 404)
                body = found if isinstance(found, bytes) else b""
                self.send_response(found if isinstance(found, int) else 302 if isinstance(found, str) else 200)
                if isinstance(found, str):
                    self.send_header("Location", found)
                self.send_header("Content-Type", "text/plain" if self.path == "/robots.txt" else "text/html")
                if self.path in site.encodings:
                    self.send_header("Content-Encoding", site.encodings[self.path])
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer((self.address, 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        return f"http://{self.address}:{self.port}"

    @property
    def port(self) -> int:
        return int(self._server.server_port)

    def paths(self) -> list[str]:
        """What was asked for, the probes of the host and robots.txt left out."""
        known = [asked.path for asked in self.asked if asked.path in self.pages]
        return [path for path in known if path not in ("/", "/robots.txt")]

    def write_folder(self, folder: Path, columns: Mapping[str, str], **crawl: object) -> Path:
        """A portal folder for ``columns`` (name → path), all of one unit."""
        settings = {"delay": 0, "concurrency": 4, "timeout": 3, "retries": 0, "contact": "ops@example.org", **crawl}
        lines = [f"{name} = {value!r}".replace("'", '"') for name, value in settings.items()]
        (folder / "portal.toml").write_text(
            f'[portal]\nname = "试点县"\nurl = "{self.url}/"\ncolumns = "columns.csv"\n[crawl]\n' + "\n".join(lines),
            encoding="utf-8",
        )
        with (folder / "columns.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            table.writerow(["单位", "单位类别", "栏目", "信息类别", "更新周期", "网址"])
            for name, path in columns.items():
                address = path if path.startswith("http") else self.url + path
                table.writerow(["县教育局", "部门", name, "动态信息", "每周", address])
        return folder


def listing(title: str, days: list[str], *, following: str = "") -> bytes:
    """A dated list page of the site; titles differ from column to column."""
    rows = "".join(
        f'<li><a href="./t{number}.html">{title}关于开展第{number}次检查的通知</a><span>{day}</span></li>'
        for number, day in enumerate(days)
    )
    pager = f'<a href="{following}">下一页</a>' if following else "第1/1页"
    return f"""<html><head><meta charset="utf-8"><title>{title}</title></head><body><h2>{title}</h2>
    <ul class="list">{rows}</ul><div class="page">{pager}</div></body></html>""".encode()
