"""The whole page: one file, nothing fetched, its own script and style and no others (Content Security Policy 3)."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from reports.formats.html.evidence_data import TraceNumbers, evidence_json
from reports.formats.html.markup import element, text
from reports.formats.html.table_markup import table_markup
from reports.formats.preface import Notice, NoticeKind, made_line, notices, period_line
from reports.table import Report

_MARKS = {
    NoticeKind.ALARM: "alarm",
    NoticeKind.WARNING: "warning",
    NoticeKind.REMINDER: "reminder",
    NoticeKind.ACCEPTED: "accepted",
}
_HINT = "深蓝色的数字可以点击，或用方向键移到那里按回车，查看它所依据的信息和采集记录；点列名可以排序。"
_NO_SCRIPT = "浏览器没有启用脚本：表格可以照常阅读和打印，但不能排序，也不能查看依据。"


def html(report: Report, told: str = "") -> str:
    """The report as a page; ``told`` is a line that stands above its tables, "" for none."""
    style, script = _resource("page.css"), _resource("page.js")
    traces = TraceNumbers()
    tables = [table_markup(table, f"table-{number}", traces) for number, table in enumerate(report.tables, 1)]
    head = (
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        element("title", text(f"{report.portal} {period_line(report)}")),
        f"<style>{style}</style>",
    )
    body = (
        _masthead(report),
        _notices(report),
        _contents(report),
        element("p", text(told), class_="told") if told else "",
        element("p", text(_HINT), class_="hint") if report.entries or report.readings else "",
        element("noscript", element("p", text(_NO_SCRIPT), class_="no-script")),
        element("main", "\n".join(tables)),
        _notes(report),
        _PANEL,
        f'<script type="application/json" id="evidence">{evidence_json(report, traces)}</script>',
        f"<script>{script}</script>",
    )
    return "\n".join((*_OPENING, *head, "</head>", "<body>", *filter(None, body), "</body>", "</html>", ""))


_OPENING = ("<!doctype html>", '<html lang="zh-CN">', "<head>")
_PANEL = """<dialog id="panel" aria-labelledby="panel-title">
<header><h2 id="panel-title"></h2><button type="button" id="panel-close" aria-label="关闭">✕</button></header>
<p id="panel-remark"></p>
<div id="panel-content"></div>
</dialog>"""


def _resource(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    """Only this script and this style run; nothing is fetched, sent or framed."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _masthead(report: Report) -> str:
    told = element("span", text(period_line(report))) + element("span", text(made_line(report)))
    return element("header", element("h1", text(report.portal)) + element("p", told), class_="masthead")


def _notices(report: Report) -> str:
    found = "".join(_notice(notice) for notice in notices(report))
    return element("section", found, class_="notices", aria_label="须先说明") if found else ""


def _notice(notice: Notice) -> str:
    return element("p", element("strong", text(notice.kind)) + text(notice.text), class_=_MARKS[notice.kind])


def _contents(report: Report) -> str:
    if len(report.tables) < 2:
        return ""
    links = [
        element("li", element("a", text(table.title), href=f"#table-{number}"))
        for number, table in enumerate(report.tables, 1)
    ]
    return element("nav", element("ol", "".join(links)), aria_label="目录")


def _notes(report: Report) -> str:
    notes = "".join(element("li", text(note)) for note in report.notes)
    return element("footer", element("h2", "说明") + element("ol", notes, class_="notes")) if notes else ""
