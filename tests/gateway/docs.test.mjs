// The guides' JavaScript, run as it stands: a page that lies fails here.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, test } from "node:test";

import * as client from "outx-client";

import { DEMO, boot, cookieOf, signInForToken } from "./support/gateway.mjs";

const DOCS = new URL("../../docs/", import.meta.url);
const gateway = await boot({ after });
const sandbox = gateway.sandbox.url;

/** A browser's share of a call: the gateway's cookie and the page's origin. The API's own address is the sandbox here. */
let cookie;
async function browse(url, init = {}) {
  const headers = new Headers(init.headers);
  if (url.startsWith(gateway.url)) {
    headers.set("origin", gateway.url);
    if (cookie && !headers.has("authorization")) headers.set("cookie", cookie);
  }
  const answer = await fetch(url.replace("https://api.outx.ai", sandbox), { ...init, headers });
  cookie = cookieOf(answer) ?? cookie;
  return answer;
}

class Outx extends client.Outx {
  constructor(options) {
    super({ fetch: browse, ...options });
  }
}

const stored = {};
const token = await signInForToken(gateway);
/** The words that the pages leave to their reader. */
const words = {
  ...client, Outx, fetch: browse, sandbox,
  gateway: gateway.url,
  location: { origin: gateway.url },
  process: { env: { OUTX_API_KEY: gateway.key } },
  chrome: { storage: { session: { get: async () => stored, set: async (fields) => void Object.assign(stored, fields) } } },
  email: DEMO,
  askForCode: () => gateway.sandbox.otp(DEMO),
};

/** The fenced JavaScript of a page, without imports: `words` has what they name. */
function blocksOf(page) {
  const text = readFileSync(new URL(page, DOCS), "utf8");
  return [...text.matchAll(/^ *```js\n(.*?)^ *```$/gms)].map(([, code]) => code.replace(/^import .*$/gm, ""));
}

for (const page of readdirSync(DOCS).filter((name) => name.endsWith(".md"))) {
  for (const [index, code] of blocksOf(page).entries()) {
    test(`${page}, example ${index + 1}`, async () => {
      await gateway.sandbox.clearFaults();
      const shown = [];
      const outx = new client.Outx({ gateway: gateway.url, token: () => token });
      const given = { ...words, outx, show: (...values) => shown.push(...values) };
      // `with`, so that an example may declare a name that it is also given.
      await new Function("given", `with (given) { return (async () => {\n${code}\n})(); }`)(given);
      if (code.includes("show(")) assert.notEqual(shown.length, 0, "it shows nothing");
      assert.ok(!shown.includes(undefined), `it shows ${JSON.stringify(shown)}`);
    });
  }
}
