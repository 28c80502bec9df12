"""What a host answers at a moment: a status, headers and bytes, or the way in which the connection failed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from hashlib import sha1
from random import Random
from urllib.parse import urlsplit

from scrapy.exceptions import DownloadTimeoutError, ResponseDataLossError

from tests.worlds.faults import Fault, Spell
from tests.worlds.layout import Layout, file_of
from tests.worlds.truth import History, Life, Showing

HOST = "http://www.example.gov.cn"
_LIST_FILE = re.compile(r"index(?:_(\d+))?\.html")
_ARTICLE_FILE = re.compile(r"t(?:\d{8}_)?(\d+)\.html")
_LOST = "<html><head><title>出错了</title></head><body><h1>404</h1><p>您访问的页面不存在或已被删除</p></body></html>"
_LOGIN = "<html><head><title>用户登录</title></head><body><form><input type='password'></form></body></html>"
_CHALLENGE = "<html><script>document.cookie='k=1';location.reload();</script></html>"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came over the wire."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(slots=True)
class Site:
    """The pages of one column.

    ``layouts`` are those from a moment on, in order; ``moved_at``: from when on its old address leads to its new one.
    ``tells_age``: an old copy has an ``Age``, and else the ``Date`` of its making. ``shown`` is when each entry was
    first shown with each day to whoever asked.
    """

    path: str
    history: History
    layouts: list[tuple[datetime, Layout]]
    page_size: int = 6
    single: bool = False
    validators: bool = False
    tells_age: bool = True
    moved_at: datetime | None = None
    spells: list[Spell] = field(default_factory=list)
    shown: dict[Showing, datetime] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The address that the office registered."""
        return f"{HOST}/{self.path}/index.html"

    def spell_at(self, moment: datetime) -> Spell | None:
        """How the site fails at a moment."""
        return next((one for one in self.spells if one.begin <= moment < one.end), None)

    def layout_at(self, moment: datetime) -> Layout:
        """How its pages are written at a moment."""
        return next(layout for since, layout in reversed(self.layouts) if since <= moment)

    def answer(self, path: str, asked: Mapping[str, str], moment: datetime) -> Answer:
        """What it answers; raises what the downloader would."""
        folder, file = path.rsplit("/", 1)
        if self.moved_at and moment >= self.moved_at and folder == f"/{self.path}":
            return _answer("", moment, 301, location=f"/{self.path}x/{file}")
        spell = self.spell_at(moment)
        fault = spell.fault if spell else None
        later = not self.single and file != file_of(1) and _LIST_FILE.fullmatch(file)
        match fault:
            case Fault.DOWN:
                raise DownloadTimeoutError
            case Fault.LATER_DOWN if later:
                raise DownloadTimeoutError
            case Fault.BROKEN_OFF:
                raise ResponseDataLossError
        instead = _INSTEAD.get(fault) if fault else None
        if instead is not None:
            return instead(moment)
        copied = fault in (Fault.COPY, Fault.SILENT_COPY) or (fault is Fault.LATER_COPY and later)
        of = spell.copied_at if spell and copied else moment
        answer = self._page(file, of, moment, fault if fault is not Fault.LATER_EMPTY or later else None)
        return self._conditional(answer, asked)

    def _page(self, file: str, of: datetime, moment: datetime, fault: Fault | None) -> Answer:
        layout = self.layout_at(of)
        text = self._text(layout, file, of, moment, fault)
        if text is None:
            return _answer(_LOST, moment, 404)
        body = text.encode(layout.charset)
        if fault is Fault.CUT:
            body = body[: len(body) * 2 // 3]
        if fault is Fault.GARBLED:
            body = text.encode("utf-16-le" if layout.charset == "utf-8" else "utf-8")
        headers = {"content-type": f"text/html; charset={layout.charset}"}
        if self.validators and not fault:
            headers["last-modified"] = _http_date(self.history.changed_at(of))
            headers["etag"] = f'"{sha1(body).hexdigest()}"'
        if of != moment and fault is not Fault.SILENT_COPY:
            headers |= {"age": f"{(moment - of).total_seconds():.0f}"} if self.tells_age else {"date": _http_date(of)}
        return Answer(200, {"date": _http_date(moment), **headers}, body)

    def _text(self, layout: Layout, file: str, of: datetime, moment: datetime, fault: Fault | None) -> str | None:
        listed = _LIST_FILE.fullmatch(file)
        if self.single or not listed:
            return self._article(layout, file, of, moment, fault)
        if fault is Fault.BARE:
            return layout.bare_page()
        rows = [] if fault in (Fault.EMPTY, Fault.LATER_EMPTY) else self.history.rows(of)
        number, pages = int(listed[1] or 0) + 1, max(1, -(-len(rows) // self.page_size))
        on_page = rows[(number - 1) * self.page_size : number * self.page_size]
        if fault not in _PASSED_OVER:
            self._note(on_page, moment)
        return layout.list_page(on_page, number, pages)

    def _article(self, layout: Layout, file: str, of: datetime, moment: datetime, fault: Fault | None) -> str | None:
        named = _ARTICLE_FILE.fullmatch(file)
        number = int(named[1]) if named else 0
        life = next((life for life in self.history.lives if life.number == number), None)
        day = life.day_at(of) if life else None
        if life is None or day is None:
            return None
        if self.single and fault not in _PASSED_OVER:
            self._note([(life, day)], moment)
        return layout.article_page(life, day)

    def _note(self, rows: list[tuple[Life, date]], moment: datetime) -> None:
        for life, day in rows:
            if day <= moment.date():
                self.shown.setdefault((life.number, day), moment)

    def _conditional(self, answer: Answer, asked: Mapping[str, str]) -> Answer:
        if answer.headers.get("etag") and asked.get("if-none-match") == answer.headers["etag"]:
            return Answer(304, answer.headers, b"")
        return answer


@dataclass(slots=True)
class Host:
    """The host of a portal: its columns, its home page, and what it shows for an address that is none."""

    sites: list[Site]
    shows_lost: bool = False

    def answer(self, url: str, asked: Mapping[str, str], moment: datetime) -> Answer:
        """What it answers; raises what the downloader would."""
        path = urlsplit(url).path
        if path == "/":
            return _answer("<html><body><h1>示范县人民政府</h1><a href='/lm0/'>县情</a></body></html>", moment)
        for site in self.sites:
            if path.startswith((f"/{site.path}/", f"/{site.path}x/")):
                return site.answer(path, asked, moment)
        return _answer(_LOST, moment, 200 if self.shows_lost else 404)


def spell(random: Random, fault: Fault, begin: datetime) -> Spell:
    """A fault that begins at a moment, and lasts hours or days."""
    end = begin + timedelta(hours=random.choice([5, 30, 80, 120]))
    return Spell(fault, begin, end, begin - timedelta(hours=random.choice([0, 3, 20, 70])))


def _http_date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _answer(text: str, moment: datetime, status: int = 200, **headers: str) -> Answer:
    usual = {"content-type": "text/html; charset=utf-8", "date": _http_date(moment)}
    return Answer(status, {**usual, **headers}, text.encode())


# What is shown so need not be taken in: a reader may see that something is wrong, and pass over all of it.
_PASSED_OVER = (Fault.CUT, Fault.GARBLED, Fault.COPY, Fault.LATER_COPY)
_INSTEAD: Mapping[Fault, Callable[[datetime], Answer]] = {
    Fault.ERROR: lambda moment: _answer("<html>502 Bad Gateway</html>", moment, 502),
    Fault.REFUSED: lambda moment: _answer("<html>您的访问被拦截</html>", moment, 403),
    Fault.CHALLENGE: lambda moment: _answer(_CHALLENGE, moment),
    Fault.LOGIN: lambda moment: _answer(_LOGIN, moment),
    Fault.LOST: lambda moment: _answer(_LOST, moment),
    Fault.HOME: lambda moment: _answer("", moment, 302, location="/"),
}
