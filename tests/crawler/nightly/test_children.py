"""The jobs of the nightly as processes: what they run, and what is made of their end."""

from __future__ import annotations

import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from crawler.nightly import children
from crawler.nightly.children import Children, Limits
from tests.crawler.office import ROOT

PATIENT = Limits(120, 120)
# A job that does not answer SIGTERM yet; it opens its pipe to say that it runs.
LOADING = "import sys, time; open(sys.argv[1], 'w').close(); time.sleep(120)"


def test_a_job_runs_what_is_installed_and_not_the_sources_that_lie_around(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "crawler").mkdir()
    (tmp_path / "crawler" / "__init__.py").write_text("raise SystemExit(70)\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.chdir(tmp_path)
    assert Children().run(("init", "县"), PATIENT) == 0
    assert (tmp_path / "县" / "portal.toml").exists()


def test_what_a_quiet_job_prints_is_dropped_but_for_its_faults(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert Children().run(("init", str(tmp_path / "县")), PATIENT, quiet=True) == 0
    assert Children().run(("runs", "--portal", str(tmp_path)), PATIENT, quiet=True) == 2
    said = capfd.readouterr()
    assert said.out == ""
    assert "portal.toml" in said.err


@pytest.mark.parametrize(("stopping", "status"), [(True, 130), (False, -signal.SIGTERM)])
def test_a_job_that_is_stopped_while_it_loads_was_interrupted_and_did_not_fail(
    stopping: bool, status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = tmp_path / "runs"
    os.mkfifo(pipe)
    monkeypatch.setattr(children, "COMMAND", (sys.executable, "-c", LOADING, str(pipe)))
    jobs = Children()
    with ThreadPoolExecutor(1) as worker:
        job = worker.submit(jobs.run, (), PATIENT)
        pipe.read_bytes()
        if stopping:
            jobs.stop()
        else:
            (child,) = jobs._running
            child.end()
        assert job.result() == status
