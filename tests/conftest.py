"""Settings of all tests."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# No test is about speed: a slow machine must not fail one. Speed is what `make bench` shows.
settings.register_profile("lanmu", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("lanmu")

# What the shell says of an office's portal is not for the tests.
for _name in [name for name in os.environ if name.startswith("LANMU_")]:
    del os.environ[_name]
