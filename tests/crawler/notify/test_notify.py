"""``lanmu notify`` and what the nightly tells: real crawls, real processes, a real mail server and a real web hook."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.crawler.nightly.watch import child_of, columns, environment, site_of
from tests.crawler.notify.receivers import SECRET, Hook, Mailbox
from tests.crawler.office import COMMAND, call
from tests.crawler.site import Asked, Site

SLOWLY = {"concurrency": 1, "delay": 0.2}


def office(site: Site, folder: Path, *urls: str, count: int = 3, **crawl: object) -> Path:
    """A portal folder that tells the addresses kept in the environment as LANMU_HOOK0, LANMU_HOOK1 …"""
    site.write_folder(folder, columns(count), **crawl)
    listed = ", ".join(f'"env:LANMU_HOOK{number}"' for number in range(len(urls)))
    with (folder / "portal.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[notify]\nurls = [{listed}]\n[schedule]\nhome = 0\n")
    return folder


def keep_secrets(monkeypatch: pytest.MonkeyPatch, *urls: str) -> None:
    for number, url in enumerate(urls):
        monkeypatch.setenv(f"LANMU_HOOK{number}", url)


def lanmu(folder: Path, *arguments: str, at: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command; what only tells is called in this process, and by the nightly in one of its own."""
    hooks = {name: value for name, value in os.environ.items() if name.startswith("LANMU_HOOK")}
    env = {**environment(folder), **hooks, **({"LANMU_NOW": at} if at else {})}
    if arguments[0] == "notify":
        return call(arguments, env)
    return subprocess.run([*COMMAND, *arguments], env=env, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture(scope="module")
def crawled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with site_of(3) as site:
        folder = office(site, tmp_path_factory.mktemp("crawled"), "one hook")
        assert lanmu(folder, "crawl").returncode == 0
    return folder


@pytest.fixture
def crawled(crawled_once: Path, tmp_path: Path) -> Path:
    """The folder of a portal that was crawled just now, and that tells one hook."""
    return shutil.copytree(crawled_once, tmp_path / "office")


def kept(folder: Path) -> list[tuple[str, int, str]]:
    """What the database keeps of the notices."""
    with sqlite3.connect(folder / "lanmu.db") as database:
        return database.execute("SELECT kind, reached, failure FROM notices ORDER BY id").fetchall()


def holds_secret(folder: Path) -> bool:
    return any(SECRET.encode() in file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_a_trial_reaches_every_address_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with site_of(1) as site, Mailbox(SECRET) as mailbox, Hook() as hook:
        keep_secrets(monkeypatch, mailbox.url(), hook.url)
        answer = lanmu(office(site, tmp_path, mailbox.url(), hook.url), "notify", "--test")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout == "env:LANMU_HOOK0：已送出\nenv:LANMU_HOOK1：已送出\n"
    assert mailbox.mails[0]["Subject"] == "试点县 栏目监测：试发"
    assert len(hook.posts) == 1


def test_a_trial_that_fails_anywhere_fails_and_tells_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with site_of(1) as site, Mailbox("another") as mailbox, Hook() as hook:
        keep_secrets(monkeypatch, mailbox.url(SECRET), hook.url)
        answer = lanmu(office(site, tmp_path, mailbox.url(), hook.url), "notify", "--test")
    assert answer.returncode == 1
    assert "env:LANMU_HOOK0：连不上" in answer.stderr
    assert answer.stdout == "env:LANMU_HOOK1：已送出\n"
    assert SECRET not in answer.stderr + answer.stdout


def test_nobody_to_tell_is_wrong_usage(tmp_path: Path) -> None:
    with site_of(1) as site:
        answer = lanmu(site.write_folder(tmp_path, columns(1)), "notify", "--test")
    assert answer.returncode == 2
    assert "[notify] 没有写 urls" in answer.stderr


class TestTheMorningsWord:
    def test_goes_out_once_a_day(self, crawled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        with Hook() as hook:
            keep_secrets(monkeypatch, hook.url)
            first, second = (lanmu(crawled, "notify") for _ in range(2))
        assert (first.returncode, first.stdout) == (0, "env:LANMU_HOOK0：已送出\n")
        assert (second.returncode, second.stdout) == (0, "今天已经通知过了\n")
        (word,) = hook.messages
        assert "共 3 个栏目：" in word
        assert kept(crawled) == [("digest", 1, "")]

    def test_goes_out_once_though_several_send_it_at_the_same_time(
        self, crawled: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with Hook() as hook:
            keep_secrets(monkeypatch, hook.url)
            env = {**environment(crawled), "LANMU_HOOK0": hook.url}
            senders = [subprocess.Popen([*COMMAND, "notify"], env=env, stdout=subprocess.PIPE) for _ in range(3)]
            said = sorted(sender.communicate()[0].decode() for sender in senders)
        assert said == ["env:LANMU_HOOK0：已送出\n", "今天已经通知过了\n", "今天已经通知过了\n"]
        assert len(hook.messages) == 1

    def test_goes_out_again_the_next_day_with_what_has_changed(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with site_of(2) as site, Hook() as hook:
            keep_secrets(monkeypatch, hook.url)
            folder = office(site, tmp_path, hook.url, count=2)
            for day in (2, 22, 23):
                assert lanmu(folder, "crawl", at=f"2027-03-{day:02}T02:30:00").returncode == 0
                assert lanmu(folder, "notify", at=f"2027-03-{day:02}T08:00:00").returncode == 0
        stale = [("新增超期" in word, "县教育局 栏目0：每周" in word) for word in hook.messages]
        assert stale == [(True, True), (False, False), (False, False)]

    def test_that_reached_nobody_is_tried_again_and_kept_without_a_secret(
        self, crawled: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with Hook(503) as hook:
            keep_secrets(monkeypatch, hook.url)
            assert lanmu(crawled, "notify").returncode == 1
            hook.status = 200
            assert lanmu(crawled, "notify").returncode == 0
        assert kept(crawled) == [("digest", 0, "env:LANMU_HOOK0：对方答复 HTTP 503"), ("digest", 1, "")]
        assert not holds_secret(crawled)

    def test_without_a_database_is_the_doctors_alone_and_makes_none(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with site_of(1) as site, Hook() as hook:
            keep_secrets(monkeypatch, hook.url)
            folder = office(site, tmp_path, hook.url)
            assert lanmu(folder, "notify").returncode == 0
        assert "找不到数据库" in hook.messages[0]
        assert not (folder / "lanmu.db").exists()


class TestAFailure:
    def test_is_told_at_once_and_the_same_one_once_a_day(self, crawled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        with Hook() as hook:
            keep_secrets(monkeypatch, hook.url)
            for what in ("采集失败：被强行终止", "采集失败：被强行终止", "报表失败"):
                assert lanmu(crawled, "notify", "--failed", what).returncode == 0
        assert [word.splitlines()[0] for word in hook.messages] == [
            "试点县 栏目监测：采集失败：被强行终止",
            "试点县 栏目监测：报表失败",
        ]
        assert [kind for kind, _, _ in kept(crawled)] == ["failure", "failure"]

    def test_is_not_what_a_word_is(self, crawled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        with Hook() as hook:
            keep_secrets(monkeypatch, hook.url)
            for _ in range(2):
                assert lanmu(crawled, "notify", "--word", "2026-10 的报表已写好").returncode == 0
        (word,) = hook.messages
        assert word.splitlines()[0] == "试点县 栏目监测：2026-10 的报表已写好"
        assert "lanmu runs" not in word
        assert [kind for kind, _, _ in kept(crawled)] == ["word"]

    @pytest.mark.parametrize("arguments", [("notify",), ("notify", "--failed", "采集失败"), ("nightly", "--once")])
    def test_of_a_broken_registry_is_told_with_what_is_broken(
        self, arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with site_of(1) as site, Hook() as hook:
            keep_secrets(monkeypatch, hook.url)
            folder = office(site, tmp_path, hook.url)
            (folder / "columns.csv").write_text("单位,栏目\n", encoding="utf-8")
            lanmu(folder, *arguments)
        (word,) = hook.messages
        assert "columns.csv" in word
        assert ("采集失败" if "--failed" in arguments else "登记资料有错误") in word


class TestTheNightly:
    def test_tells_of_a_killed_crawl_at_once_and_of_the_night_in_the_morning(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with site_of(10) as site, Hook() as hook:
            keep_secrets(monkeypatch, hook.url)
            folder = office(site, tmp_path, hook.url, count=10, **SLOWLY)
            killed: list[Asked] = []

            def kill(asked: Asked) -> None:
                if len(site.paths()) == 4 and not killed:
                    killed.append(asked)
                    os.kill(child_of(folder), signal.SIGKILL)

            site.before_answer = kill
            answer = lanmu(folder, "nightly", "--once")
        assert answer.returncode == 0, answer.stderr
        at_once, morning = hook.messages
        assert "采集失败：被强行终止（信号 9）" in at_once
        assert "意外终止" in at_once, "the doctor's word"
        assert "共 10 个栏目：" in morning
        assert SECRET not in answer.stderr + answer.stdout
        assert not holds_secret(folder)

    @pytest.mark.parametrize("arguments", [("nightly", "--once"), ("nightly",)])
    def test_that_cannot_begin_tells_so_first(
        self, arguments: tuple[str, ...], crawled: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (crawled / "lanmu.db.nightly.lock").mkdir()  # root may write everywhere, but not this
        with Hook() as hook:
            keep_secrets(monkeypatch, hook.url)
            answers = [lanmu(crawled, *arguments) for _ in range(2)]
        assert [answer.returncode for answer in answers] == [1, 1]
        (word,) = hook.messages
        assert "值守不能开始" in word

    def test_is_not_failed_by_a_message_that_cannot_be_sent(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with site_of(2) as site:
            keep_secrets(monkeypatch, f"json://lanmu:{SECRET}@127.0.0.1:9/")
            answer = lanmu(office(site, tmp_path, "json://", count=2), "nightly", "--once")
        assert answer.returncode == 0
        assert "env:LANMU_HOOK0：连不上" in answer.stderr
        assert "通知没有全部送到" in answer.stderr
        assert SECRET not in answer.stderr + answer.stdout

    def test_tells_one_word_a_day_however_often_it_is_started(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with site_of(2) as site, Hook() as hook:
            keep_secrets(monkeypatch, hook.url)
            folder = office(site, tmp_path, hook.url, count=2)
            for _ in range(2):
                assert lanmu(folder, "nightly", "--once").returncode == 0
        assert len(hook.messages) == 1
