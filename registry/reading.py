"""How a column's pages are to be read: what columns.csv and the ``[[reader]]`` of portal.toml say of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from fnmatch import fnmatchcase

from registry.model import Column, ReaderRule


def rule_for(column: Column, rules: Iterable[ReaderRule]) -> ReaderRule | None:
    """The first ``[[reader]]`` whose ``match`` fits the column's address."""
    return next((rule for rule in rules if fnmatchcase(column.url, rule.match)), None)


def way_of_reading(column: Column, rules: Iterable[ReaderRule]) -> str:
    """类型, 读取方式 and selectors of a column as one text, never "": where it changes, another list may be read.

    Where the rule stands, and which other addresses it fits, changes nothing.
    """
    rule = rule_for(column, rules)
    selectors = [rule.row, rule.title, rule.date, rule.next] if rule else []
    return json.dumps([column.kind, column.reader, *selectors], ensure_ascii=False)
