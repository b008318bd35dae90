// Every error response becomes an error of the right class and code.

import assert from "node:assert/strict";
import test from "node:test";

import * as outxClient from "outx-client";

import { startServer } from "../support/server.mjs";
import { assertError, direct, rejection, through } from "./support/client.mjs";

const { isOutxError, OutxError } = outxClient;
const PLUGIN = "Plugin installation required: Please install the OutX browser extension";

const BY_STATUS = [
  [400, "Invalid fetchFreqInHours", "InvalidRequestError", "invalid_request"],
  [400, "Message text is too long (max 10000 characters)", "InvalidRequestError", "invalid_request"],
  [405, "", "InvalidRequestError", "invalid_request"],
  [413, "", "InvalidRequestError", "invalid_request"],
  [415, "", "InvalidRequestError", "invalid_request"],
  [418, "", "InvalidRequestError", "invalid_request"],
  [401, "Missing API Key", "AuthenticationError", "missing_key"],
  [401, "Invalid API Key", "AuthenticationError", "invalid_key"],
  [401, "Unauthorized", "AuthenticationError", "invalid_key"],
  [402, "Your plan includes up to 2 watchlists", "PlanLimitError", "plan_limit"],
  [403, PLUGIN, "ExtensionInactiveError", "extension_inactive"],
  [403, "Access denied: You don't have permission to access this resource", "PermissionError", "access_denied"],
  [404, "Agent task not found", "NotFoundError", "not_found"],
  [429, "Rate limit exceeded. Please try again later.", "RateLimitError", "rate_limited"],
  [500, "", "ServerError", "upstream"],
  [503, "", "ServerError", "upstream"],
];

const BY_CODE = [
  [401, "session_expired", "AuthenticationError"],
  [403, "origin_denied", "PermissionError"],
  [404, "route_denied", "NotFoundError"],
  [409, "idempotency_conflict", "ConflictError"],
  [409, "outcome_unknown", "ConflictError"],
  [429, "action_budget", "RateLimitError"],
  [500, "misconfigured", "ServerError"],
  [502, "bad_response", "ServerError"],
  [504, "timeout", "TimeoutError"],
];

for (const [status, text, name, code] of BY_STATUS) {
  test(`${status} ${JSON.stringify(text)} is ${name} ${code}`, async (t) => {
    const server = await startServer(t, { status, headers: { "x-request-id": "r-1" }, body: { error: text } });
    const error = await rejection(direct(server, { retry: false }).team.get());
    assertError(error, name, code, { status, requestId: "r-1", operation: "team.get" });
    assert.ok(error instanceof outxClient[name] && error instanceof OutxError && isOutxError(error));
    assert.equal(error.message, `${text || `the server returned ${status} without a reason`} (team.get)`);
  });
}

for (const [status, code, name] of BY_CODE) {
  test(`a code decides before the status: ${status} ${code} is ${name}`, async (t) => {
    const server = await startServer(t, { status, body: { error: "as the gateway says", code, request_id: "r-2" } });
    const error = await rejection(through(server, { retry: false }).team.get());
    assertError(error, name, code, { status, requestId: "r-2", message: "as the gateway says (team.get)" });
  });
}

test("401 of the one-time codes is invalid_otp", async (t) => {
  const server = await startServer(t, { status: 401, body: { error: "Invalid or expired OTP" } });
  const error = await rejection(direct(server).auth.verifyOtp({ email: "ada@example.org", otp: "123456" }));
  assertError(error, "AuthenticationError", "invalid_otp", { status: 401, retryable: false });
});

test("a code that describes the client is ignored in a response", async (t) => {
  const server = await startServer(t, { status: 500, body: { error: "x", code: "panic" } });
  assertError(await rejection(direct(server, { retry: false }).team.get()), "ServerError", "upstream");
});

test("an error has the stack, name and string of an Error", async (t) => {
  const server = await startServer(t, { status: 404, body: { error: "Watchlist not found" } });
  const error = await rejection(direct(server).watchlists.keyword.get("w-1"));
  assert.equal(String(error), "NotFoundError: Watchlist not found (watchlists.keyword.list)");
  assert.match(error.stack, /^NotFoundError: Watchlist not found/);
});

test("a network failure has its cause", async () => {
  const error = await rejection(direct({ url: "http://127.0.0.1:1" }, { retry: false }).team.get());
  assertError(error, "ConnectionError", "network", { status: undefined, retryable: true });
  assert.ok(error.cause instanceof Error);
});

test("in a browser, a network failure of a request to another origin names CORS and the page's origin", async () => {
  const messageFrom = async (origin, make) => {
    Object.assign(globalThis, { document: {}, origin });
    try {
      return (await rejection(make().team.get())).message;
    } finally {
      delete globalThis.document;
      delete globalThis.origin;
    }
  };
  const options = { retry: false, fetch: () => Promise.reject(new TypeError("Failed to fetch")) };
  const gateway = () => through({ url: "https://gateway.example/outx" }, options);
  const key = () => direct({ url: "https://api.example" }, { ...options, dangerouslyAllowKeyInBrowser: true });
  const plain = "there was no response: the connection failed (team.get)";
  for (const origin of ["https://app.example", "http://gateway.example", "https://gateway.example:8443", "chrome-extension://abc", "null"]) {
    const cors = `${plain}; the server must allow ${origin} and the headers of the request (CORS)`;
    assert.equal(await messageFrom(origin, gateway), cors);
    assert.equal(await messageFrom(origin, key), cors);
  }
  assert.equal(await messageFrom("https://gateway.example", gateway), plain, "of the same origin");
  assert.equal((await rejection(gateway().team.get())).message, plain, "not in a browser");
});

test("isOutxError is true for errors of another copy of the package, and for nothing else", async () => {
  const copy = await import("../../pkg/error-base.js?another-copy");
  const foreign = new copy.OutxError("gone", { code: "not_found" });
  assert.equal(foreign instanceof OutxError, false);
  assert.equal(isOutxError(foreign), true);
  for (const other of [new Error("x"), null, undefined, "not_found", { code: "not_found", name: "NotFoundError" }]) {
    assert.equal(isOutxError(other), false);
  }
});
