"""One Chromium for all browser tests; a stage for each. All of them share one event loop."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from tests.browser.stage import Stage, staged

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser lives in the session's event loop, so its tests do."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncGenerator[Browser, None]:
    """Debian's Chromium."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        await chromium.close()


@pytest_asyncio.fixture(loop_scope="session")
async def stage(browser: Browser, tmp_path: Path) -> AsyncGenerator[Stage, None]:
    """A running server of its own, and people to come to it."""
    async with staged(browser, tmp_path) as stage:
        yield stage


@pytest_asyncio.fixture(loop_scope="session")
async def pseudo_stage(browser: Browser, tmp_path: Path) -> AsyncGenerator[Stage, None]:
    """A stage that also speaks the language which shows what cannot be translated."""
    async with staged(browser, tmp_path, pseudo=True) as stage:
        yield stage
