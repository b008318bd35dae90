// One data point per call to Workers Analytics Engine, if a dataset is bound.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { BUILD, DEMO, PAGE, fileScope, startGateway } from "../../support/gateway.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { signIn } from "../../support/sign-in.mjs";
import { waitUntil } from "../../support/wait.mjs";

// Miniflare's dataset discards data points; this one logs them.
const script = `
  import worker, { Ledger, Limiter } from "./index.js";
  export { Ledger, Limiter };
  const ANALYTICS = { writeDataPoint(point) { if (this !== ANALYTICS) throw new Error("illegal invocation"); console.log(JSON.stringify({ point })); } };
  let bound;
  export default { fetch: (request, env, context) => worker.fetch(request, (bound ??= { ...env, ANALYTICS }), context) };`;
const modules = [
  { type: "ESModule", path: join(BUILD, "with-analytics.js"), contents: script },
  { type: "ESModule", path: join(BUILD, "index.js") },
  { type: "CompiledWasm", path: join(BUILD, "index_bg.wasm") },
];
const gateway = await startGateway(fileScope, { miniflare: { modules } });
const cookie = await signIn(gateway);

async function pointOf(response) {
  const line = JSON.parse(await gateway.log.of(response));
  const points = () => gateway.log.lines.filter((text) => text.startsWith('{"point"')).map((text) => JSON.parse(text).point);
  const isItsPoint = ({ blobs, doubles }) => blobs[0] === line.operation && doubles[0] === line.status;
  await waitUntil(() => points().some(isItsPoint), "the data point");
  return { point: points().find(isItsPoint), line };
}

test("a read on the fast path, a write and a failure are each one data point without content", async () => {
  await gateway.sandbox.fault("GET", "/api-keyword-watchlist", { status: 500 });
  const calls = [
    await sendRequest(gateway, "GET /api-team", { cookie }),
    await sendRequest(gateway, "POST /linkedin-agent/fetch-profile", { cookie, origin: PAGE, body: { profile_slug: "ada-example" } }),
    await sendRequest(gateway, "GET /api-keyword-watchlist", { cookie }),
  ];
  for (const call of calls) {
    const { point, line } = await pointOf(call);
    assert.deepEqual(point.indexes, [gateway.team.id]);
    assert.deepEqual(point.blobs, [line.operation, line.code, line.caller, "session"]);
    assert.equal(point.doubles[0], call.status);
    assert.ok(point.doubles[1] >= 0);
  }
  const written = gateway.log.lines.filter((text) => text.startsWith('{"point"'));
  assert.equal(written.length, calls.length);
  for (const text of written) for (const secret of [gateway.key, DEMO, "ada-example"]) assert.ok(!text.includes(secret));
});
