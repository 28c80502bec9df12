"""The settings of an office: the sections of portal.toml, each as a frozen value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import cast, get_args

from cssselect import HTMLTranslator, SelectorError

from registry import address, database
from registry.document import Document
from registry.model import (
    BonusSettings,
    CrawlSettings,
    EvidenceSettings,
    FreshnessSettings,
    LateEntered,
    ReaderRule,
    WeeklySettings,
)
from registry.problems import CATEGORY, Faults, Problem, nearest
from registry.section import Section, section_of, sections_of
from registry.versions import one_or_several, versions
from rules.weeks import WeekRule

SECTIONS = (
    *("portal", "storage", "crawl", "weekly", "bonus", "scheme", "limits", "class", "good", "poor", "progress"),
    *("freshness", "evidence", "retention", "schedule", "notify", "doctor", "home", "reader"),
)
DATABASE_VARIABLE = "LANMU_DATABASE_URL"


@dataclass(frozen=True, slots=True)
class PortalFiles:
    """``[portal]``: the portal's name and address, and the tables beside portal.toml ("" where there is none)."""

    name: str
    url: str
    columns: str
    units: str
    adoptions: str
    marks: str
    overrides: str
    backend: str
    calendar: str
    scheme_files: tuple[str, ...]


class Settings:
    """The sections of one portal.toml. Each method answers with one section; faults are added to ``faults``."""

    def __init__(self, document: Document, faults: Faults) -> None:
        self._document = document
        self._faults = faults

    def refuse_unknown_sections(self) -> None:
        """Add an error for every section that no method here asks for."""
        for name in self._document.data:
            if name not in SECTIONS:
                line = self._document.line(name) or self._document.line("", name)
                allowed = "、".join(f"[{section}]" for section in SECTIONS)
                self._faults.errors.append(
                    Problem(
                        self._document.file, "不认识的一节", line, f"[{name}]", "", allowed, nearest(name, SECTIONS)
                    )
                )

    def portal(self) -> PortalFiles:
        """``[portal]``."""
        section = self._section("portal")
        name, url = section.needed("name"), section.needed("url")
        if url and not address.is_address(url):
            section.refuse("url", "不是完整的网址", allowed=address.ALLOWED)
        columns = section.text("columns") or "columns.csv"
        keys = ("units", "adoptions", "marks", "overrides", "backend", "calendar")
        units, adoptions, marks, overrides, backend, calendar = (section.text(key) for key in keys)
        files = PortalFiles(
            name, url, columns, units, adoptions, marks, overrides, backend, calendar, section.texts("scheme_files")
        )
        section.refuse_unknown()
        return files

    def database_url(self, folder: Path, override: str | None) -> str:
        """``[storage]``: the address of the database, absolute; ``override`` comes before the file."""
        section = self._section("storage")
        written = section.text("database", database.DEFAULT)
        section.refuse_unknown()
        try:
            return database.absolute_url(override or written, folder)
        except ValueError:
            self._refuse_database(override or written, override)
            return ""

    def _refuse_database(self, found: str, override: str | None) -> None:
        message = "不是可用的数据库地址（不能放在内存里）"
        file, field = (DATABASE_VARIABLE, "") if override else (self._document.file, "[storage] database")
        line = None if override else self._document.line("storage", "database")
        self._faults.errors.append(Problem(file, message, line, field, found, database.ALLOWED))

    def crawl(self) -> CrawlSettings:
        """``[crawl]``."""
        section, default = self._section("crawl"), CrawlSettings()
        settings = CrawlSettings(
            delay=section.number("delay", default.delay, 0, 3600),
            concurrency=section.whole("concurrency", default.concurrency, 1, 256),
            timeout=section.number("timeout", default.timeout, 0.1, 600),
            retries=section.whole("retries", default.retries, 0, 10),
            since=section.day("since"),
            full_every=section.whole("full_every", default.full_every, 1, 366),
            max_pages=section.whole("max_pages", default.max_pages, 1, 100_000),
            max_page_mib=section.number("max_page_mib", default.max_page_mib, 0.01, 1024),
            contact=section.text("contact"),
        )
        section.refuse_unknown()
        return settings

    def weekly(self) -> tuple[WeeklySettings, ...]:
        """The one ``[weekly]``, or every ``[[weekly]]``. The earliest has no ``from``: one is always in force."""
        sections = one_or_several(self._document, "weekly", self._faults)
        found = versions(sections, self._weekly)
        if found and all(version.starts_on for version in found):
            sections[0].refuse("from", "最早的一套每周规则不能写 from，否则此前没有规则可用")
        return tuple(replace(version.rule, starts_on=version.starts_on) for version in found) or (WeeklySettings(),)

    def _weekly(self, section: Section) -> WeeklySettings:
        default = WeeklySettings()
        settings = WeeklySettings(
            categories=section.mentioned(CATEGORY, "categories", default.categories),
            minimum=section.whole("minimum", default.minimum, 1, 1000),
            points_per_miss=section.points("points_per_miss", default.points_per_miss),
            charged_from=section.day("charged_from"),
            weeks=cast(WeekRule, section.choice("weeks", get_args(WeekRule), default.weeks)),
            # A week has five working days: no more may be asked, or no week would ever be assessed.
            min_workdays=section.whole("min_workdays", default.min_workdays, 0, 5),
            late_entered=cast(LateEntered, section.choice("late_entered", get_args(LateEntered), default.late_entered)),
        )
        section.refuse_unknown()
        return settings

    def bonus(self) -> tuple[BonusSettings, ...]:
        """The one ``[bonus]``, or every ``[[bonus]]``: the points of each level, in the order of the file."""
        sections = one_or_several(self._document, "bonus", self._faults)
        return tuple(BonusSettings(version.rule, version.starts_on) for version in versions(sections, _points))

    def evidence(self) -> EvidenceSettings:
        """``[evidence]``."""
        section, default = self._section("evidence"), EvidenceSettings()
        settings = EvidenceSettings(
            enabled=section.flag("enabled", default.enabled),
            directory=section.text("directory") or default.directory,
            keep_days=section.whole("keep_days", default.keep_days, 0, 36_600),
        )
        section.refuse_unknown()
        return settings

    def freshness(self) -> FreshnessSettings:
        """``[freshness]``."""
        section, default = self._section("freshness"), FreshnessSettings()
        settings = FreshnessSettings(
            due_soon_days=section.whole("due_soon_days", default.due_soon_days, 0, 366),
            verified_hours=section.whole("verified_hours", default.verified_hours, 1, 8784),
            late_after_days=section.whole("late_after_days", default.late_after_days, 1, 366),
        )
        section.refuse_unknown()
        return settings

    def readers(self) -> tuple[ReaderRule, ...]:
        """Each ``[[reader]]``."""
        return tuple(_reader(section) for section in sections_of(self._document, "reader", self._faults))

    def _section(self, name: str) -> Section:
        return section_of(self._document, name, self._faults)


def _points(section: Section) -> dict[str, Decimal]:
    return {level: section.points(level, Decimal(0)) for level in section.values if level != "from"}


def _reader(section: Section) -> ReaderRule:
    rule = ReaderRule(
        match=section.needed("match"),
        row=section.needed("row"),
        title=section.needed("title"),
        date=section.text("date"),
        next=section.text("next"),
    )
    for key in ("row", "title", "date", "next"):
        _refuse_bad_selector(section, key, getattr(rule, key))
    section.refuse_unknown()
    return rule


def _refuse_bad_selector(section: Section, key: str, selector: str) -> None:
    try:
        if selector:
            HTMLTranslator().css_to_xpath(selector)
    except SelectorError:
        section.refuse(key, "不是有效的 CSS 选择器", allowed="如 ul.list > li、a、span.date")
