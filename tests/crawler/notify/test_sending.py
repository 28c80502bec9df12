"""Messages arrive, at real servers; and what is said of those that do not holds nothing of their addresses."""

from __future__ import annotations

import base64
import hashlib
import hmac
import logging

import pytest
from apprise import Apprise
from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.wecombot import NotifyWeComBot
from hypothesis import given
from hypothesis import strategies as st

from crawler.notify.addresses import Address, addresses
from crawler.notify.message import Message, message
from crawler.notify.sending import _be_patient, send
from tests.crawler.notify.receivers import SECRET, Hook, Mailbox

WORD = message(
    "示范县人民政府 栏目监测：新增超期 1",
    ["· 县民政局 工作动态：<已超期> 28 天", "@所有人 & 详见 lanmu stale"],
)
CLOSED = 9  # the discard port, which nobody serves on loopback


def fault(url: str, said: Message = WORD) -> str:
    (delivery,) = send(said, [Address("env:LANMU_TEST", url)])
    assert delivery.called == "env:LANMU_TEST"
    return delivery.fault


def test_a_mail_arrives_as_it_was_written() -> None:
    with Mailbox(SECRET) as mailbox:
        assert fault(mailbox.url()) == ""
    (mail,) = mailbox.mails
    assert mailbox.recipients == ["zwgk@example.gov.cn"]
    assert mail["Subject"] == WORD.title
    assert mail.get_content_type() == "text/plain"
    assert [line.strip() for line in mail.get_content().splitlines() if line.strip()] == WORD.texts[0].splitlines()


def test_a_web_hook_is_told_title_and_text() -> None:
    with Hook() as hook:
        assert fault(hook.url) == ""
    (post,) = hook.posts
    assert (post.content["title"], post.content["message"]) == (WORD.title, WORD.texts[0])


@pytest.fixture
def wecom(monkeypatch: pytest.MonkeyPatch) -> Hook:
    """企业微信, whose address is fixed, on loopback."""
    return _bot(monkeypatch, NotifyWeComBot, "/cgi-bin/webhook/send?key={key}")


@pytest.fixture
def dingtalk(monkeypatch: pytest.MonkeyPatch) -> Hook:
    return _bot(monkeypatch, NotifyDingTalk, "/robot/send?access_token={token}")


def _bot(monkeypatch: pytest.MonkeyPatch, service: type, path: str) -> Hook:
    hook = Hook(answer={"errcode": 0, "errmsg": "ok"})
    entered = hook.__enter__()
    monkeypatch.setattr(service, "notify_url", f"http://127.0.0.1:{entered.port}{path}")
    return entered


KEY = "693axxx6-7aoc-4bc4-97a0-0ec2sifa5aaa"
TOKEN = "0c23" * 16


class TestBots:
    def test_wecom_is_told_title_and_text_as_one(self, wecom: Hook) -> None:
        with wecom:
            assert fault(f"wecombot://{KEY}") == ""
        (post,) = wecom.posts
        assert (post.path, post.query) == ("/cgi-bin/webhook/send", {"key": KEY})
        assert post.content == {"msgtype": "text", "text": {"content": f"{WORD.title}\n{WORD.texts[0]}"}}

    def test_wecom_takes_two_kibibytes_and_is_given_no_more(self, wecom: Hook) -> None:
        long = "\n".join(f"· 县民政局 第{number}个栏目" for number in range(100))
        with wecom:
            assert fault(f"wecombot://{KEY}", Message("题", (long, "短"))) == ""
            assert fault(f"wecombot://{KEY}", Message("题", (long,))) == ""
        short, cut = (post.content["text"]["content"] for post in wecom.posts)
        assert short == "题\n短"
        assert 2000 < len(cut.encode()) <= 2048
        assert cut.endswith("……")

    def test_dingtalk_is_shown_the_signature_that_it_asks_for(self, dingtalk: Hook) -> None:
        secret = "SEC" + "0a1b" * 8
        with dingtalk:
            assert fault(f"dingtalk://{secret}@{TOKEN}") == ""
        (post,) = dingtalk.posts
        signed = f"{post.query['timestamp']}\n{secret}".encode()
        expected = base64.b64encode(hmac.new(secret.encode(), signed, hashlib.sha256).digest()).decode()
        assert (post.query["access_token"], post.query["sign"]) == (TOKEN, expected)
        assert post.content["text"]["content"].startswith(WORD.title)

    @pytest.mark.parametrize(
        ("answer", "told"),
        [
            ({"errcode": 93000, "errmsg": f"invalid webhook url {SECRET}"}, "机器人没有接受（errcode 93000）"),
            ({"errmsg": "ok"}, "机器人没有接受（errcode 未知）"),
            (["ok"], "机器人没有接受（errcode 未知）"),
            (None, "对方的答复不是机器人的答复"),
        ],
    )
    def test_a_refusal_with_status_200_is_a_refusal(self, answer: object, told: str, wecom: Hook) -> None:
        wecom.answer = answer
        with wecom:
            assert fault(f"wecombot://{KEY}") == told

    def test_a_server_that_fails_is_told_by_its_status(self, dingtalk: Hook) -> None:
        dingtalk.status = 502
        with dingtalk:
            assert fault(f"dingtalk://{TOKEN}") == "对方答复 HTTP 502"

    def test_a_bot_that_cannot_be_reached_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(NotifyWeComBot, "notify_url", f"http://127.0.0.1:{CLOSED}/{{key}}")
        assert fault(f"wecombot://{KEY}") == "连不上"


class TestNothingOfAnAddressIsShown:
    """Not in what is told, not on the terminal, not in any log."""

    @pytest.fixture(autouse=True)
    def unseen(self, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.DEBUG)
        caplog.set_level(logging.CRITICAL, "mail.log")  # the mail server's own, in this process
        self.capfd, self.caplog = capfd, caplog

    def told(self, url: str) -> str:
        found = fault(url)
        assert found, "it should have failed"
        seen = "".join((found, self.caplog.text, *self.capfd.readouterr()))
        assert SECRET not in seen
        assert "127.0.0.1" not in seen
        assert "zwgk@" not in seen
        return found

    def test_of_a_mail_server_that_refuses_the_password(self) -> None:
        with Mailbox("another") as mailbox:
            assert "账号、口令" in self.told(mailbox.url(SECRET))
        assert mailbox.mails == []

    @pytest.mark.parametrize(
        "url",
        [
            f"mailto://lanmu:{SECRET}@127.0.0.1:{CLOSED}?from=a@example.gov.cn&to=zwgk@example.gov.cn&mode=insecure",
            f"mailtos://lanmu:{SECRET}@127.0.0.1:{CLOSED}?from=a@example.gov.cn&to=zwgk@example.gov.cn",
            f"json://lanmu:{SECRET}@127.0.0.1:{CLOSED}/{SECRET}",
        ],
    )
    def test_of_a_server_that_cannot_be_reached(self, url: str) -> None:
        assert "连不上" in self.told(url)

    @pytest.mark.parametrize("status", [401, 404, 500])
    def test_of_a_web_hook_that_fails(self, status: int) -> None:
        with Hook(status) as hook:
            assert self.told(hook.url) == f"对方答复 HTTP {status}"

    @pytest.mark.parametrize(
        "url",
        [f"nosuch://{SECRET}", "wecombot://", f"mailto://{SECRET}", SECRET, f"dingtalk://{SECRET}"],
    )
    def test_of_what_is_no_address(self, url: str) -> None:
        assert "不是可用的通知地址" in self.told(url)

    def test_of_a_variable_that_is_not_set(self) -> None:
        (address,) = addresses(["env:LANMU_MAIL"], {})
        assert str(*send(WORD, [address])) == "env:LANMU_MAIL：没有设置这个环境变量"

    def test_of_an_address_in_the_settings(self) -> None:
        url = f"json://lanmu:{SECRET}@127.0.0.1:{CLOSED}/"
        first, second = addresses([url, "env:LANMU_MAIL"], {"LANMU_MAIL": SECRET})
        assert (first.called, second.called) == ("第 1 个地址（json）", "env:LANMU_MAIL")
        assert SECRET not in repr((first, second))
        assert (first.url, second.url) == (url, SECRET)


def test_one_address_that_fails_keeps_no_other_from_its_message() -> None:
    with Hook() as hook:
        found = send(WORD, [Address("甲", f"json://127.0.0.1:{CLOSED}/"), Address("乙", hook.url)])
    assert [(one.called, bool(one.fault)) for one in found] == [("甲", True), ("乙", False)]
    assert len(hook.posts) == 1


@given(texts=st.lists(st.text(), min_size=1, max_size=4), room=st.integers(6, 60))
def test_a_text_never_takes_more_room_than_there_is(texts: list[str], room: int) -> None:
    found = Message("", tuple(texts)).text_within(room)
    assert len(found.encode()) <= room
    assert found in texts or found.endswith("……")


@pytest.mark.parametrize(("asked", "waits"), [("", (15.0, 15.0)), ("?rto=3&cto=2", (2.0, 3.0))])
def test_a_slow_receiver_is_waited_for_as_long_as_its_address_says(asked: str, waits: tuple[float, float]) -> None:
    service = Apprise.instantiate(f"json://127.0.0.1:9/hook{asked}")
    _be_patient(service)
    assert service.request_timeout == waits
