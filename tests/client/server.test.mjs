// outx-client/server: tokens that an application's back end mints for its visitors. tests/gateway/access/minted-token.test.mjs shows that the gateway accepts them.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import test from "node:test";
import { Worker } from "node:worker_threads";

import { mintToken } from "outx-client/server";

const secret = "a-secret-of-tests-with-thirty-two-bytes-or-more";
const given = { secret, subject: "user-1" };

/** Mints a token, verifies its signature, and returns its header and claims. */
async function parse(args) {
  const token = await mintToken(args);
  const [header, claims, signature] = token.split(".");
  assert.equal(signature, createHmac("sha256", args.secret).update(`${header}.${claims}`).digest("base64url"));
  const read = (part) => JSON.parse(Buffer.from(part, "base64url"));
  return { header: read(header), claims: read(claims) };
}

test("a token names its subject, and lives for 15 minutes from now", async () => {
  const before = Math.floor(Date.now() / 1000);
  const { header, claims } = await parse(given);
  assert.deepEqual(header, { alg: "HS256" });
  assert.ok(claims.iat >= before && claims.iat <= before + 5, String(claims.iat));
  assert.deepEqual(claims, { sub: "user-1", iat: claims.iat, exp: claims.iat + 900 });
});

test("a token has every option as a claim", async () => {
  const { claims } = await parse({
    ...given, subject: "Ada Lovelace · été 🚀", scope: "write", ops: ["posts.list", "linkedin.*", "watchlists.keyword.*", "GET /api-new"], actionsPerHour: 10, name: "Ada", expiresIn: 3600,
  });
  const { iat } = claims;
  assert.deepEqual(claims, {
    sub: "Ada Lovelace · été 🚀", iat, exp: iat + 3600, scope: "write", ops: ["posts.list", "linkedin.*", "watchlists.keyword.*", "GET /api-new"], actions_per_hour: 10, name: "Ada",
  });
});

test("the secret's characters are its UTF-8 bytes, as the gateway reads it", async () => {
  await parse({ ...given, secret: "é".repeat(16) });
});

const LIST = "secret, subject, scope, ops, actionsPerHour, name, expiresIn";
const rejected = {
  "no arguments": [undefined, 'invalid "secret": got 0 bytes, expected 32 or more'],
  "no secret": [{ subject: "user-1" }, 'invalid "secret": got 0 bytes, expected 32 or more'],
  "a weak secret": [{ ...given, secret: "a".repeat(31) }, 'invalid "secret": got 31 bytes, expected 32 or more'],
  "no subject": [{ secret }, 'invalid "subject": got nothing, expected a text'],
  "a blank subject": [{ ...given, subject: " " }, 'invalid "subject": got  , expected a text'],
  "a subject that is no text": [{ ...given, subject: 7 }, 'invalid "subject": got 7, expected a text'],
  "an unknown scope": [{ ...given, scope: "admin" }, 'invalid "scope": got admin, expected read, write or operator'],
  "no lifetime": [{ ...given, expiresIn: 0 }, 'invalid "expiresIn": got 0, expected seconds up to 3600'],
  "a lifetime of more than an hour": [{ ...given, expiresIn: 3601 }, 'invalid "expiresIn": got 3601, expected seconds up to 3600'],
  "a lifetime that is no number": [{ ...given, expiresIn: "1h" }, 'invalid "expiresIn": got 1h, expected seconds up to 3600'],
  "no operation": [{ ...given, ops: [] }, 'invalid "ops": got , expected a list such as posts.list, linkedin.*'],
  "an operation alone": [{ ...given, ops: "posts.list" }, 'invalid "ops": got posts.list, expected a list such as posts.list, linkedin.*'],
  "a pattern that is none": [{ ...given, ops: ["*"] }, 'invalid "ops": got *, expected a list such as posts.list, linkedin.*'],
  "a broken number of actions": [{ ...given, actionsPerHour: 1.5 }, 'invalid "actionsPerHour": got 1.5, expected a whole number from 1'],
  "no action at all": [{ ...given, actionsPerHour: 0 }, 'invalid "actionsPerHour": got 0, expected a whole number from 1'],
  "an empty name": [{ ...given, name: "" }, 'invalid "name": got , expected 1 to 64 characters'],
  "a long name": [{ ...given, name: "a".repeat(65) }, `invalid "name": got ${"a".repeat(65)}, expected 1 to 64 characters`],
  "an argument that does not exist": [{ ...given, ttl: 60 }, `invalid "ttl": got an unknown argument, expected ${LIST}`],
};

for (const [what, [args, message]] of Object.entries(rejected)) {
  test(`${what} is rejected`, () => assert.rejects(mintToken(args), { name: "TypeError", message }));
}

test("no message has the secret", async () => {
  for (const args of [{ secret }, { ...given, scope: "x" }, { secret: "short-secret", subject: "user-1" }]) {
    const error = await mintToken(args).catch((thrown) => thrown);
    assert.ok(!error.stack.includes(args.secret), error.stack);
  }
});

test("in a browser mintToken always rejects", async () => {
  const source = `
    globalThis.document = {};
    const { parentPort } = require("node:worker_threads");
    import(${JSON.stringify(import.meta.resolve("outx-client/server"))})
      .then(({ mintToken }) => mintToken({ secret: "${secret}", subject: "user-1" }))
      .then((token) => parentPort.postMessage(token), ({ name, message }) => parentPort.postMessage([name, message]));`;
  const worker = new Worker(source, { eval: true });
  const outcome = await new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
  await worker.terminate();
  assert.deepEqual(outcome, ["TypeError", "mintToken in a browser would expose the secret"]);
});
