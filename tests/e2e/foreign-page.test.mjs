// A page of another site, open in the browser of a signed-in visitor: nothing it sends takes effect, and it reads nothing.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { chromium as playwright } from "playwright-core";

import { chromium } from "../../scripts/lib/browsers.mjs";
import { startServer } from "../support/server.mjs";
import { assets } from "../support/assets.mjs";
import { requestsDuring } from "../support/assertions.mjs";
import { startGateway } from "../support/gateway.mjs";
import { signIn } from "./support/console.mjs";

let gateway;
let context;

before(async (t) => {
  gateway = await startGateway(t, { settings: {}, miniflare: assets() });
  const browser = await playwright.launch(chromium());
  t.after(() => browser.close());
  context = await browser.newContext();
  const page = await openConsole();
  await signIn(page, gateway.sandbox);
  await page.locator(".rail").waitFor();
  await page.reload(SETTLED);
  await page.close();
});

/** Load options of a page of the console: waits for all its requests, because later ones would be attributed to the foreign page. */
const SETTLED = { waitUntil: "networkidle" };

async function openConsole() {
  const page = await context.newPage();
  await page.goto(gateway.url, SETTLED);
  return page;
}

/** Opens a page of this host in the visitor's browser. */
async function openPage(t, host) {
  const server = await startServer(t, { headers: { "content-type": "text/html" }, body: "<!doctype html><title>evil</title>" });
  const page = await context.newPage();
  t.after(() => page.close());
  await page.goto(server.url.replace("127.0.0.1", host));
  return page;
}

/** Asserts that the console's own page can still read. */
async function assertSignedIn() {
  const page = await openConsole();
  assert.equal(await page.evaluate(() => fetch("/api-team").then(({ status }) => status)), 200);
  await page.close();
}

/** Every way in which a page can send a request to another origin. Each runs in the page and returns what it could read. */
const ATTEMPTS = {
  async reading(gateway) {
    const response = await fetch(`${gateway}/api-team`, { credentials: "include" });
    return response.text();
  },
  async "reading without asking"(gateway) {
    const response = await fetch(`${gateway}/api-team`, { credentials: "include", mode: "no-cors" });
    return response.text();
  },
  async "a JSON write"(gateway) {
    const headers = { "content-type": "application/json" };
    await fetch(`${gateway}/api-keyword-watchlist`, { method: "POST", credentials: "include", headers, body: '{"keywords":["evil"]}' });
  },
  async "a write as plain text"(gateway) {
    await fetch(`${gateway}/api-keyword-watchlist`, { method: "POST", credentials: "include", mode: "no-cors", body: '{"keywords":["evil"]}' });
  },
  async "a write from a sandboxed frame"(gateway) {
    const frame = document.createElement("iframe");
    frame.sandbox = "allow-scripts";
    const write = `fetch("${gateway}/api-keyword-watchlist", { method: "POST", credentials: "include", mode: "no-cors", body: '{"keywords":["evil"]}' })`;
    frame.srcdoc = `<script>${write}.finally(() => parent.postMessage("done", "*"))</script>`;
    const done = new Promise((resolve) => addEventListener("message", resolve, { once: true }));
    document.body.append(frame);
    await done;
  },
  async "a beacon"(gateway) {
    navigator.sendBeacon(`${gateway}/api-keyword-watchlist`, new Blob(['{"keywords":["evil"]}'], { type: "text/plain" }));
  },
  async "a deletion"(gateway) {
    await fetch(`${gateway}/api-keyword-watchlist?id=1`, { method: "DELETE", credentials: "include" });
  },
  async "signing the visitor out"(gateway) {
    await fetch(`${gateway}/_gateway/session`, { method: "DELETE", credentials: "include" });
  },
  async "signing the visitor in as another person"(gateway) {
    const body = JSON.stringify({ email: "evil@outx.test", otp: "000000" });
    await fetch(`${gateway}/linkedin-agent/auth-verify-otp`, { method: "POST", credentials: "include", mode: "no-cors", body });
  },
  async "a web socket"(gateway) {
    const socket = new WebSocket(`${gateway.replace("http", "ws")}/api-team`);
    await new Promise((resolve) => ((socket.onerror = resolve), (socket.onopen = () => resolve("open"))));
    return socket.readyState === WebSocket.OPEN ? "open" : "";
  },
  async "an event source"(gateway) {
    const source = new EventSource(`${gateway}/api-posts`, { withCredentials: true });
    await new Promise((resolve) => (source.onerror = resolve));
    source.close();
  },
  async "an image, a script and a style"(gateway) {
    const parts = [["img", "src"], ["script", "src"], ["link", "href"]].map(([tag, attribute]) => {
      const part = document.createElement(tag);
      if (tag === "link") part.rel = "stylesheet";
      part[attribute] = `${gateway}/api-posts`;
      const over = new Promise((resolve) => (part.onload = part.onerror = resolve));
      document.head.append(part);
      return over;
    });
    await Promise.all(parts);
  },
};

for (const [site, host] of [["another site", "localhost"], ["another port of this host, which is the same site", "127.0.0.1"]]) {
  test(`a page of ${site} can read nothing and change nothing`, async (t) => {
    const page = await openPage(t, host);
    for (const [what, attempt] of Object.entries(ATTEMPTS)) {
      const sent = await requestsDuring(gateway, async () => {
        const read = await page.evaluate(attempt, gateway.url).catch(() => undefined);
        assert.ok(!read, `${what} read ${read}`);
      });
      assert.deepEqual(sent, [], what);
    }
    await assertSignedIn();
  });

  test(`a form of ${site} is rejected in every encoding`, async (t) => {
    const page = await openPage(t, host);
    const home = page.url();
    for (const enctype of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]) {
      for (const [method, path] of [["post", "/api-keyword-watchlist"], ["post", "/_gateway/session"], ["get", "/api-posts"]]) {
        const sent = await requestsDuring(gateway, async () => {
          const [response] = await Promise.all([
            page.waitForResponse((response) => response.url().startsWith(gateway.url + path)),
            page.evaluate(([enctype, method, action]) => {
              const form = document.body.appendChild(document.createElement("form"));
              Object.assign(form, { enctype, method, action });
              const field = form.appendChild(document.createElement("input"));
              Object.assign(field, { name: '{"keywords":["evil"],"a":"', value: '"}' });
              form.submit();
            }, [enctype, method, gateway.url + path]),
          ]);
          assert.equal(response.status(), 403, `${enctype} ${method} ${path}`);
        });
        assert.deepEqual(sent, []);
        await page.waitForURL((url) => url.pathname === path);
        await page.goto(home);
      }
    }
  });

  test(`a page of ${site} can neither frame the console nor control its window`, async (t) => {
    const page = await openPage(t, host);
    await page.evaluate((url) => {
      const frame = document.createElement("iframe");
      frame.src = url;
      const over = new Promise((resolve) => (frame.onload = resolve));
      document.body.append(frame);
      return over;
    }, gateway.url);
    assert.ok(page.frames().every((frame) => !frame.url().startsWith(gateway.url)), "no frame shows the console");

    const opened = context.waitForEvent("page");
    await page.evaluate((url) => void (globalThis.opened = window.open(url)), gateway.url);
    const console = await opened;
    await console.waitForLoadState(SETTLED.waitUntil);
    assert.ok(await page.evaluate(() => globalThis.opened.closed), "the opener has lost hold of it");
    await console.close();
  });
}

test("a page of another port cannot set a session", async (t) => {
  const page = await openPage(t, "127.0.0.1");
  await page.evaluate(() => {
    for (const name of ["__Host-outx_session", "=__Host-outx_session", "\u2000__Host-outx_session", "__host-outx_session"]) {
      document.cookie = `${name}=outxs1.planted; path=/; secure`;
      document.cookie = `${name}=outxs1.planted; path=/api-team`;
    }
  });
  await assertSignedIn();
});
