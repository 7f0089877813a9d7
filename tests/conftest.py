"""Settings for every test: how hard Hypothesis tries. Fixtures live beside the tests that use them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

# The fixture `server`, for whoever needs the whole service.
pytest_plugins = ["tests.support.server"]

# A shared machine makes any one example slow now and then; that is no failure of the rule.
settings.register_profile("test", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("proof", parent=settings.get_profile("test"), max_examples=5_000)


def pytest_configure(config: pytest.Config) -> None:
    """Let `pytest -m proof` also try many more examples."""
    settings.load_profile("proof" if config.getoption("markexpr") == "proof" else "test")
