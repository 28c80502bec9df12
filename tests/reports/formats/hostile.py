"""Texts such as pages may hold that wish to be more than text."""

from __future__ import annotations

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\x01=1+1", "\ufeff=1+1"]
MARKUP = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]><img src=x onerror=alert(1)>",
    "<b>粗</b> & \"引号\" '单引号'",
    "</title></caption></table><h1>",
]
BAD_ADDRESSES = [
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "internal:'信息依据'!A1",
    "external:c:\\a.xlsx",
    "mailto:someone@example.gov.cn",
    "//example.gov.cn/a",
    "http://example.gov.cn/a b",
    " javascript:alert(1)//http://example.gov.cn",
    "http://",
]
