"""``scrapy crawl county -a unit=…``: as ``lanmu crawl``, with the same checks, closing summary and exit status."""

from __future__ import annotations

import argparse
import os
import sys

from scrapy.commands.crawl import Command as ScrapyCrawl

from crawler.cli.options import DATABASE_VARIABLE, DEFAULT_PORTAL, PORTAL_VARIABLE
from crawler.clock import ClockError, now
from crawler.exit_status import FAILED, WRONG_USAGE
from crawler.pipe import drop_output
from crawler.run.crawl import crawl, retry
from crawler.terminal import tell
from registry.problems import RegistryError
from spiders.county import CountySpider
from spiders.home import HomeSpider
from spiders.plan import PlanError, flag, load_plan
from storage.errors import StorageError

ARGUMENTS = ("portal", "unit", "column", "since", "full", "unverified")


class Command(ScrapyCrawl):
    """Checks the arguments of ``county`` before any request; other spiders run as Scrapy runs them."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run one spider by name."""
        try:
            self._run(args, opts)
        except (PlanError, RegistryError, ClockError) as error:
            self.exitcode = WRONG_USAGE
            tell(error, error=True)
        except StorageError as error:
            self.exitcode = FAILED
            tell(error, error=True)
        except BrokenPipeError:
            self.exitcode = FAILED
            drop_output()

    def _run(self, args: list[str], opts: argparse.Namespace) -> None:
        if args == [CountySpider.name]:
            self.exitcode = self._crawl(dict(opts.spargs))
            sys.stdout.flush()
            return
        assert self.crawler_process is not None
        known = [name for name in self.crawler_process.spider_loader.list() if name != HomeSpider.name]
        for name in args:
            if name not in known:
                raise PlanError(f"没有名为“{name}”的爬虫；可用的有 {'、'.join(known)}")
        super().run(args, opts)

    def _crawl(self, arguments: dict[str, str]) -> int:
        unknown = sorted(set(arguments) - set(ARGUMENTS))
        if unknown:
            raise PlanError(f"county 没有参数 {'、'.join(unknown)}；可用的有 {'、'.join(ARGUMENTS)}")
        path = arguments.pop("portal", "") or os.environ.get(PORTAL_VARIABLE) or DEFAULT_PORTAL
        plan = load_plan(path, now().date(), database_url=os.environ.get(DATABASE_VARIABLE), **arguments)
        run = retry if flag("unverified", arguments.get("unverified", "")) else crawl
        return run(plan, self.crawler_process)
