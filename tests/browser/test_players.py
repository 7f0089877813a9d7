"""The captions in somebody else's player: hls.js, beside a video that was made for the test."""

from __future__ import annotations

import subprocess
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web
from imageio_ffmpeg import get_ffmpeg_exe
from playwright.async_api import Browser, expect

from tests.support.server import STARTS_AT, Server, serving

PLAYER = Path(__file__).parents[2] / "node_modules" / "hls.js" / "dist" / "hls.min.js"
CLOCK_AT_ZERO = 126_000
"""What the clock of a transport stream shows at the first picture that ffmpeg writes: 1.4 seconds."""

PAGE = """<!doctype html><title>Council on video</title>
<video muted></video><ul></ul>
<script src="/hls.min.js"></script>
<script>
const video = document.querySelector("video");
const player = new Hls({ startPosition: 0, enableWorker: false });
player.loadSource("/live.m3u8");
player.attachMedia(video);
player.on(Hls.Events.SUBTITLE_TRACKS_UPDATED, () => { player.subtitleTrack = 0; });
player.on(Hls.Events.SUBTITLE_FRAG_PROCESSED, () => {
  const cues = [...video.textTracks].flatMap((track) => [...(track.cues ?? [])]);
  document.querySelector("ul").replaceChildren(...cues.map((cue) => {
    const line = document.createElement("li");
    line.textContent = `${cue.startTime.toFixed(1)} ${cue.getCueAsHTML().textContent}`;
    return line;
  }));
});
video.play();
</script>"""


def film(folder: Path) -> None:
    """Forty seconds of a test card, cut as a live stream that goes on."""
    stream = ["-c:v", "libx264", "-g", "10", "-pix_fmt", "yuv420p", "-f", "hls", "-hls_time", "6"]
    source = ["-f", "lavfi", "-i", "testsrc=size=160x90:rate=5", "-t", "40"]
    whole = [get_ffmpeg_exe(), "-loglevel", "error", *source, *stream, "-hls_list_size", "0"]
    subprocess.run([*whole, str(folder / "video.m3u8")], check=True)
    playlist = folder / "video.m3u8"
    playlist.write_text(playlist.read_text().replace("#EXT-X-ENDLIST\n", ""))


@asynccontextmanager
async def video_page(folder: Path, captions: str) -> AsyncGenerator[str, None]:
    """The origin of a city's video page, whose stream names our captions as its subtitles."""
    film(folder)
    (folder / "live.m3u8").write_text(
        "#EXTM3U\n"
        '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="captions",NAME="English",LANGUAGE="en",'
        f'DEFAULT=YES,AUTOSELECT=YES,URI="{captions}"\n'
        '#EXT-X-STREAM-INF:BANDWIDTH=100000,CODECS="avc1.f4000b",SUBTITLES="captions"\n'
        "video.m3u8\n"
    )

    async def page(request: web.Request) -> web.Response:
        return web.Response(text=PAGE, content_type="text/html")

    async def player(request: web.Request) -> web.FileResponse:
        return web.FileResponse(PLAYER)

    app = web.Application()
    app.router.add_get("/", page)
    app.router.add_get("/hls.min.js", player)
    app.router.add_static("/", folder)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def said(server: Server, meeting: str, began: int, ended: int, text: str) -> None:
    """A line said from one second to another, captioned four seconds after."""
    await server.clock.advance(STARTS_AT + (ended + 4) * 1_000)
    times = (STARTS_AT + began * 1_000, STARTS_AT + ended * 1_000)
    await server.command(meeting, "add_cue", track="en", text=text, began=times[0], ended=times[1])


async def test_live_captions_stand_at_the_right_second_of_the_citys_own_video(
    browser: Browser, tmp_path: Path
) -> None:
    films = tmp_path / "video"
    films.mkdir()
    async with serving(tmp_path / "data") as server:
        meeting = await server.meeting(live=True)
        await said(server, meeting, 2, 4, "Good evening.")
        await said(server, meeting, 9, 11, "Please rise.")
        await server.clock.advance(STARTS_AT + 24_000)
        captions = f"{server.url}/m/{meeting}/captions.en.m3u8?window=full&mpegts={CLOCK_AT_ZERO}"
        async with video_page(films, captions) as site:
            page = await browser.new_page()
            await page.goto(site)
            lines = page.get_by_role("listitem")
            await expect(lines).to_have_text(["2.0 Good evening.", "9.0 Please rise."])
            await said(server, meeting, 18, 20, "Thank you & welcome.")
            await server.clock.advance(STARTS_AT + 36_000)
            await expect(lines).to_have_text(
                ["2.0 Good evening.", "9.0 Please rise.", "18.0 Thank you & welcome."], timeout=30_000
            )
            await page.close()
