// Parses WebVTT with the W3C's reference parser: a line of JSON in, {mode, text}; a line out, {cues, errors}.

import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const require = createRequire(import.meta.url);
const { WebVTTParser } = require("webvtt-parser");
const entities = require("webvtt-parser/html-entities.json");

/** What a reader sees of a cue: its voices, and the text without markup. */
function seen(node) {
  if (node.type === "text") {
    return { text: node.value, voices: [] };
  }
  const below = (node.children ?? []).map(seen);
  const own = node.name === "v" ? [node.value] : [];
  return {
    text: below.map((each) => each.text).join(""),
    voices: [...own, ...below.flatMap((each) => each.voices)],
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  const { mode, text } = JSON.parse(line);
  const parsed = new WebVTTParser(entities).parse(text, mode);
  const cues = parsed.cues.map((cue) => ({
    id: cue.id,
    began: Math.round(cue.startTime * 1000),
    ended: Math.round(cue.endTime * 1000),
    ...seen(cue.tree),
  }));
  process.stdout.write(`${JSON.stringify({ cues, errors: parsed.errors })}\n`);
}
