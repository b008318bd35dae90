// The test helper `startRelay` gets the same port again after it was down.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";

import { startRelay } from "../support/relay.mjs";
import { startServer } from "../support/server.mjs";

test("a relay that comes up waits while another program holds its port", async (t) => {
  const server = await startServer(t, { body: { ok: true } });
  const relay = await startRelay(t, server.url);
  relay.down();
  const holder = createServer().listen(Number(new URL(relay.url).port), "127.0.0.1");
  await once(holder, "listening");
  const up = relay.up();
  setTimeout(() => holder.close(), 120);
  await up;
  assert.deepEqual(await (await fetch(relay.url)).json(), { ok: true });
});
