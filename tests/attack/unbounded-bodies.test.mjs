// Responses that fill the memory of the isolate. The runtime then stops the isolate and all its requests fail.

import { createGzip } from "node:zlib";
import { Readable } from "node:stream";

import { attack } from "../support/attack.mjs";
import { TOKEN_SECRET } from "../support/gateway.mjs";
import { signJwt } from "../support/jwt.mjs";
import { sendRequest } from "../support/requests.mjs";
import { startServer } from "../support/server.mjs";

const KEY = "outx_bomb0canary1bomb2canary3";
const MB = 1024 * 1024;

/** 64 MB of JSON, compressed to about 65 kB. */
function bomb(_, response) {
  response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
  const parts = function* () {
    yield '{"a":"';
    for (let n = 0; n < 64; n += 1) yield "x".repeat(MB);
    yield '"}';
  };
  const gzip = createGzip();
  response.on("close", () => gzip.destroy());
  gzip.on("error", () => {});
  Readable.from(parts()).on("error", () => {}).pipe(gzip).pipe(response);
}

for (const [kind, what, body] of [
  ["a write", "POST /api-like", { post_id: "post-1", user_email: "ada@outx.test", actor_type: "user" }],
  ["a poll", "GET /linkedin-agent/get-task-status?api_agent_task_id=task-1"],
]) {
  attack(`filling memory by a small response to ${kind} that decompresses to 64 MB`, { oldRule: "unbounded-bodies" }, async (t, start) => {
    const gateway = await start(t, { settings: { ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: KEY }, upstream: await startServer(t, bomb) });
    const { status, text } = await sendRequest(gateway, what, { body, token: signJwt({ scope: "write" }) });
    return status === 200 && text.length > 64 * MB ? text.length : undefined;
  });
}
