"""What the tests of exported files share: English words, and the W3C's parser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from meetingsvc.i18n import Catalogs, Translator
from tests.export.w3c import Parser, reference_parser


@pytest.fixture(scope="session")
def catalogs() -> Catalogs:
    return Catalogs.load()


@pytest.fixture(scope="session")
def english(catalogs: Catalogs) -> Translator:
    return Translator(catalogs.by_code["en"])


@pytest.fixture(scope="session")
def w3c() -> Iterator[Parser]:
    with reference_parser() as parser:
        yield parser
