"""Addresses as QR codes. Knows drawing, not what an address is for."""

import io

import segno
from aiohttp import web


def qr_response(address: str) -> web.Response:
    """Black on white with its quiet zone, whatever the page's colours; readable with a quarter damaged."""
    drawn = io.BytesIO()
    segno.make(address, error="q", micro=False).save(
        drawn, kind="svg", scale=8, border=4, light="#fff", svgclass=None, lineclass=None, xmldecl=False
    )
    return web.Response(body=drawn.getvalue(), content_type="image/svg+xml", charset="utf-8")
