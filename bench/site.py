"""A static site of list columns, served by a process of its own that does nothing else."""

from __future__ import annotations

import argparse
import asyncio
import hashlib
from collections.abc import Callable
from datetime import date, timedelta

COLUMNS = 2400
ROWS = 20
FIRST_DAY = date(2026, 9, 30)


def column_page(number: int) -> bytes:
    """A list page of about 13 kB: a header, a side menu, 20 dated rows, a footer."""
    menu = "".join(f'<li><a href="/lm/{item}/index.html">栏目导航第{item}项</a></li>' for item in range(40))
    rows = "".join(_row(number, row) for row in range(ROWS))
    filler = "".join(f"<script>var counter{part} = {part}; // 访问统计 {'·' * 40}</script>" for part in range(40))
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>栏目{number}-示范县人民政府</title>
<meta name="ColumnName" content="栏目{number}">{filler}</head><body><div class="head"><ul class="nav">{menu}</ul></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/lm/{number}/index.html">栏目{number}</a></div>
<div class="main"><ul class="list">{rows}</ul><div class="page">共{ROWS}条 第1/1页</div></div>
<div class="footer"><p>主办：示范县人民政府办公室</p></div></body></html>""".encode()


def _row(number: int, row: int) -> str:
    day = FIRST_DAY - timedelta(days=row * 3)
    title = f"示范县关于开展第{number}号专项工作第{row}次检查情况的通报"
    return f'<li><a href="./t{day:%Y%m%d}_{number * 100 + row}.html" title="{title}">{title}</a><span>{day}</span></li>'


class Answers(asyncio.Protocol):
    """HTTP/1.1 with keep-alive and entity tags; answers from memory."""

    def __init__(self, pages: Callable[[int], tuple[bytes, bytes]]) -> None:
        self._pages = pages
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the connection."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every complete request in what came."""
        self._buffer += data
        while b"\r\n\r\n" in self._buffer:
            head, self._buffer = self._buffer.split(b"\r\n\r\n", 1)
            self._transport.write(self._answer(head))

    def _answer(self, head: bytes) -> bytes:
        path = head.split(b" ", 2)[1]
        if not path.startswith(b"/lm/"):
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        whole, tag = self._pages(int(path.split(b"/")[2]))
        return b"HTTP/1.1 304 Not Modified\r\nETag: " + tag + b"\r\n\r\n" if tag in head else whole


def _prepared(number: int) -> tuple[bytes, bytes]:
    body = column_page(number)
    tag = b'"' + hashlib.sha1(body, usedforsecurity=False).hexdigest().encode() + b'"'
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: {tag.decode()}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body, tag


async def _serve() -> None:
    prepared = [_prepared(number) for number in range(COLUMNS)]
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Answers(prepared.__getitem__), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    asyncio.run(_serve())
