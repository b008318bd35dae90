// Measures responses of a hostile or broken API: the longest wait of other callers of the isolate while one is read, and the memory that workerd
// keeps. docs/decisions/0017 has the figures without the limits on reading.

import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { gzipSync } from "node:zlib";

import { against } from "../lib/rounds.mjs";
import { ours, settings } from "../lib/worker.mjs";
import { HEAP_MB, startLimited } from "../lib/workerd.mjs";

const ROUNDS = 5;
/** Maximum time that other callers may wait, in milliseconds. */
const WAIT_MS = 200;
const MB = 1024 * 1024;
const TOKEN_SECRET = "benches-only-token-0123456789-abcdef";
const head = (more) => Buffer.from(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n${more}\r\n`);
const TEAM = Buffer.concat([head("content-length: 2\r\n"), Buffer.from("{}")]);
const chunked = (text, size) => {
  const parts = [];
  for (let at = 0; at < text.length; at += size) {
    const chunk = text.slice(at, at + size);
    parts.push(`${chunk.length.toString(16)}\r\n${chunk}\r\n`);
  }
  return Buffer.concat([head("transfer-encoding: chunked\r\n"), Buffer.from(`${parts.join("")}0\r\n\r\n`)]);
};
const zipped = (megabytes) => {
  const body = gzipSync(`{"a":"${"x".repeat(megabytes * MB)}"}`);
  return Buffer.concat([head(`content-encoding: gzip\r\ncontent-length: ${body.length}\r\n`), body]);
};
const READ = ["GET", "/api-posts"];
const POLL = ["GET", "/linkedin-agent/get-task-status?api_agent_task_id=task-1"];
const WRITE = ["POST", "/api-like", JSON.stringify({ post_id: "p", user_email: "a@outx.test", actor_type: "user" })];

/** The hostile responses by name: the bytes on the wire, and the request that receives them. */
const RESPONSES = {
  "400 kB in one-byte chunks, to a read": [chunked(`{"a":"${"x".repeat(400_000)}"}`, 1), READ],
  "64 MB compressed to 65 kB, to a write": [zipped(64), WRITE],
  "64 MB compressed to 65 kB, to a poll": [zipped(64), POLL],
  "64 MB compressed to 65 kB, to a read": [zipped(64), READ],
  "8 MB as it is, to a read": [chunked(`{"a":"${"x".repeat(8 * MB)}"}`, 60_000), READ],
};

export const names = ["hostile-wait", "hostile-memory"];

export async function measure() {
  let hostile;
  const upstream = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (data) => socket.write(data.includes(" /api-team") ? TEAM : hostile));
  }).listen(0, "127.0.0.1");
  await once(upstream, "listening");
  const url = `http://127.0.0.1:${upstream.address().port}`;
  const { bindings } = settings(url);
  const options = { ...ours(), bindings: { ...bindings, ACCESS: "token", TOKEN_SECRET } };
  const rows = [];
  for (const [what, [bytes, request]] of Object.entries(RESPONSES)) {
    hostile = bytes;
    const gateway = await startLimited(options, url, { heapMb: HEAP_MB });
    try {
      const [waits, growth] = await attack(gateway, request);
      rows.push({ ...against("hostile-wait", "ms", WAIT_MS, waits), at: what, atMost: 1 });
      rows.push({ ...against("hostile-memory", "MB", HEAP_MB, growth), at: what, atMost: 1 });
    } finally {
      await gateway.stop();
    }
  }
  upstream.close();
  return rows;
}

/** The longest wait of each round, in milliseconds, and how much memory workerd has gained after each, in MB. */
async function attack(gateway, [method, path, body]) {
  const headers = { authorization: `Bearer ${token()}`, "content-type": "application/json" };
  const team = () => fetch(`${gateway.url}/api-team`, { headers }).then((response) => response.text());
  for (let n = 0; n < 50; n += 1) await team();
  const rss = gateway.rss();
  const [waits, growth] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    let done = false;
    const hostile = drain(fetch(gateway.url + path, { method, headers, body })).finally(() => (done = true));
    let longest = 0;
    do {
      const began = performance.now();
      await team();
      longest = Math.max(longest, performance.now() - began);
    } while (!done);
    await hostile;
    waits.push(longest);
    growth.push(Math.max(0, (gateway.rss() - rss) / 1024));
  }
  return [waits, growth];
}

/** Reads a response to its end and discards it, because collecting 64 MB would delay the requests that are timed. */
async function drain(sent) {
  for await (const _ of (await sent).body);
}

function token() {
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const payload = `${encode({ alg: "HS256", typ: "JWT" })}.${encode({ sub: "bench", scope: "write", exp: Math.floor(Date.now() / 1000) + 1800 })}`;
  return `${payload}.${createHmac("sha256", TOKEN_SECRET).update(payload).digest("base64url")}`;
}
