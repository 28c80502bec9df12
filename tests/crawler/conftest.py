from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawler.door import Door


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Door:
    monkeypatch.chdir(tmp_path)
    for variable in ("LANMU_PORTAL", "LANMU_DATABASE_URL", "LANMU_NOW"):
        monkeypatch.delenv(variable, raising=False)
    return Door(monkeypatch, capsys)
