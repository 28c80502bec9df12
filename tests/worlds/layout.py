"""How a site writes its pages: the same rows in one skeleton or another, with whole dates or without years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tests.worlds.truth import Life

_WORDS = "现将有关事项通知如下，请各单位认真贯彻执行，并将办理情况按时报送县政府办公室。"
_NAVIGATION = "".join(
    f"<a href='/lm{number}/'>{name}</a>" for number, name in enumerate(("县情", "公开", "服务", "互动"))
)


@dataclass(frozen=True, slots=True)
class Layout:
    """One skeleton.

    ``years``: dates have one; where not, ``dated_addresses`` says whether the entry's address tells it. ``counted``:
    the pager says which page of how many it is, and does not only lead on. ``charset`` is what pages are written in.
    """

    table: bool = False
    years: bool = True
    dated_addresses: bool = False
    counted: bool = True
    charset: str = "utf-8"

    def list_page(self, rows: Sequence[tuple[Life, date]], number: int, pages: int) -> str:
        """A list page with the rows given; without any, the words for it."""
        inside = "".join(self._row(life, day) for life, day in rows)
        box = ("<table class='list'>{}</table>" if self.table else "<ul class='list'>{}</ul>").format(inside)
        return self._framed("通知公告", (box if rows else "<p>暂无信息</p>") + self._pager(number, pages))

    def bare_page(self) -> str:
        """The template without its list."""
        return self._framed("通知公告", "<ul class='list'></ul>")

    def article_page(self, life: Life, day: date) -> str:
        """The page of one entry, or a single page."""
        info = f"<h1>{_title(life)}</h1><p class='info'>发布时间：{day}　来源：县教育局</p>"
        return self._framed(_title(life), f"{info}<div class='content'><p>{_WORDS * 4}</p></div>")

    def address(self, life: Life) -> str:
        """The file name of an entry's page: it tells the day that the entry showed first."""
        made_on = life.versions[0].day
        return f"t{made_on:%Y%m%d}_{life.number}.html" if self.dated_addresses else f"t{life.number}.html"

    def _row(self, life: Life, day: date) -> str:
        told = f"{day}" if self.years else f"{day:%m-%d}"
        anchor = f"<a href='./{self.address(life)}'>{_title(life)}</a>"
        return f"<tr><td>{anchor}</td><td>{told}</td></tr>" if self.table else f"<li>{anchor}<span>{told}</span></li>"

    def _pager(self, number: int, pages: int) -> str:
        told = f"共{pages}页 第{number}/{pages}页 " if self.counted else ""
        back = f"<a href='{file_of(number - 1)}'>上一页</a> " if number > 1 else ""
        following = f"<a href='{file_of(number + 1)}'>下一页</a>" if number < pages else ""
        return f"<div class='page'>{told}{back}{following}</div>" if pages > 1 else ""

    def _framed(self, title: str, inside: str) -> str:
        head = f"<head><meta charset='{self.charset}'><title>{title}-示范县人民政府</title></head>"
        return f"<html>{head}<body><div class='nav'>{_NAVIGATION}</div><div class='main'>{inside}</div></body></html>"


def file_of(number: int) -> str:
    """The file name of a list page."""
    return "index.html" if number == 1 else f"index_{number - 1}.html"


def _title(life: Life) -> str:
    return f"关于开展第{life.number}号专项检查工作的通知"
