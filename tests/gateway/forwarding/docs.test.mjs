// Runs the JavaScript of guides and READMEs unchanged. tests/client/guides.test.mjs checks its types.

import assert from "node:assert/strict";
import { test } from "node:test";

import * as client from "outx-client";
import { mintToken } from "outx-client/server";
import { startSandbox } from "outx-client/testing";

import { GUIDES, READMES, blocks } from "../../support/guides.mjs";
import { binary } from "../../support/sandbox.mjs";
import { DEMO, SAM, TOKEN_SECRET, fileScope, startGateway } from "../../support/gateway.mjs";
import { cookieOf, signInForToken } from "../../support/sign-in.mjs";

const gateway = await startGateway(fileScope);
const sandbox = gateway.sandbox.url;

/** Adds what a browser adds to a request: the gateway's cookie and the page's origin. The API's address becomes the sandbox's. */
let cookie;
async function browse(address, init = {}) {
  const url = address.replace("https://gateway.example", gateway.url);
  const headers = new Headers(init.headers);
  if (url.startsWith(gateway.url)) {
    headers.set("origin", gateway.url);
    if (cookie && !headers.has("authorization")) headers.set("cookie", cookie);
  }
  const response = await fetch(url.replace("https://api.outx.ai", sandbox), { ...init, headers });
  cookie = cookieOf(response) ?? cookie;
  return response;
}

class Outx extends client.Outx {
  constructor(options) {
    super({ fetch: browse, ...options });
  }
}

const stored = {};
const token = await signInForToken(gateway);
/** The variables that the examples use without declaring them. */
const words = {
  ...client, Outx, mintToken, fetch: browse, sandbox,
  gateway: gateway.url,
  location: { origin: gateway.url },
  process: { env: { OUTX_API_KEY: gateway.key, TOKEN_SECRET } },
  chrome: { storage: { session: { get: async () => stored, set: async (fields) => void Object.assign(stored, fields) } } },
  startSandbox: () => startSandbox({ binary }),
  localStorage: {},
  metrics: { count: () => {} },
  signal: new AbortController().signal,
};

/** Replaces the default export of a Worker: calls it once and shows its response. */
const CALLED = "const worker = {$1};\nshow(await (await worker.fetch(new Request(location.origin), { OUTX_API_KEY: process.env.OUTX_API_KEY })).json());";

/** The JavaScript examples of a page, without imports: `words` has the imported names. */
function examplesOf(page) {
  const scripts = blocks(page).filter(({ language }) => language === "js");
  return scripts.map(({ code }) => code.replace(/^import .*$/gm, "").replace(/^export default \{(.*?)^\};$/gms, CALLED));
}

for (const page of [...GUIDES, ...READMES]) {
  for (const [index, code] of examplesOf(page).entries()) {
    test(`${page}, example ${index + 1}`, async () => {
      await gateway.sandbox.clearFaults();
      const shown = [];
      // An example with a sign-out has its own session, so that it does not end that of the others.
      const own = code.includes("signOut") ? await signInForToken(gateway, "out@outx.test") : token;
      const outx = new client.Outx({ gateway: gateway.url, token: () => own });
      const show = (...values) => shown.push(...values);
      // Two addresses, because one would be sent more codes than the gateway allows per hour.
      const email = READMES.includes(page) ? SAM : DEMO;
      const given = { ...words, email, askForCode: () => gateway.sandbox.otp(email), outx, show, console: { log: show } };
      // With `with`, an example may declare a name that is also passed to it.
      await new Function("given", `with (given) { return (async () => {\n${code}\n})(); }`)(given);
      if (/show\(|log\(/.test(code)) assert.notEqual(shown.length, 0, "it shows nothing");
      assert.ok(!shown.includes(undefined), `it shows ${JSON.stringify(shown)}`);
    });
  }
}

for (const page of READMES) {
  test(`${page} says of every other block why it is not run here`, () => {
    const others = blocks(page).filter(({ language }) => !/^[jt]s$/.test(language));
    assert.notEqual(others.length, 0);
    for (const { before, code } of others) assert.match(before, /^<!-- (not run|run by): .+ -->$/, code);
  });
}
