// In a file of its own, so that no earlier call has loaded the wasm.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Outx } from "outx-client";

import { startServer } from "../support/server.mjs";

const ID = "3d6f9a10-0000-4000-8000-000000000010";

test("a task can be resumed as the first use of the client", async (t) => {
  const output = { name: "Ada Example" };
  const server = await startServer(t, { body: { success: true, data: { id: ID, status: "completed", task_input: {}, task_output: output } } });
  const outx = new Outx({ apiKey: "outx_resumed0canary1resumed2", baseUrl: server.url });
  const states = [];
  for await (const state of outx.tasks.resume(ID).states()) states.push(state.status);
  assert.deepEqual(states, ["completed"]);
  assert.deepEqual(await outx.tasks.resume(ID).wait(), output);
});
