// How the npm commands read the output of a child process.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Problem, start, stop, waitForOutput } from "../../scripts/lib/process.mjs";

const printing = (t, text) => {
  const child = start("sh", ["-c", `printf '${text}'; exec sleep 60`], { stdio: "pipe" });
  t.after(() => stop(child));
  return child;
};

test("a line is recognised with its colours, as programs print it where CI is set", async (t) => {
  const child = printing(t, "Local\\033[22m:   \\033[36mhttp://127.0.0.1:\\033[1m5173\\033[22m/\\n");
  const [, url] = await waitForOutput(child, /Local: +(http:\S+?)\/?\s/);
  assert.equal(url, "http://127.0.0.1:5173");
});

test("a child that prints something else ends the wait with an error that contains its output", async (t) => {
  const child = printing(t, "port 5173 is in use\\n");
  await assert.rejects(waitForOutput(child, /^ready/m, 200), (error) => {
    assert.ok(error instanceof Problem);
    assert.equal(error.message, "sh did not print /^ready/m within 200 ms. It printed:\nport 5173 is in use\n");
    return true;
  });
});

test("a child that exits before is reported with its exit code", async () => {
  const child = start("sh", ["-c", "exit 3"], { stdio: "pipe" });
  await assert.rejects(waitForOutput(child, /^ready/m), { message: "sh ended with 3 before it was ready" });
});
