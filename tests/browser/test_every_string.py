"""No string is left out of the catalogs: in a language made of English in brackets, all text is bracketed."""

from __future__ import annotations

import json
import re

from tests.browser.stage import LAPTOP, Person, Stage
from tests.browser.tour import CONTENT, tour

VISIBLE = """
() => {
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement: holder, textContent } = walker.currentNode;
    if (!textContent.trim()) continue;
    if (holder.closest("script, style, noscript, [lang]:not(html), kbd, code, time, option")) continue;
    const whole = holder.cloneNode(true);
    for (const choice of whole.querySelectorAll("select")) choice.remove();
    texts.push(whole.textContent.includes("⟦") ? whole.textContent : textContent);
  }
  for (const node of document.querySelectorAll("[aria-label], [placeholder], [title], [alt]"))
    for (const name of ["aria-label", "placeholder", "title", "alt"])
      if (node.getAttribute(name)) texts.push(node.getAttribute(name));
  texts.push(document.title);
  return texts;
}
"""
BRACKETED = re.compile(r"⟦[^⟦⟧]*⟧")
"""A message; one may stand in another."""
MADE_BY_RULES_OF_A_LOCALE = re.compile(
    r"\b(?:\d+|[AP]M|UTC|GMT|E[SD]T|min|sec|hr|hours?|minutes?|seconds?|and|kB|MB|bytes?"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
AS_IT_IS = re.compile(
    r"https?://\S+|\S+@\S+|[\w.:-]+/m/\w+|\b[0-9A-Z]{8}(?:-[SC]\d+)?\b"
    r"|meetingsvc verify \S+ --key \S+|WebVTT|SRT|CSV|JSON"
)


def left_out(text: str) -> str:
    """The letters of a text that no catalog, no locale's rule and no person has put there."""
    for written in CONTENT:
        text = text.replace(written, " ")
    while BRACKETED.search(text):
        text = BRACKETED.sub(" ", text)
    for known in (AS_IT_IS, MADE_BY_RULES_OF_A_LOCALE):
        text = known.sub(" ", text)
    return " ".join(re.findall(r"[A-Za-z]{2,}", text))


async def strings(person: Person, path: str) -> set[str]:
    """The texts of a page that are in no catalog."""
    await person.page.goto(path)
    await person.page.wait_for_load_state("networkidle")
    texts: list[str] = await person.page.evaluate(VISIBLE)
    return {text.strip() for text in texts if left_out(text)}


async def test_every_visible_string_is_in_the_catalogs(pseudo_stage: Stage) -> None:
    stage = pseudo_stage
    chosen = {"lang": "qps"}
    public = await stage.person(cookies=chosen)
    staff = await stage.person("en", LAPTOP, staff=("clerk", "captioner"), cookies=chosen)
    found = {}
    async for stop in tour(stage):
        if plain := await strings(staff if stop.staff else public, stop.path):
            found[stop.name] = sorted(plain)
    assert found == {}, json.dumps(found, indent=1, ensure_ascii=False)
