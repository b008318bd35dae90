// The console's main path in Firefox.

import assert from "node:assert/strict";
import { test } from "node:test";

import puppeteer from "puppeteer-core";

import { firefox } from "../../scripts/lib/browsers.mjs";
import { DEMO } from "./support/console.mjs";
import { startStack } from "../support/stack.mjs";

const options = firefox();

test("sign in, make a watchlist, fetch a profile", { skip: !options && "there is no Firefox" }, async (t) => {
  const { url, sandbox } = await startStack(t);
  await sandbox.switch({ task_plan: ["pending", "completed"] });
  const browser = await puppeteer.launch(options);
  t.after(() => browser.close());
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  const broken = [];
  page.on("pageerror", (error) => broken.push(String(error)));

  await page.goto(url);
  await page.locator("::-p-aria([name='Email'][role='textbox'])").fill(DEMO);
  await page.locator("::-p-text(Send code)").click();
  const code = page.locator("::-p-aria([name='Code'][role='textbox'])");
  await code.wait();
  await code.fill(await sandbox.otp(DEMO));
  await page.locator("main button.primary").click();
  await page.waitForSelector("::-p-text(Dana Demo's Team)");

  await page.goto(`${url}/#/watchlists/keyword/new`);
  await page.locator("::-p-aria([name='Keyword'][role='textbox'])").fill("firefox");
  await page.locator("::-p-text(Create watchlist)").click();
  await page.waitForSelector("a::-p-text(firefox)");

  await page.goto(`${url}/#/linkedin`);
  await page.locator("::-p-aria([name='Profile slug'][role='textbox'])").fill("ada-example");
  await page.locator("main form button.primary").click();
  await page.waitForSelector("progress");
  await page.waitForSelector("h4::-p-text(Ada Example)");
  assert.deepEqual(broken, []);
});
