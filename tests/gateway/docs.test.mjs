// The JavaScript of guides and READMEs, run as it stands: a page that lies fails here.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, test } from "node:test";

import * as client from "outx-client";
import { startSandbox } from "outx-client/testing";

import { binary } from "../helpers/sandbox.mjs";
import { DEMO, SAM, boot, cookieOf, signInForToken } from "./support/gateway.mjs";

const ROOT = new URL("../../", import.meta.url);
const READMES = ["README.md", "pkg/README.md"];
const GUIDES = readdirSync(new URL("docs", ROOT)).filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`);
const gateway = await boot({ after });
const sandbox = gateway.sandbox.url;

/** A browser's share of a call: the gateway's cookie and the page's origin. The API's own address is the sandbox here. */
let cookie;
async function browse(address, init = {}) {
  const url = address.replace("https://gateway.example", gateway.url);
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
  startSandbox: () => startSandbox({ binary }),
  localStorage: {},
  metrics: { count: () => {} },
  signal: new AbortController().signal,
};

/** A Worker's module, asked once. */
const CALLED = "const worker = {$1};\nshow(await (await worker.fetch(new Request(location.origin), { OUTX_API_KEY: process.env.OUTX_API_KEY })).json());";

/** The fenced JavaScript of a page, without imports: `words` has what they name. */
function blocksOf(page) {
  const text = readFileSync(new URL(page, ROOT), "utf8");
  return [...text.matchAll(/^ *```js\n(.*?)^ *```$/gms)].map(([, code]) =>
    code.replace(/^import .*$/gm, "").replace(/^export default \{(.*?)^\};$/gms, CALLED),
  );
}

for (const page of [...GUIDES, ...READMES]) {
  for (const [index, code] of blocksOf(page).entries()) {
    test(`${page}, example ${index + 1}`, async () => {
      await gateway.sandbox.clearFaults();
      const shown = [];
      const outx = new client.Outx({ gateway: gateway.url, token: () => token });
      const show = (...values) => shown.push(...values);
      // One address alone would be sent more codes than the gateway allows in an hour.
      const email = READMES.includes(page) ? SAM : DEMO;
      const given = { ...words, email, askForCode: () => gateway.sandbox.otp(email), outx, show, console: { log: show } };
      // `with`, so that an example may declare a name that it is also given.
      await new Function("given", `with (given) { return (async () => {\n${code}\n})(); }`)(given);
      if (/show\(|log\(/.test(code)) assert.notEqual(shown.length, 0, "it shows nothing");
      assert.ok(!shown.includes(undefined), `it shows ${JSON.stringify(shown)}`);
    });
  }
}

for (const page of READMES) {
  test(`${page} says of every other block why it is not run here`, () => {
    const text = readFileSync(new URL(page, ROOT), "utf8");
    const blocks = [...text.matchAll(/([^\n]*)\n```(\w*)\n.*?^```$/gms)].filter(([, , language]) => language !== "js");
    assert.notEqual(blocks.length, 0);
    for (const [block] of blocks) assert.match(block.trim(), /<!-- (not run|run by): .+ -->\n```/);
  });
}
