"""The transcript as one page that stands alone: to be read, printed, linked to line by line, and kept.

No script, nothing from elsewhere; it reads the same without its style. Headings by item and speaker, ``lang``
and ``dir`` wherever they change (WCAG 2.2 AA, R36).
"""

import base64
import hashlib
from collections.abc import Iterator
from html import escape
from typing import Final

from meetingsvc.export.edition import Edition, cautions, heading, printable, speaker, words
from meetingsvc.export.language import own_name
from meetingsvc.export.passages import Paragraph, Passage, passages
from meetingsvc.export.text import clock
from meetingsvc.i18n import Translator

STYLE: Final = """\
:root{color-scheme:light dark;--ink:#1b1b1f;--soft:#55555f;--line:#c9c9d2;--page:#fff;--mark:#fff3cd;
--link:#0b4f9e}
@media (prefers-color-scheme:dark){:root{--ink:#ececf1;--soft:#b4b4bf;--line:#45454f;--page:#151518;
--mark:#3d3200;--link:#9cc7ff}}
body{margin:0 auto;padding:1.5rem 1rem 4rem;max-inline-size:44rem;background:var(--page);color:var(--ink);
font:1.0625rem/1.6 system-ui,-apple-system,"Segoe UI","Noto Sans","Noto Sans Arabic","Noto Sans CJK TC",
sans-serif;overflow-wrap:anywhere}
h1,h2,h3{line-height:1.25;text-wrap:balance}h1{font-size:1.75rem;margin-block:0 .5rem}
h2{font-size:1.25rem;margin-block:3rem 1rem;padding-block-start:1rem;border-block-start:1px solid var(--line)}
h3{font-size:1rem;margin-block:1.75rem .25rem}p{margin-block:.25rem}a{color:var(--link)}
hr{margin-block:3rem 1rem;border:0;border-block-start:1px solid var(--line)}
header>p,.at{color:var(--soft)}
.at{margin-inline-end:.25rem;font-size:.8125rem;font-variant-numeric:tabular-nums}
nav h2{border:0;padding:0;margin-block:1.5rem .5rem}nav ol{margin:0;padding-inline-start:1.5rem}
nav li{margin-block:.5rem}
[role=note]{margin-block:1rem;padding:.75rem 1rem;border:1px solid var(--line);
border-inline-start:6px solid #b07d00;background:var(--mark)}
small{padding-inline:.35rem;border:1px dashed var(--soft);border-radius:.25rem;color:var(--soft)}
:target{outline:3px solid #b07d00;outline-offset:2px}
a:focus-visible{outline:3px solid var(--link);outline-offset:2px}
@media print{body{max-inline-size:none;font-size:11pt}nav{display:none}h2,h3{break-after:avoid}}
"""

POLICY: Final = (
    "default-src 'none'; style-src 'sha256-"
    f"{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)
"""What a browser may load for the page: the style that stands in it (Content-Security-Policy)."""


def page(edition: Edition, t: Translator) -> Iterator[str]:
    """The page. A line is named as on the archive's page: "c-en-15"."""
    yield from _head(edition, t)
    yield from _contents(edition, t)
    yield f'<main lang="{escape(edition.language)}" dir="{edition.direction}">\n'
    paragraph, items = Paragraph(), set[int]()
    for passage in passages(edition.lines):
        if passage.new_item:
            yield _item(edition, passage.line.item, items)
        if passage.new_speaker:
            yield _speaker(passage, t)
        if paragraph.begins:
            at = clock(passage.line.began - edition.zero)
            yield f'<p><a class="at" href="#{_anchor(edition, passage)}" dir="ltr">{at}</a>'
        yield _line(edition, passage, t)
        if paragraph.ends_after(passage):
            yield "</p>\n"
    yield "</main>\n</body>\n</html>\n"


def _head(edition: Edition, t: Translator) -> Iterator[str]:
    title, *about = heading(edition, t)
    whole = f"{title} – {about[0]}" if about else title
    # Translators: the title of a page, before the name of the meeting.
    kind = t.gettext("Transcript")
    yield (
        f'<!doctype html>\n<html lang="{t.lang}" dir="{t.dir}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{kind}: {escape(whole)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header>\n"
        f'<h1><bdi lang="{escape(edition.meeting.language)}">{escape(title)}</bdi></h1>\n'
    )
    yield "<p>" + " · ".join(f"<bdi>{escape(each)}</bdi>" for each in about) + "</p>\n"
    language = f'<bdi lang="{escape(edition.language)}">{escape(own_name(edition.language))}</bdi>'
    source = f'<a href="{escape(edition.source)}">{escape(edition.source)}</a>'
    yield "<p>" + escape(t.lookup("Language: %(language)s")).replace("%(language)s", language) + "<br>\n"
    yield escape(t.lookup("Source: %(address)s")).replace("%(address)s", source) + "</p>\n"
    if said := cautions(edition, t):
        yield '<div role="note">\n' + "".join(f"<p>{escape(each)}</p>\n" for each in said) + "</div>\n"
    yield "</header>\n"


def _contents(edition: Edition, t: Translator) -> Iterator[str]:
    """The items on which something was said, in their order."""
    found: dict[int, None] = {}
    for line in edition.lines:
        if line.item is not None:
            found.setdefault(line.item)
    if len(found) < 2:
        return
    title = escape(t.gettext("Agenda items"))
    yield f'<nav aria-labelledby="items">\n<h2 id="items">{title}</h2>\n<ol role="list">\n'
    for item in found:
        yield f'<li><a href="#item-{item}">{_label(edition, item)}</a></li>\n'
    yield "</ol>\n</nav>\n"


def _item(edition: Edition, item: int | None, before: set[int]) -> str:
    """What an item begins with; a line across the page where nothing is said of one."""
    if item is None:
        return "<hr>\n" if before else ""
    name = "" if item in before else f' id="item-{item}"'
    before.add(item)
    return f"<h2{name}>{_label(edition, item)}</h2>\n"


def _label(edition: Edition, item: int) -> str:
    """What an item is called, in the meeting's language, whichever way the page runs."""
    label = escape(printable(edition.meeting.items[item].label))
    return f'<bdi lang="{escape(edition.meeting.language)}">{label}</bdi>'


def _speaker(passage: Passage, t: Translator) -> str:
    who = passage.line.who
    if name := speaker(who, t):
        # An alias is in the words of the page, a name in whatever language it is.
        lang = f' lang="{t.lang}"' if who is not None and not who.name else ""
        return f"<h3><bdi{lang}>{escape(name)}</bdi></h3>\n"
    return ""


def _line(edition: Edition, passage: Passage, t: Translator) -> str:
    doubt = ""
    if passage.line.near_hand_over:
        doubt = f'<small lang="{t.lang}" dir="{t.dir}">{escape(t.gettext("speaker unconfirmed"))}</small> '
    text = escape(" ".join(words(passage.line, t)))
    lang = f' lang="{escape(passage.line.lang)}"' if passage.line.lang is not None else ""
    return f' {doubt}<span id="{_anchor(edition, passage)}"{lang}>{text}</span>'


def _anchor(edition: Edition, passage: Passage) -> str:
    return f"c-{edition.track}-{passage.line.id}"
