// What a visitor sees without a sign-in, with and without Turnstile. This file stands in for Cloudflare.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { Response, fetch } from "miniflare";
import { chromium as playwright } from "playwright-core";

import { startGateway } from "../support/gateway.mjs";
import { sendRequest } from "../support/requests.mjs";
import { signIn } from "../support/sign-in.mjs";
import { assets } from "../support/assets.mjs";
import { headlessChromium } from "../../scripts/lib/browsers.mjs";
import { arriveAt, assertAccessible, picture, waitForFocus } from "./support/console.mjs";

const SITE_KEY = "site-key-of-tests";
const TURNSTILE_SECRET = "turnstile-secret-of-tests-012345";
const CHALLENGES = "https://challenges.cloudflare.com/**";

let browser, gateway, watchlist;
/** Fields that replace those of Cloudflare's response for a successful check. */
let verdict = {};

before(async (t) => {
  browser = await playwright.launch(headlessChromium());
  t.after(() => browser.close());
  const settings = ({ api_key }) => ({ ACCESS: "session,public", OUTX_API_KEY: api_key, TURNSTILE_SECRET, TURNSTILE_SITE_KEY: SITE_KEY });
  gateway = await startGateway(t, { settings, miniflare: { ...assets(), outboundService } });
  const { body } = await sendRequest(gateway, "GET /api-keyword-watchlist", { cookie: await signIn(gateway) });
  watchlist = body.watchlists.find(({ name }) => name === "Hiring and interviews");
});

/** Serves the gateway's outgoing requests: responds as Cloudflare does when it verifies a token. */
async function outboundService(request) {
  if (new URL(request.url).hostname !== "challenges.cloudflare.com") return fetch(request);
  const { secret, response } = await request.json();
  assert.deepEqual([secret, response], [TURNSTILE_SECRET, "token-of-tests"]);
  return Response.json({ success: true, hostname: new URL(gateway.url).hostname, challenge_ts: new Date().toISOString(), ...verdict });
}

/** Runs in the page in place of Cloudflare's script: draws a frame from Cloudflare's origin, and passes on a token after a click. */
function widget() {
  globalThis.turnstile = {
    render(place, options) {
      const frame = document.createElement("iframe");
      frame.src = "https://challenges.cloudflare.com/frame";
      frame.title = "Widget";
      [frame.width, frame.height] = options.size === "compact" ? [150, 140] : [300, 65];
      const person = document.createElement("button");
      person.className = "button";
      person.type = "button";
      person.textContent = `I am a person (${options.sitekey}, ${options.theme})`;
      person.onclick = () => options.callback("token-of-tests");
      place.append(frame, person);
      return "widget-1";
    },
    remove() {},
  };
}

async function playCloudflare(page) {
  await page.route(CHALLENGES, (route) => {
    if (route.request().url().endsWith("/frame")) return route.fulfill({ contentType: "text/html", body: "<!doctype html><html lang=en><title>Widget</title><p>Checking" });
    return route.fulfill({ contentType: "text/javascript", body: `(${widget})()` });
  });
}

const visit = (t, path = "", prepare = playCloudflare) => arriveAt(t, browser, `${gateway.url}/${path}`, prepare);

test("a visitor passes the check, reads the posts of a watchlist, and can do nothing else", async (t) => {
  verdict = {};
  const page = await visit(t);
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await assertAccessible(page, "sign-in beside public access");
  await page.getByRole("button", { name: "Read public posts without signing in" }).click();
  const person = page.getByRole("button", { name: `I am a person (${SITE_KEY}, auto)` });
  await person.waitFor();
  await page.frameLocator("iframe").getByText("Checking").waitFor();
  await assertAccessible(page, "the check", [1280]);
  await person.click();

  await page.getByRole("heading", { level: 1, name: "Public posts" }).waitFor();
  await page.getByRole("button", { name: "Show posts" }).click();
  await page.getByText("Enter the watchlist's id.").waitFor();
  await waitForFocus(page.getByLabel("Watchlist id"));
  await assertAccessible(page, "public posts before a watchlist is chosen");
  // The field also accepts the whole link that was shared.
  await page.getByLabel("Watchlist id").fill(` ${gateway.url}/#/public/${watchlist.id}`);
  await page.getByRole("button", { name: "Show posts" }).click();
  await page.locator("article.post").first().waitFor();
  await assertAccessible(page, "public posts");
  await picture(page, "guest");
  assert.equal(await page.getByRole("button", { name: /^(Like|Comment)/ }).count(), 0);

  await page.reload();
  await page.locator("article.post").first().waitFor();
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByLabel("Email").waitFor();
});

test("no script of Cloudflare is loaded before the visitor asks for the check", async (t) => {
  const page = await visit(t, "", async (page) => {
    await page.route(CHALLENGES, (route) => assert.fail(`asked for ${route.request().url()}`));
  });
  await page.getByLabel("Email").waitFor();
  await page.waitForLoadState("networkidle");
});

test("a rejected token is shown, and the check can be repeated", async (t) => {
  verdict = { success: false, "error-codes": ["timeout-or-duplicate"] };
  t.after(() => (verdict = {}));
  // Sized before the page loads: the widget is drawn again when the page becomes small, and a click on the old one is lost.
  const page = await visit(t, "", async (page) => {
    await page.setViewportSize({ width: 320, height: 800 });
    await playCloudflare(page);
  });
  await page.getByRole("button", { name: "Read public posts without signing in" }).click();
  // By keyboard: a click beside a frame of another process can be lost while the page is laid out again.
  await page.getByRole("button", { name: /^I am a person/ }).press("Enter");
  await page.getByText("the Turnstile check failed: timeout-or-duplicate").waitFor();
  await assertAccessible(page, "a check that failed, on a small screen", [320]);
  verdict = {};
  await page.getByRole("button", { name: /^I am a person/ }).press("Enter");
  await page.getByRole("heading", { level: 1, name: "Public posts" }).waitFor();
});

test("a check that cannot be loaded shows what may block it", async (t) => {
  const page = await visit(t, "", (page) => page.route(CHALLENGES, (route) => route.abort()));
  await page.getByRole("button", { name: "Read public posts without signing in" }).click();
  await page.getByText("Something may block challenges.cloudflare.com.", { exact: false }).waitFor();
  await assertAccessible(page, "a check that is blocked");
});

test("an ended session asks for the check again and keeps the address", async (t) => {
  const page = await visit(t, `#/public/${watchlist.id}`);
  await page.getByRole("button", { name: "Read public posts without signing in" }).click();
  await page.getByRole("button", { name: /^I am a person/ }).click();
  await page.locator("article.post").first().waitFor();
  await page.context().clearCookies();
  const other = "00000000-0000-4000-8000-000000000000";
  await page.getByLabel("Watchlist id").fill(other);
  await page.getByRole("button", { name: "Show posts" }).click();
  await page.getByRole("button", { name: "Read public posts without signing in" }).waitFor();
  assert.match(page.url(), new RegExp(`#/public/${other}$`));
});

test("without Turnstile a visitor reads public posts after one click", async (t) => {
  const settings = ({ api_key }) => ({ ACCESS: "public", OUTX_API_KEY: api_key });
  const open = await startGateway(t, { settings, upstream: gateway.sandbox, miniflare: assets() });
  const page = await arriveAt(t, browser, open.url);
  await page.getByText("Sign-in is turned off on this gateway", { exact: false }).waitFor();
  await page.getByRole("button", { name: "Read public posts without signing in" }).click();
  await page.getByLabel("Watchlist id").fill(watchlist.id);
  await page.getByRole("button", { name: "Show posts" }).click();
  await page.locator("article.post").first().waitFor();
});

test("without Turnstile a shared link opens directly, and again after a reload", async (t) => {
  const settings = ({ api_key }) => ({ ACCESS: "session,public", OUTX_API_KEY: api_key });
  const open = await startGateway(t, { settings, upstream: gateway.sandbox, miniflare: assets() });
  const page = await arriveAt(t, browser, `${open.url}/#/public/${watchlist.id}`);
  await page.locator("article.post").first().waitFor();
  await page.reload();
  await page.locator("article.post").first().waitFor();
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByLabel("Email").waitFor();
});

test("a gateway without public access does not offer it", async (t) => {
  const closed = await startGateway(t, { settings: {}, upstream: gateway.sandbox, miniflare: assets() });
  const page = await arriveAt(t, browser, closed.url);
  await page.getByLabel("Email").waitFor();
  assert.equal(await page.getByRole("button", { name: "Read public posts without signing in" }).count(), 0);
});
