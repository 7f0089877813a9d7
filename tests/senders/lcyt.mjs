// Drives npm lcyt's own sender, unmodified: reads one JSON object {url, key?, base?, posts} and prints its results.
// A post is a list of captions [{text, timestamp}], "heartbeat", "sync", or "restart".
import { YoutubeLiveCaptionSender } from "lcyt";

let written = "";
for await (const chunk of process.stdin) written += chunk;
const asked = JSON.parse(written);
const fresh = () =>
  new YoutubeLiveCaptionSender(
    asked.key
      ? { streamKey: asked.key, baseUrl: asked.base }
      : { ingestionUrl: asked.url, useRegion: asked.region ?? false },
  ).start();

let sender = fresh();
const results = [];
for (const post of asked.posts) {
  if (post === "restart") sender = fresh();
  else if (post === "heartbeat") results.push(await sender.heartbeat());
  else if (post === "sync") results.push(await sender.sync());
  else results.push(await sender.sendBatch(post));
}
process.stdout.write(`\n${JSON.stringify(results)}\n`);
