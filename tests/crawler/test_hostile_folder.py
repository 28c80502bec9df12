"""Commands are run from anywhere, also from a folder that anybody may write in: nothing there becomes the program."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

from tests.crawler.office import Office
from tests.crawler.site import Site, listing

TODAY = date(2026, 11, 20)


def test_what_lies_in_the_current_folder_is_not_run(tmp_path: Path) -> None:
    here, portal, proof = tmp_path / "here", tmp_path / "portal", tmp_path / "proof"
    for package in ("crawler", "crawler/reading", "pages", "reports"):
        (here / package).mkdir(parents=True)
        (here / package / "__init__.py").write_text(f"open({str(proof)!r}, 'w')\n")
    portal.mkdir()
    with Site({"/lm0/index.html": listing("要闻", ["2026-11-18", "2026-11-10"])}) as site:
        office = Office(site.write_folder(portal, {"栏目0": "/lm0/index.html"}))
        command = [sys.executable, "-P", "-m", "crawler.cli", "crawl"]  # as the installed script finds its modules
        environment = office.environment(TODAY, "crawl")
        ended = subprocess.run(command, cwd=here, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert not proof.exists()
