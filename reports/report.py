"""The report of a period: the wanted tables, what their figures rest on, and what does not hold in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from registry.model import Portal
from reports.assessment.assess import assess
from reports.assessment.classing import Classing, classing
from reports.assessment.facts import Assessment
from reports.assessment.findings import Findings, findings
from reports.assessment.grounds import Grounds
from reports.assessment.scoring import Scored, scored
from reports.assessment.tracing import Traces
from reports.availability import availability
from reports.checks.problems import problems, unproved
from reports.table import Claim, Report, Table
from reports.tables.availability import availability_table
from reports.tables.classes import claims as class_claims
from reports.tables.classes import classes
from reports.tables.columns import column_claims, columns
from reports.tables.counts_compared import counts_compared
from reports.tables.coverage import coverage
from reports.tables.detail import detail
from reports.tables.heatmap import heatmap
from reports.tables.scores import scores
from reports.tables.stale import stale_report
from reports.tables.totals import claims as total_claims
from reports.tables.totals import totals
from reports.tables.weekly import weekly
from rules.period import Period
from storage.reader import Reader

TABLES = (
    "weekly",
    "columns",
    "totals",
    "scores",
    "detail",
    "classes",
    "stale",
    "heatmap",
    "coverage",
    "counts_compared",
    "availability",
)


@dataclass(frozen=True)
class Question:
    """What is asked: a portal, a period, and by what is known when. ``against`` is the period that progress is measured
    from. The answers are worked out as they are needed, each once; all of them raise ``StorageError``."""

    portal: Portal
    reader: Reader
    period: Period
    known_at: datetime
    against: Period | None = None

    @cached_property
    def assessment(self) -> Assessment:
        """The facts of the period."""
        return assess(self.portal, self.reader, self.period, self.known_at)

    @cached_property
    def findings(self) -> Findings:
        """What is proved against each unit, where anything asks for it."""
        return _findings(self.assessment, self.reader)

    @cached_property
    def scored(self) -> tuple[Scored, ...]:
        """The scores by each scheme."""
        return scored(self.assessment, self.findings)

    @cached_property
    def classing(self) -> Classing:
        """Classes and lists."""
        if self.against is None or self.assessment.portal.classes.progress is None:
            return classing(self.assessment, self.scored)
        earlier = assess(self.portal, self.reader, self.against, self.known_at)
        return classing(self.assessment, self.scored, (earlier, scored(earlier, _findings(earlier, self.reader))))


def _findings(assessment: Assessment, reader: Reader) -> Findings:
    portal = assessment.portal
    return findings(assessment, reader) if portal.schemes or portal.limits else {}


def lacking(portal: Portal) -> dict[str, str]:
    """By table that cannot be made: what the portal folder has no word on, in Chinese."""
    without = {}
    if not portal.schemes:
        without = dict.fromkeys(("scores", "detail"), "portal.toml 里没有评分办法 [[scheme]]")
    rules = portal.classes
    if not (rules.classes or rules.good or rules.poor or rules.progress):
        without["classes"] = "portal.toml 里没有 [[class]]、[good]、[poor] 或 [progress]"
    if not portal.backend:
        without["counts_compared"] = "没有填报后台采用数（backend.csv）"
    return without


def default_tables(portal: Portal) -> tuple[str, ...]:
    """The tables that a portal has the rules and files for; availability only on demand: not every office visits."""
    without = {"availability", *lacking(portal)}
    return tuple(name for name in TABLES if name not in without)


def make_report(
    question: Question, names: Sequence[str], *, traced: bool = False, accepted: str = "", alarms: Sequence[str] = ()
) -> Report:
    """Make the tables ``names`` (of ``TABLES``). ``traced`` reads the entries behind every figure as well."""
    assessment, period = question.assessment, question.period
    traces = _traces(question) if traced else Traces(assessment, None)
    tables = tuple(table for name in names for table in _tables(question, name, traces))
    report = Report(
        portal=question.portal.name,
        first=period.first,
        last=period.last,
        made_at=question.known_at,
        tables=tables,
        claims=tuple(_claims(question, names)),
        entries=tuple(traces.entries),
        readings=tuple(traces.readings),
        notes=tuple(_notes(assessment)),
        accepted=accepted,
        alarms=tuple(alarms),
    )
    return replace(report, warnings=tuple(problems(report, question.portal)), unproved=tuple(unproved(report)))


def _traces(question: Question) -> Traces:
    assessment, reader, span = question.assessment, question.reader, question.assessment.span
    entries = reader.entries(published_from=span.first, published_to=span.last)
    return Traces(assessment, entries, reader.shown_days(span.first, span.last, question.known_at))


def _tables(question: Question, name: str, traces: Traces) -> tuple[Table, ...]:
    assessment = question.assessment
    match name:
        case "weekly":
            return weekly(assessment, traces)
        case "columns":
            return columns(assessment, traces, question.findings)
        case "totals":
            return totals(assessment, traces)
        case "scores":
            return scores(assessment, question.scored, _grounds(question, traces))
        case "detail":
            return detail(assessment, question.scored, _grounds(question, traces))
        case "classes":
            return classes(assessment, question.classing)
        case "stale":
            return stale_report(assessment.stale).tables
        case "heatmap":
            return heatmap(assessment, traces)
        case "coverage":
            return _coverage(question, traces)
        case "counts_compared":
            return counts_compared(assessment, traces)
        case "availability":
            first, last = question.period.first, question.period.last
            return (availability_table(availability(question.reader, first, last, question.known_at)),)
    raise ValueError(f"no table is called {name}")


def _grounds(question: Question, traces: Traces) -> Grounds:
    return Grounds(traces, question.findings, question.assessment.weekly.charged_from)


def _coverage(question: Question, traces: Traces) -> tuple[Table, ...]:
    reader, period = question.reader, question.period
    failures = reader.failures(period.first, period.last, question.known_at)
    return coverage(question.assessment, traces, failures, reader.watched_since())


def _claims(question: Question, names: Sequence[str]) -> Iterable[Claim]:
    if "totals" in names:
        yield from total_claims(question.assessment)
        yield from column_claims(question.assessment)
    if "classes" in names:
        yield from class_claims(question.assessment, question.classing)


def _notes(assessment: Assessment) -> Iterable[str]:
    yield f"按 {assessment.known_at:%Y-%m-%d %H:%M} 以前的采集结果统计。"
    if assessment.known_at.date() <= assessment.period.last:
        yield f"考核期到 {assessment.period.last} 才结束，以上只是到制表时为止的情况。"
    for year in assessment.provisional_years:
        yield f"{year} 年的放假安排尚未公布，落在该年的周和应更新日期暂按周一至周五上班推算。"
