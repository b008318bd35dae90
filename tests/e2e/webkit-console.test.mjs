// The console's main path in WebKit, on this machine over plain http.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assets } from "../support/assets.mjs";
import { DEMO, startGateway } from "../support/gateway.mjs";
import { waitUntil } from "../support/wait.mjs";
import { missingWebKit, startWebKit } from "../support/webkit.mjs";

/** In the page: what a reader does, and waits for. */
const READER = `
  const until = async (look, what) => {
    for (let turn = 0; turn < 200; turn += 1) {
      const found = look();
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(what + " does not appear in: " + document.body.innerText.slice(0, 400));
  };
  const named = (selector, name) => until(() => [...document.querySelectorAll(selector)].find((each) => each.textContent.trim() === name), name);
  const enter = async (selector, text) => {
    const field = await until(() => document.querySelector(selector), selector);
    field.value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };
  const heading = (text) => until(() => document.querySelector("h1")?.textContent.includes(text), "the heading " + text);
`;

test("in WebKit a reader signs in to the console, reads watchlists and posts, and signs out", { skip: missingWebKit() }, async (t) => {
  const gateway = await startGateway(t, { miniflare: assets() });
  const page = await startWebKit(t);
  const read = (script, ...args) => page.run(READER + script, ...args);
  await page.goto(gateway.url);

  await read(`await enter("input[type=email]", args[0]); (await named("button", "Send code")).click(); await until(() => document.querySelector("input[name=otp]"), "the code");`, DEMO);
  await read(`await enter("input[name=otp]", args[0]); (await named("main button", "Sign in")).click(); await until(() => document.body.innerText.includes("Dana Demo's Team"), "the team");`, await gateway.sandbox.otp(DEMO));

  await read(`location.hash = "#/watchlists/keyword"; await named("main a", "Hiring and interviews");`);
  const posts = await read(`
    (await named("main a", "Hiring and interviews")).click();
    await until(() => document.querySelectorAll("main article").length > 3, "posts");
    return [...document.querySelectorAll("main article")].map(({ innerText }) => innerText);`);
  assert.ok(posts.some((text) => text.includes("Sofia Brandt")), posts.join());

  // The page loads again by itself, which ends a script that waits in it.
  await page.run(`document.querySelector('button[aria-label="Sign out"]').click();`);
  await waitUntil(() => page.run('return (await fetch("/_gateway/session")).status === 401 && document.querySelector("input[type=email]") !== null;').catch(() => false), "the sign-in page");
});
