from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.postgresql.server import Server, postgresql
from tests.storage.conftest import store

__all__ = ["store"]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with postgresql() as server:
        yield server


@pytest.fixture
def address(server: Server) -> str:
    return server.new_database()
