// A client that nobody holds any more leaves nothing in the wasm: a server may make one for each request.

import assert from "node:assert/strict";
import test from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

// The very module that the package's face calls.
import { leave, open } from "../../pkg/outx_client.js";

import { startServer } from "../support/server.mjs";
import { direct, SUCCESS, until } from "./support/client.mjs";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

test("its number is free again once it is collected", { timeout: 20_000 }, async (t) => {
  const server = await startServer(t, SUCCESS);
  const numbers = [];
  for (let client = 0; client < 20; client++) {
    await direct(server).team.get();
    numbers.push(nextNumber());
  }
  const most = Math.max(...numbers);
  assert.ok(most >= 20, "each client that was used has a number");
  await until(() => {
    collect();
    return nextNumber() < most;
  });
});

// The number that the next client would get.
function nextNumber() {
  const number = open({ base: "", isGateway: false, isBrowser: false });
  leave(number);
  return number;
}
