"""Which track pages choose for a reader who has chosen none, and how they say who wrote it (R37, R39)."""

from __future__ import annotations

import pytest

from tests.support.rules import rule
from tests.support.server import Server


@rule("R37")
@pytest.mark.parametrize("kind", ["automatic", "translation"])
async def test_what_people_write_is_chosen_whichever_track_was_there_first(server: Server, kind: str) -> None:
    meeting = await server.meeting(live=True)
    await server.command(meeting, "open_track", language="es", kind=kind)
    await server.command(meeting, "open_track", language="es", kind="interpreter")
    await server.command(meeting, "add_cue", track="es", text="De una computadora.")
    await server.command(meeting, "add_cue", track="es-2", text="De una persona.")
    async with server.browser(lang="es") as reader:
        embed = await (await reader.get(f"/m/{meeting}/captions/embed")).text()
        assert shown(embed) == ["De una persona."]
        await server.command(meeting, "adjourn")
        archive = await (await reader.get(f"/archive/{meeting}")).text()
    before, found, _ = archive.partition('id="downloads"')
    assert found
    assert ("De una persona." in before, "De una computadora." in before) == (True, False)


async def test_a_track_in_a_regions_form_of_the_readers_language_is_chosen_too(server: Server) -> None:
    meeting = await server.meeting(live=True)
    await server.command(meeting, "open_track", language="es-MX", kind="interpreter")
    await server.command(meeting, "add_cue", track="en", text="From the floor.")
    await server.command(meeting, "add_cue", track="es-MX", text="De México.")
    async with server.browser(lang="es") as reader:
        embed = await (await reader.get(f"/m/{meeting}/captions/embed")).text()
    assert shown(embed) == ["De México."]


@rule("R37", "R39")
@pytest.mark.parametrize(
    ("kind", "said"), [("automatic", "Automatic captions"), ("translation", "Translated by a machine")]
)
async def test_without_scripts_too_a_machines_captions_are_labelled(
    server: Server, kind: str, said: str
) -> None:
    meeting = await server.meeting(live=True)
    await server.command(meeting, "open_track", language="es", kind=kind)
    await server.command(meeting, "add_cue", track="en", text="From a person.")
    await server.command(meeting, "add_cue", track="es", text="De una computadora.")
    label = f">{said}</p>"
    async with server.browser() as reader:
        for track, labelled in (("es", True), ("en", False)):
            page = await (await reader.get(f"/m/{meeting}/captions/embed?track={track}")).text()
            assert (label in page) == labelled
        assert (await (await reader.get(f"/m/{meeting}")).text()).count(label) == 1


def shown(html: str) -> list[str]:
    """The lines that stand in the embedded captions."""
    pieces = html.split('<p class="caption-line"')[1:]
    return [piece.partition(">")[2].partition("</p>")[0] for piece in pieces]
