// A page in Chromium calls, through the gateway, an API that leaks the key in every response. The key must be nowhere in that browser.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { gzipSync } from "node:zlib";

import { chromium as playwright } from "playwright-core";

import { TOKEN_SECRET, startGateway } from "../support/gateway.mjs";
import { signInForToken } from "../support/sign-in.mjs";
import { signJwt } from "../support/jwt.mjs";
import { chromium } from "../../scripts/lib/browsers.mjs";
import { startSandbox, teamOf } from "../support/sandbox.mjs";
import { startServer } from "../support/server.mjs";
import { PACKAGE, serveSite } from "../support/site.mjs";
import { evidence, placesOf, watch } from "../support/leaks.mjs";

const GUEST = "guest@outx.test";
const PUBLIC_OPERATIONS = "team.get,posts.list,linkedin.fetchProfile,watchlists.keyword.create";
/** One call of each kind, as data for the page, with the method and path of its request. */
const CALLS = [
  ["team", "get", undefined, "GET", "/api-team"],
  ["watchlists.keyword", "create", { keywords: ["leak"] }, "POST", "/api-keyword-watchlist"],
  ["linkedin", "fetchProfile", { profile_slug: "ada-example" }, "POST", "/linkedin-agent/fetch-profile"],
];

let browser, site, sandbox, gateway, echoing, echo, own, guests;

before(async (t) => {
  browser = await playwright.launch(chromium());
  t.after(() => browser.close());
  site = await serveSite(t, PACKAGE);
  sandbox = await startSandbox(t);
  own = (await sandbox.demoTeam()).api_key;
  echo = await startServer(t, giveAway);
  const settings = {
    ACCESS: "session,token,public",
    PUBLIC_OPERATIONS,
    TOKEN_SECRET,
    OUTX_API_KEY: own,
    ALLOWED_ORIGINS: site,
    ACTIONS_PER_HOUR: "10000",
  };
  gateway = await startGateway(t, { settings, upstream: sandbox });
  // Both gateways have one secret, so each accepts the sessions of the other.
  echoing = await startGateway(t, { settings, upstream: echo });
  await signInForToken(gateway, GUEST);
  guests = await teamOf(sandbox, GUEST);
  await sandbox.setTeam(guests.id, { extension: "active" });
});

/** An upstream whose responses contain only the key that it received, alternately split over chunks and compressed. */
async function giveAway(request, response) {
  const key = request.headers["x-api-key"] ?? "none";
  const text = JSON.stringify({ success: true, api_agent_task_id: key, data: Array(40).fill(`${key}${key}`), filler: "y".repeat(300_000) });
  response.setHeader("content-type", "application/json");
  response.setHeader("access-control-allow-origin", "*");
  response.setHeader("access-control-allow-headers", "*");
  if (request.method === "OPTIONS") return void response.end();
  if (echo.requests.length % 2) {
    response.setHeader("content-encoding", "gzip");
    return void response.end(gzipSync(text));
  }
  for (let at = 0; at < text.length; at += 777) await new Promise((written) => response.write(text.slice(at, at + 777), written));
  response.end();
}

const faultsOf = (key) => ({
  "an echo in body and header": { echo_key: true },
  "a response that is an echo": { status: 200, body: { success: true, api_agent_task_id: key, [key]: [key] }, headers: { "x-key": key, "retry-after": key } },
  "an error's text": { status: 400, body: { error: `no team has ${key}`, key } },
  "a failure's page": { status: 500, body: `<h1>${key}</h1>` },
  "a redirect's target": { redirect: `http://127.0.0.1:9/${key}?key=${key}` },
  "a cut": { truncate: 9, echo_key: true },
});

/** The callers: the key with which the gateway calls the API for each, and how the page signs in. */
const callers = {
  "a cookie": { key: () => guests.api_key, enter: (page) => signInThere(page) },
  "a session's token": { key: () => guests.api_key, enter: async (page) => open(page, await signInForToken(gateway, GUEST)) },
  "a token": { key: () => own, enter: (page) => open(page, signJwt({ scope: "write" })) },
  "a public page": { key: () => own, enter: (page) => open(page) },
};

/** Creates a client of each gateway in the page, and `ask`, which keeps every result where a script of the page could read it. */
function open(page, token) {
  return page.evaluate(
    async ([urls, token]) => {
      const { Outx } = await import("/index.js");
      globalThis.kept = [];
      globalThis.clients = urls.map((gateway) => new Outx({ gateway, actionsPerHour: 10_000, retry: 1, ...(token && { token: () => token }) }));
      globalThis.ask = async (index, [group, method, args, verb, path]) => {
        const target = group.split(".").reduce((object, name) => object[name], clients[index]);
        kept.push(await target[method](args).withResponse().catch((error) => [error, error.message, JSON.stringify(error)]));
        const headers = { ...(token && { authorization: `Bearer ${token}` }), ...(args && { "content-type": "application/json" }) };
        const options = { method: verb, headers, credentials: token ? "omit" : "include", body: args && JSON.stringify(args) };
        const raw = await fetch(urls[index] + path, options).catch((error) => error);
        kept.push(raw instanceof Response ? [[...raw.headers], await raw.text().catch(String)] : String(raw));
      };
    },
    [[gateway.url, echoing.url], token],
  );
}

/** Signs in by one-time code in the page, which gets a cookie that it cannot read. */
async function signInThere(page) {
  await open(page);
  await page.evaluate((email) => clients[0].auth.sendOtp({ email }), GUEST);
  const otp = await sandbox.otp(GUEST);
  const verified = await page.evaluate((credentials) => clients[0].auth.verifyOtp(credentials), { email: GUEST, otp });
  assert.ok(verified.team.id);
}

async function visit(t) {
  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  const heard = await watch(page);
  await page.goto(`${site}/README.md`);
  return { page, heard };
}

for (const [who, { key: keyOf, enter }] of Object.entries(callers)) {
  test(`a page that calls by ${who} never holds a key, whatever the API leaks`, async (t) => {
    const { page, heard } = await visit(t);
    await enter(page);
    const key = keyOf();
    for (const what of Object.values(faultsOf(key))) {
      for (const call of CALLS) {
        await sandbox.clearFaults();
        await sandbox.fault(call[3], call[4], what, 2);
        await page.evaluate((call) => ask(0, call), call);
      }
    }
    const before = echo.requests.length;
    for (const call of CALLS) await page.evaluate((call) => ask(1, call), call);
    const received = echo.requests.slice(before);
    assert.ok(received.length >= CALLS.length * 2 && received.every(({ headers }) => headers["x-api-key"] === key), "the API received the key");

    const found = await evidence(page, heard);
    for (const secret of [own, guests.api_key]) assert.deepEqual(placesOf(secret, found), []);
    assert.ok(found.responses.split("[redacted]").length > 200, "the responses were read, and had something to redact");
    assert.ok(found["JavaScript heap"].includes("[redacted]") && found["wasm memory"].length > 65_535, "what the page kept was searched");
  });
}

test("the search finds the key in a page that receives it from the same API directly", async (t) => {
  const { page, heard } = await visit(t);
  await page.evaluate(
    async ([baseUrl, apiKey]) => {
      const { Outx } = await import("/index.js");
      globalThis.kept = await new Outx({ apiKey, baseUrl, dangerouslyAllowKeyInBrowser: true }).team.get();
      console.info(kept.data[0]);
      sessionStorage.setItem("kept", kept.data[0]);
    },
    [echo.url, own],
  );
  const places = placesOf(own, await evidence(page, heard));
  for (const place of ["responses", "JavaScript heap", "console", "sessionStorage"]) assert.ok(places.includes(place), `${place} of ${places}`);
});
