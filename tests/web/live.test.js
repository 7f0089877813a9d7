// The official Socket.IO client against a real server: it joins, acts, loses its connection and goes on, with
// WebSocket and without. The copies are kept by the browser's own store.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import net from "node:net";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { io } from "socket.io-client";
import { joined, receive } from "../../web/core/store.js";

/**
 * @import { Copy } from "../../web/core/store.js"
 * @import { Frame } from "../../web/core/view.d.ts"
 * @import { ChildProcess } from "node:child_process"
 */

const ROOT = new URL("../..", import.meta.url).pathname;
const WITHIN = 10_000;

/** @type {string} */
let data;
/** @type {ChildProcess} */
let python;
/** @type {{ url: string, meeting: string, seat: string }} */
let served;

/**
 * @param {number} [port]
 * @returns {Promise<typeof served>} once the server can be asked
 */
async function start(port = 0) {
  python = spawn(path(ROOT, ".venv/bin/python"), ["-m", "tests.live.server", data, String(port)], {
    cwd: ROOT,
    stdio: ["pipe", "pipe", "inherit"],
  });
  if (!python.stdout) throw new Error("no output");
  for await (const line of createInterface({ input: python.stdout })) return JSON.parse(line);
  throw new Error("the server did not start");
}

async function stop() {
  const gone = new Promise((resolve) => python.once("exit", resolve));
  python.stdin?.end();
  await gone;
}

/** @param {object} command which the clerk sends */
const clerk = (command) => python.stdin?.write(`${JSON.stringify(command)}\n`);

before(async () => {
  data = await mkdtemp(path(tmpdir(), "meetingsvc-live-"));
  served = await start();
});

after(async () => {
  await stop();
  await rm(data, { recursive: true });
});

/**
 * A line to the server that can be cut, and that can refuse to carry WebSockets.
 * @param {{ websocket?: boolean }} [options]
 */
async function cable({ websocket = true } = {}) {
  const target = new URL(served.url);
  /** @type {Set<net.Socket>} */
  const ends = new Set();
  let upgrades = 0;
  const listening = net.createServer((near) => {
    const far = net.connect(Number(target.port), target.hostname);
    for (const [end, other] of [
      [near, far],
      [far, near],
    ]) {
      if (!end || !other) continue;
      ends.add(end);
      end.on("error", () => other.destroy());
      end.on("close", () => {
        ends.delete(end);
        other.destroy();
      });
    }
    near.on("data", (chunk) => {
      if (/\r\nupgrade: websocket\r\n/i.test(chunk.toString("latin1"))) {
        upgrades += 1;
        if (!websocket) {
          near.end("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
          return;
        }
      }
      far.write(chunk);
    });
    far.on("data", (chunk) => near.write(chunk));
  });
  await new Promise((resolve) => listening.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = /** @type {net.AddressInfo} */ (listening.address());
  const cut = () => {
    for (const end of ends) end.destroy();
  };
  return {
    url: `http://127.0.0.1:${address.port}`,
    cut,
    upgrades: () => upgrades,
    close() {
      listening.close();
      cut();
    },
  };
}

/**
 * Someone in the meeting, with the copy that the browser's store keeps.
 * @param {string} url
 * @param {{ cookie?: string }} [options]
 */
function attend(url, { cookie } = {}) {
  const socket = io(`${url}/live`, {
    path: "/socket.io",
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelay: 50,
    reconnectionDelayMax: 200,
    extraHeaders: cookie ? { cookie } : {},
  });
  /** @type {{ copy?: Copy, joins: any[], gaps: number, early: Frame[] | undefined }} */
  const state = { joins: [], gaps: 0, early: undefined };
  /** @type {(() => void)[]} */
  const waiting = [];
  const changed = () => {
    for (const look of [...waiting]) look();
  };
  socket.on("connect", async () => {
    state.early = [];
    const asked = { meeting: served.meeting, as: "public", lang: "en", tracks: [] };
    const since = state.copy && { since: state.copy.seq };
    const answer = await socket.timeout(WITHIN).emitWithAck("join", { ...asked, ...since });
    assert.equal(answer.ok, true, JSON.stringify(answer));
    state.joins.push(answer);
    const received = joined(state.copy, answer, state.early);
    assert.equal(received.outcome, "applied");
    state.copy = received.copy;
    state.early = undefined;
    changed();
  });
  socket.on("patch", (/** @type {Frame} */ frame) => {
    if (state.early || !state.copy) state.early?.push(frame);
    else {
      const received = receive(state.copy, frame);
      if (received.outcome === "gap") state.gaps += 1;
      state.copy = received.copy;
    }
    changed();
  });
  return {
    socket,
    state,
    /** @param {string} type @param {object} fields */
    command: (type, fields) => socket.timeout(WITHIN).emitWithAck("command", { type, ...fields }),
    /** @param {(copy: Copy) => boolean} there */
    async until(there) {
      /** @type {NodeJS.Timeout | undefined} */
      let timer;
      await new Promise((resolve, reject) => {
        timer = setTimeout(() => reject(new Error("it did not come")), WITHIN);
        const look = () => {
          if (state.copy && there(state.copy)) resolve(undefined);
        };
        waiting.push(look);
        look();
      });
      clearTimeout(timer);
    },
  };
}

/** @param {string} text */
const announced = (text) => (/** @type {Copy} */ copy) => copy.view.meeting.announcement === text;

test("it joins, gets a snapshot, sends a command and sees what came of it", async () => {
  const { socket, state, command, until } = attend(served.url, { cookie: served.seat });
  await until(() => true);
  assert.equal(state.copy?.view.meeting.id, served.meeting);
  assert.equal(socket.io.engine.transport.name, "websocket");
  const answer = await command("ask_to_speak", { id: "tap-1", period: 1 });
  assert.equal(answer.ok, true);
  assert.equal(answer.result.receipt, `${served.meeting}-S${answer.result.ticket}`);
  await until((copy) => copy.seq >= answer.seq);
  const ticket = String(answer.result.ticket);
  assert.ok(state.copy?.view.waiting[ticket]);
  assert.equal(state.copy?.me?.requests?.[ticket]?.status, "waiting");
  socket.disconnect();
});

test("it loses its connection and resumes without a gap", async () => {
  const line = await cable();
  const [one, other] = [attend(line.url, { cookie: served.seat }), attend(served.url)];
  await Promise.all([one.until(() => true), other.until(() => true)]);
  const lost = new Promise((resolve) => one.socket.once("disconnect", resolve));
  line.cut();
  assert.equal(await lost, "transport close");
  clerk({ type: "announce", text: "While you were away." });
  await Promise.all([
    one.until(announced("While you were away.")),
    other.until(announced("While you were away.")),
  ]);
  assert.equal(one.state.joins.length, 2);
  assert.ok(one.state.joins[1].patches, "what was missed, not the whole view");
  clerk({ type: "announce", text: "And on." });
  await Promise.all([one.until(announced("And on.")), other.until(announced("And on."))]);
  assert.deepEqual(one.state.copy?.view, other.state.copy?.view);
  assert.equal(one.state.gaps, 0);
  one.socket.disconnect();
  other.socket.disconnect();
  line.close();
});

test("it works where WebSocket is blocked", async () => {
  const line = await cable({ websocket: false });
  const [poller, other] = [attend(line.url, { cookie: served.seat }), attend(served.url)];
  await Promise.all([poller.until(() => true), other.until(() => true)]);
  assert.equal(poller.socket.io.engine.transport.name, "polling");
  assert.ok(line.upgrades() > 0, "WebSocket was tried first");
  for (let n = 0; n < 20; n += 1) clerk({ type: "announce", text: `Sentence ${n}.` });
  await Promise.all([
    poller.until(announced("Sentence 19.")),
    other.until(announced("Sentence 19.")),
  ]);
  const taps = Array.from({ length: 20 }, (_, n) =>
    poller.command("submit_comment", { id: `pile-${n}`, text: `Comment ${n}.` }),
  );
  const answers = await Promise.all(taps);
  assert.deepEqual(
    answers.map((answer) => answer.ok),
    answers.map(() => true),
  );
  line.cut();
  clerk({ type: "announce", text: "Still here." });
  await Promise.all([
    poller.until(announced("Still here.")),
    other.until(announced("Still here.")),
  ]);
  assert.deepEqual(poller.state.copy?.view, other.state.copy?.view);
  assert.equal(poller.state.gaps, 0);
  poller.socket.disconnect();
  other.socket.disconnect();
  line.close();
});

test("it comes back by itself after a restart of the server, in its place", async () => {
  const one = attend(served.url, { cookie: served.seat });
  await one.until(() => true);
  const before = one.state.copy;
  const lost = new Promise((resolve) => one.socket.once("disconnect", resolve));
  await stop();
  await lost;
  const again = await start(Number(new URL(served.url).port));
  assert.equal(again.url, served.url);
  clerk({ type: "announce", text: "We are back." });
  await one.until(announced("We are back."));
  assert.deepEqual(one.state.copy?.me, before?.me);
  assert.equal(one.state.gaps, 0);
  one.socket.disconnect();
});

test("the page of another site is refused", async () => {
  for (const transport of ["websocket", "polling"]) {
    const socket = io(`${served.url}/live`, {
      transports: [transport],
      reconnection: false,
      forceNew: true,
      extraHeaders: { origin: "https://elsewhere.example" },
    });
    await new Promise((resolve, reject) => {
      socket.once("connect", () => reject(new Error("let in")));
      socket.once("connect_error", resolve);
    });
    socket.disconnect();
  }
});
