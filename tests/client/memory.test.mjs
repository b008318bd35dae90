// A garbage-collected client leaves nothing in the wasm, because a server may create a client per request.

import assert from "node:assert/strict";
import test from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

// The module that the package itself calls.
import { createClient, release } from "../../pkg/outx_client.js";

import { startServer } from "../support/server.mjs";
import { direct, SUCCESS, until } from "./support/client.mjs";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

test("the handle of a garbage-collected client is reused", { timeout: 20_000 }, async (t) => {
  const server = await startServer(t, SUCCESS);
  const handles = [];
  for (let client = 0; client < 20; client++) {
    await direct(server).team.get();
    handles.push(nextHandle());
  }
  const most = Math.max(...handles);
  assert.ok(most >= 20, "each client that was used has a handle");
  await until(() => {
    collect();
    return nextHandle() < most;
  });
});

// The handle that the next client would get.
function nextHandle() {
  const handle = createClient(false, false, true, 1);
  release(handle);
  return handle;
}
