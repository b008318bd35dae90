// The ports of npm start.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";

import { portProblem, portSetting } from "../../scripts/lib/port-setting.mjs";

test("a port that is in use is reported before anything is built", async (t) => {
  const server = createServer().listen(0, "127.0.0.1");
  t.after(() => server.close());
  await once(server, "listening");
  const { port } = server.address();
  await assert.rejects(withVariable("TEST_PORT", String(port), () => portSetting("TEST_PORT", 0)), {
    message: `port ${port} is in use; end what uses it or choose another, for example TEST_PORT=${port + 10}`,
  });
});

test("the proposed port is a valid port", () => {
  assert.match(portProblem("TEST_PORT", 65_525, "EADDRINUSE").message, /TEST_PORT=65535$/);
  assert.match(portProblem("TEST_PORT", 65_526, "EADDRINUSE").message, /TEST_PORT=65516$/);
});

test("port 0 stays 0: the program that listens chooses the port", async () => {
  assert.equal(await withVariable("TEST_PORT", "0", () => portSetting("TEST_PORT", 8787)), 0);
});

for (const text of ["http", "-1", "65536", "80.5"]) {
  test(`${JSON.stringify(text)} is rejected as a port`, async () => {
    await assert.rejects(withVariable("TEST_PORT", text, () => portSetting("TEST_PORT", 0)), {
      message: `TEST_PORT must be a port from 0 to 65535, not ${JSON.stringify(text)}`,
    });
  });
}

async function withVariable(name, value, act) {
  process.env[name] = value;
  try {
    return await act();
  } finally {
    delete process.env[name];
  }
}
