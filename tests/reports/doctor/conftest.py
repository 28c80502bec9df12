from __future__ import annotations

from tests.storage.conftest import store

__all__ = ["store"]
