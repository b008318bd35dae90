// Every kind of rejected request, sent twice in a row on one connection.

import assert from "node:assert/strict";
import { Agent, request } from "node:http";

const CAP = 65_536;

/** Kinds of rejected requests. `status(size)` is the expected status for a body of `size` bytes. */
export function rejections(cookie) {
  const tooLarge = (otherwise) => (size) => (size > CAP ? 413 : otherwise);
  return [
    { what: "a body that is no sign-in", path: "/linkedin-agent/auth-verify-otp", status: tooLarge(400) },
    { what: "another type", path: "/linkedin-agent/auth-verify-otp", headers: { "content-type": "text/plain" }, status: tooLarge(415) },
    { what: "no session", path: "/linkedin-agent/fetch-profile", status: () => 401 },
    { what: "no such session", path: "/linkedin-agent/fetch-profile", headers: { authorization: "Bearer outxs1.x" }, status: () => 401 },
    { what: "no such route", path: "/api-nothing", status: () => 404 },
    { what: "no such parameter", path: "/linkedin-agent/fetch-profile?x=1", status: () => 400 },
    { what: "a foreign origin", path: "/linkedin-agent/auth-verify-otp", headers: { origin: "https://evil.example" }, status: () => 403 },
    { what: "a write by cookie from no page", path: "/linkedin-agent/fetch-profile", headers: { cookie }, status: () => 403 },
    { what: "a route of the gateway's own that is off", path: "/_gateway/session", status: () => 404 },
  ];
}

/** Sends a rejected request twice, then one that is served, all on one connection unless the gateway said that it closes it. */
export async function sendTwice(url, { what, path, headers, status }, size) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    const statuses = [];
    for (let times = 0; times < 2; times += 1) statuses.push(await send(agent, url + path, "POST", headers, bodyOf(size)));
    statuses.push(await send(agent, `${url}/_gateway/health`, "GET"));
    assert.deepEqual(statuses, [status(size), status(size), 200], `${what}, ${size} bytes`);
  } finally {
    agent.destroy();
  }
}

function bodyOf(size) {
  const around = '{"x":""}';
  return `{"x":"${"a".repeat(Math.max(0, size - around.length))}"}`;
}

function send(agent, url, method, headers, body) {
  const type = body === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  return new Promise((resolve) => {
    const sent = request(url, { method, agent, headers: { ...type, ...headers } }, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode));
    });
    sent.on("error", (error) => resolve(error.code));
    sent.end(body);
  });
}
