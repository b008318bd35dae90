// Tokens of outx-client/server at the gateway, with the client.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Outx } from "outx-client";
import { mintToken } from "outx-client/server";

import { TOKEN_SECRET, fileScope, startGateway } from "../../support/gateway.mjs";

const gateway = await startGateway(fileScope, { settings: ({ api_key }) => ({ ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: api_key }) });
const PROFILE = { profile_slug: "ada-example" };

/** A client that has a token minted for each call, as a page gets it from its back end. */
const visitor = (args) => new Outx({ gateway: gateway.url, token: () => mintToken({ secret: TOKEN_SECRET, subject: "user-1", ...args }) });

test("a minted token reads and may not write", async () => {
  const outx = visitor();
  assert.equal((await outx.team.get()).team.id, gateway.team.id);
  const error = await outx.linkedin.fetchProfile(PROFILE).catch((thrown) => thrown);
  assert.deepEqual([error.code, error.message.includes("scope write")], ["access_denied", true]);
});

test("a minted token of scope write writes", async () => {
  const task = await visitor({ scope: "write", expiresIn: 3600, name: "Ada", subject: "été 🚀" }).linkedin.fetchProfile(PROFILE);
  assert.equal(typeof task.id, "string");
});

test("under another secret it is rejected", async () => {
  const error = await visitor({ secret: TOKEN_SECRET.toUpperCase() }).team.get().catch((thrown) => thrown);
  assert.deepEqual([error.code, error.status], ["invalid_key", 401]);
});
