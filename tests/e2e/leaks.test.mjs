// Tests the search for secrets: a secret in any one place must be found in that place.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, test } from "node:test";

import { chromium as playwright } from "playwright-core";

import { chromium } from "../../scripts/lib/browsers.mjs";
import { evidence, placesOf, watch } from "../support/leaks.mjs";
import { ENCODINGS } from "../support/secret-encodings.mjs";

const SECRET = "outx_planted_8f2c61d09b7e";
// (module (memory (export "memory") 1))
const WASM = [0, 97, 115, 109, 1, 0, 0, 0, 5, 3, 1, 0, 1, 7, 10, 1, 6, 109, 101, 109, 111, 114, 121, 2, 0];

let browser, server, origin;

before(async () => {
  browser = await playwright.launch(chromium());
  server = createServer((request, response) => {
    response.setHeader("content-type", "text/html");
    if (request.url === "/header") response.setHeader("x-echo", SECRET);
    response.end(request.url === "/body" ? SECRET : "<!doctype html><title>page</title>");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${server.address().port}`;
});

after(async () => {
  await browser?.close();
  server?.close();
});

const places = {
  "document.cookie": (secret) => void (document.cookie = `planted=${secret}`),
  localStorage: (secret) => localStorage.setItem("planted", secret),
  sessionStorage: (secret) => sessionStorage.setItem("planted", btoa(`x${secret}`)),
  IndexedDB: async (secret) => {
    const request = indexedDB.open("planted");
    request.onupgradeneeded = () => request.result.createObjectStore("store", { autoIncrement: true }).add({ deep: [secret] });
    await new Promise((resolve) => (request.onsuccess = resolve));
    request.result.close();
  },
  "wasm memory": (secret) => writeToMemory(new TextEncoder().encode(secret)),
  "wasm memory, 16 bit": (secret) => writeToMemory(Uint16Array.from(secret, (letter) => letter.charCodeAt())),
  page: (secret) => document.body.setAttribute("data-planted", secret),
  requests: (secret) => void fetch(`/?planted=${secret}`),
  console: (secret) => console.info("planted", secret),
  "JavaScript heap": (secret) => void (globalThis.planted = { deep: () => secret }),
};

for (const [place, plant] of Object.entries(places)) {
  test(`finds a secret in ${place}`, async () => {
    const found = await search(async (page) => page.evaluate(plant, SECRET));
    assert.ok(found.includes(place), `found in ${found.join(", ") || "no place"}`);
  });
}

for (const [spelling, spell] of Object.entries(ENCODINGS)) {
  test(`finds a secret that is ${spelling}`, async () => {
    const bytes = [...Buffer.from(spell(SECRET), "latin1")];
    const found = await search(async (page) => page.evaluate((planted) => writeToMemory(new Uint8Array(planted)), bytes));
    assert.ok(found.includes("wasm memory"), `found in ${found.join(", ") || "no place"}`);
  });
}

for (const path of ["/header", "/body"]) {
  test(`finds a secret in the ${path.slice(1)} of a response`, async () => {
    const found = await search((page) => page.goto(origin + path));
    assert.ok(found.includes("responses"), `found in ${found.join(", ") || "no place"}`);
  });
}

test("finds nothing on a page without a secret", async () => {
  assert.deepEqual(await search(async () => {}), []);
});

async function search(plant) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const heard = await watch(page);
    await page.goto(origin);
    await page.evaluate(async (wasm) => {
      const { instance } = await WebAssembly.instantiate(new Uint8Array(wasm));
      globalThis.writeToMemory = (text) => new Uint8Array(instance.exports.memory.buffer).set(new Uint8Array(text.buffer), 64);
    }, WASM);
    await plant(page);
    return placesOf(SECRET, await evidence(page, heard));
  } finally {
    await context.close();
  }
}
