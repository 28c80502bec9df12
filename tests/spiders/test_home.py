"""What a visit to the home page keeps of the requests it took."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse

from pages.model import Outcome
from rules.zone import SHANGHAI
from spiders.home import HomeSpider

URL = "http://www.example.gov.cn/"
BEGAN = datetime(2026, 11, 20, 8, 30, tzinfo=SHANGHAI)
LIMIT = 15.0
JUMP = b'<html><head><script>window.location.href="/index.html"</script></head><body></body></html>'
HOME = (
    "<html><head><title>示范县</title></head><body><ul>"
    + "".join(f'<li><a href="/t{n}.html">示范县第{n}次常务会议召开的消息</a></li>' for n in range(9))
    + "</ul></body></html>"
).encode()


def answer(spider: HomeSpider, asked: Request, body: bytes, *, sent: float, took: float) -> list[Request]:
    """What the spider asks for next; ``sent`` and ``took`` in seconds, the first since the visit began."""
    sent_at = BEGAN + timedelta(seconds=sent)
    received_at = sent_at + timedelta(seconds=took)
    asked.meta.update(sent_at=sent_at, received_at=received_at, clock_ahead=timedelta())
    response = HtmlResponse(asked.url, body=body, encoding="utf-8", request=asked)
    return list(spider.on_answer(response, **asked.cb_kwargs))


@pytest.mark.parametrize(
    ("first", "pause", "second", "outcome"),
    [(7.0, 60.0, 7.0, Outcome.OK), (8.0, 0.0, 8.0, Outcome.TIMEOUT), (8.0, 60.0, 8.0, Outcome.TIMEOUT)],
    ids=["our own pause is not the site's", "the time of all requests is", "and with a pause"],
)
def test_the_time_of_a_visit_is_that_of_its_requests(
    first: float, pause: float, second: float, outcome: Outcome
) -> None:
    spider = HomeSpider(URL, LIMIT)
    (onward,) = answer(spider, Request(URL, cb_kwargs={"hops": 0}), JUMP, sent=0, took=first)
    assert answer(spider, onward, HOME, sent=first + pause, took=second) == []
    assert spider.visit is not None
    assert (spider.visit.outcome, spider.visit.visited_at) == (outcome, BEGAN)
    assert spider.visit.seconds == first + second
