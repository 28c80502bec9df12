"""Publishing systems that fail on many columns at once: it is hardly the columns' fault."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from registry.model import Portal
from reports.doctor.alarm import Alarm, AlarmKind
from reports.doctor.nights import Nights
from reports.words import OUTCOME_WORDS
from storage.answers.health import FirstPage
from storage.columns import Name


def families(portal: Portal, nights: Nights) -> Iterator[Alarm]:
    """Alarms of the readers that failed in the newest night on so many columns, and such a share of theirs, as settings
    allow no more. Those that failed for the same cause, as when the site was down, are told together.
    """
    settings = portal.doctor
    causes: defaultdict[str, list[str]] = defaultdict(list)
    for reader, pages in _by_reader(nights).items():
        failed = Counter(OUTCOME_WORDS[page.outcome] for page in pages.values() if not page.outcome.proves)
        count = failed.total()
        if count >= settings.family_columns and count >= settings.family_share * len(pages):
            causes[failed.most_common(1)[0][0]].append(f"{reader}：{len(pages)} 个栏目中 {count} 个")
    for cause, told in causes.items():
        advice = "打得开的，多半是网站换了系统或拦截了采集：先看 lanmu stale 里的原因，再用 lanmu check --probe 核对"
        yield Alarm(AlarmKind.FAMILY, f"同一种读取方式的栏目成批读不出来，多为“{cause}”。网站{advice}", tuple(told))


def _by_reader(nights: Nights) -> Mapping[str, Mapping[Name, FirstPage]]:
    """The newest readings by the reader that last read each column well, or that failed on it where none ever did."""
    found: defaultdict[str, dict[Name, FirstPage]] = defaultdict(dict)
    for name, page in nights.newest.items():
        last_good = next(iter(nights.before(name)), page)
        if reader := last_good.reader or page.reader:
            found[reader][name] = page
    return found
