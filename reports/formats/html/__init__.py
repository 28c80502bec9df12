"""One page that opens offline, prints well and leads from every figure to what it rests on."""

from reports.formats.html.page import html

__all__ = ["html"]
