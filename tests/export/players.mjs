// Parses WebVTT with video.js' own parser: a line of JSON in, {text}; a line out, {cues, errors}.

import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const require = createRequire(import.meta.url);
const WebVTT = require("videojs-vtt.js/lib/vtt.js");
const VTTCue = require("videojs-vtt.js/lib/vttcue.js");

for await (const line of createInterface({ input: process.stdin })) {
  const parser = new WebVTT.Parser({ VTTCue }, WebVTT.StringDecoder());
  const cues = [];
  const errors = [];
  parser.oncue = (cue) => {
    const { id, startTime, endTime, text } = cue;
    cues.push({ id, began: Math.round(startTime * 1000), ended: Math.round(endTime * 1000), text });
  };
  parser.onparsingerror = (error) => errors.push(String(error));
  parser.parse(JSON.parse(line).text);
  parser.flush();
  process.stdout.write(`${JSON.stringify({ cues, errors })}\n`);
}
