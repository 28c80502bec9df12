"""The schedule of a portal's jobs: APScheduler starts them, one after the other; visits go beside the crawl."""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor as WorkerThread
from datetime import timedelta
from functools import partial
from typing import Any

from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.triggers.date import DateTrigger

from crawler.clock import now
from crawler.exit_status import DONE, INTERRUPTED
from crawler.nightly.aftermath import say
from crawler.nightly.children import Children
from crawler.nightly.clock_watch import ClockWatch
from crawler.nightly.night import PUT_OFF, Night
from crawler.nightly.sd_notify import READY, STOPPING, tell_manager
from crawler.nightly.signals import StopSignals
from crawler.nightly.times import cron, daily, put_off_by_spread, spaced, spread_of
from registry.model import Portal
from rules.zone import SHANGHAI
from storage.errors import StorageError

BESIDE = "beside"
# A job that could not be started in time is started all the same, once, however often it was due meanwhile.
JOB_DEFAULTS = {"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
LOOK_AT_CLOCK = 20.0  # seconds
UNTIL_TRIED_AGAIN = timedelta(hours=1)
ENDING = "正在停下，等候进行中的采集结束……"


def scheduler_of_nights() -> BaseScheduler:
    """A scheduler that is not started yet: one job at a time, and beside it the visits, which take no lock."""
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)  # what fails is told in Chinese
    executors = {"default": ThreadPoolExecutor(1), BESIDE: ThreadPoolExecutor(1)}
    return BackgroundScheduler(executors=executors, job_defaults=JOB_DEFAULTS, timezone=SHANGHAI)


def set_up(scheduler: BaseScheduler, portal: Portal, night: Night) -> None:
    """Enter the jobs of ``[schedule]``, counted from the present; those that were entered before are replaced."""
    schedule = portal.schedule
    jobs: dict[str, tuple[Callable[[], object], Any]] = {"morning": (night.morning, daily(portal.notify.morning))}
    if schedule.crawl:
        jobs["crawl"] = night.crawl, put_off_by_spread(cron(schedule.crawl), portal)
        for at in schedule.retry:
            jobs[f"retry {at:%H:%M}"] = night.retry, put_off_by_spread(daily(at), portal)
    if schedule.report:
        jobs["report"] = night.report, cron(schedule.report)
    if schedule.prune:
        jobs["prune"] = partial(_prune, scheduler, night), cron(schedule.prune)
    if schedule.home:
        jobs["visit"] = night.visit, spaced(schedule.home, spread_of(portal))
    for name, (step, trigger) in jobs.items():
        executor = BESIDE if name == "visit" else "default"
        scheduler.add_job(step, trigger, id=name, executor=executor, replace_existing=True)


def keep_watch(portal: Portal, night: Night, children: Children) -> int:
    """Run the schedule in the foreground until a signal ends it, and return the exit status.

    An outage is made good at the start, and whenever the clock was set.
    """
    scheduler = scheduler_of_nights()
    scheduler.add_listener(lambda event: _tell(event, night), EVENT_JOB_ERROR)
    with StopSignals() as signals:
        watch = ClockWatch(now, time.monotonic)
        begin(scheduler, portal, night)
        scheduler.start()
        say(f"{portal.name}：开始值守，{_next_crawl(scheduler)}")
        tell_manager(_next_crawl(scheduler), READY)
        while (number := signals.wait(LOOK_AT_CLOCK)) is None:
            if watch.has_jumped():
                begin(scheduler, portal, night)
                say(f"时钟被改动过，已重新排定，{_next_crawl(scheduler)}")
            tell_manager(_next_crawl(scheduler))
        say(ENDING)
        tell_manager(ENDING, STOPPING)
        children.stop()
        scheduler.shutdown(wait=True)
    return INTERRUPTED if number == signal.SIGINT else DONE


def run_once(night: Night, children: Children) -> int:
    """One night, now; returns its exit status, or 130 where a signal ended it. Raises what a step of it raised."""
    with StopSignals() as signals, WorkerThread(1) as worker:
        night_over = worker.submit(night.once)
        night_over.add_done_callback(lambda _: signals.wake())
        number = signals.wait()
        children.stop()
        status = night_over.result()
    return INTERRUPTED if number else status


def begin(scheduler: BaseScheduler, portal: Portal, night: Night) -> None:
    """Enter every job, and first of all the making good of what was missed."""
    scheduler.add_job(night.catch_up, id="catch-up", replace_existing=True)
    scheduler.add_job(night.catch_up_report, id="catch-up report", replace_existing=True)
    set_up(scheduler, portal, night)


def _prune(scheduler: BaseScheduler, night: Night) -> None:
    """Prune, or come back later where somebody else is writing."""
    if night.prune() == PUT_OFF:
        trigger = DateTrigger(night.now() + UNTIL_TRIED_AGAIN, SHANGHAI)
        scheduler.add_job(_prune, trigger, (scheduler, night))


def _next_crawl(scheduler: BaseScheduler) -> str:
    job = scheduler.get_job("crawl")
    return f"下一次采集在 {job.next_run_time:%Y-%m-%d %H:%M}" if job else "没有设定采集时间"


def _tell(event: JobExecutionEvent, night: Night) -> None:
    error = event.exception
    told = str(error) if isinstance(error, StorageError) else repr(error)
    night.failed(f"值守任务 {event.job_id} 出错：{told}")
