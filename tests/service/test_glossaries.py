"""Each body's names of streets and people: kept version by version, nobody's overwritten."""

from __future__ import annotations

import pytest

from meetingsvc.domain.errors import Refused
from meetingsvc.service.glossaries import LONGEST_TERM, MOST_TERMS, terms_of
from tests.support.house import House
from tests.support.scenario import ANN, CAPTIONER, CLERK


async def test_terms_are_kept_for_a_body_in_their_order(house: House) -> None:
    glossaries = house.installation.service.glossaries
    assert (await glossaries.current("council")).terms == ()
    text = "\ufeffElm  Street\r\n\n DeFranzo \nElm Street\nNaïve\x00"
    assert await glossaries.save(CAPTIONER, "council", 0, text) == 1
    kept = await glossaries.current("council")
    assert (kept.version, kept.terms, kept.by) == (1, ("Elm Street", "DeFranzo", "Naïve"), CAPTIONER.id)
    assert (await glossaries.current("board")).terms == ()
    assert await glossaries.save(CAPTIONER, "council", 0, text) == 1  # the same form sent twice


async def test_what_somebody_else_has_saved_meanwhile_is_not_overwritten(house: House) -> None:
    glossaries = house.installation.service.glossaries
    await glossaries.save(CLERK, "council", 0, "Elm Street")
    with pytest.raises(Refused, match="stale_glossary"):
        await glossaries.save(CAPTIONER, "council", 0, "Oak Street")
    assert await glossaries.save(CAPTIONER, "council", 1, "Elm Street\nOak Street") == 2


async def test_only_who_captions_sets_terms_and_they_have_bounds(house: House) -> None:
    glossaries = house.installation.service.glossaries
    with pytest.raises(Refused, match="not_allowed"):
        await glossaries.save(ANN, "council", 0, "Elm Street")
    with pytest.raises(Refused, match="no_such_body"):
        await glossaries.current("../council")
    for text in ("x" * (LONGEST_TERM + 1), "\n".join(f"t{n}" for n in range(MOST_TERMS + 1))):
        with pytest.raises(Refused, match="invalid_field"):
            terms_of(text)
