// The gateway accepts tokens that outx-client/server mints, sent by the client.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Outx } from "outx-client";
import { mintToken } from "outx-client/server";

import { TOKEN_SECRET, fileScope, startGateway } from "../../support/gateway.mjs";

const gateway = await startGateway(fileScope, { settings: ({ api_key }) => ({ ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: api_key }) });
const PROFILE = { profile_slug: "ada-example" };

/** A client for which a token is minted per call, as a back end does for its page. */
const visitor = (args) => new Outx({ gateway: gateway.url, token: () => mintToken({ secret: TOKEN_SECRET, subject: "user-1", ...args }) });

test("a minted token may read and may not write", async () => {
  const outx = visitor();
  assert.equal((await outx.team.get()).team.id, gateway.team.id);
  const error = await outx.linkedin.fetchProfile(PROFILE).catch((thrown) => thrown);
  assert.deepEqual([error.code, error.message.includes("scope write")], ["access_denied", true]);
});

test("a minted token of scope write may write", async () => {
  const task = await visitor({ scope: "write", expiresIn: 3600, name: "Ada", subject: "été 🚀" }).linkedin.fetchProfile(PROFILE);
  assert.equal(typeof task.id, "string");
});

test("a token minted with another secret is rejected", async () => {
  const error = await visitor({ secret: TOKEN_SECRET.toUpperCase() }).team.get().catch((thrown) => thrown);
  assert.deepEqual([error.code, error.status], ["invalid_key", 401]);
});

test("ops limits a token to operations and groups", async () => {
  const outx = visitor({ scope: "write", ops: ["posts.list", "watchlists.*"] });
  assert.ok((await outx.watchlists.keyword.list()).count > 0);
  const error = await outx.team.get().catch((thrown) => thrown);
  assert.deepEqual([error.code, error.status], ["access_denied", 403]);
});

test("actionsPerHour limits the LinkedIn actions of one visitor, whatever token they have", async () => {
  const limited = { scope: "write", subject: "user-2", actionsPerHour: 1 };
  await visitor(limited).linkedin.fetchProfile(PROFILE);
  const error = await visitor(limited).linkedin.fetchProfile(PROFILE, { retry: false }).catch((thrown) => thrown);
  assert.equal(error.code, "action_budget");
  await visitor({ ...limited, subject: "user-3" }).linkedin.fetchProfile(PROFILE);
});

test("mintToken rejects a name that the gateway would reject, and the gateway rejects unknown operations", async () => {
  await assert.rejects(mintToken({ secret: TOKEN_SECRET, subject: "user-1", name: "a".repeat(65) }), TypeError);
  const error = await visitor({ ops: ["posts.lost"] }).team.get().catch((thrown) => thrown);
  assert.deepEqual([error.code, error.status], ["invalid_key", 401]);
});
