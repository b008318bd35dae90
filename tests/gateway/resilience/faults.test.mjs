// Every kind of operation under every fault, through the gateway from Node and from Chromium, and directly from Node: each call settles
// within its deadline, with an error of the right class, and nothing is done twice.

import { after, test } from "node:test";

import { chromium as playwright } from "playwright-core";
import { Outx } from "outx-client";

import { chromium } from "../../../scripts/lib/browsers.mjs";
import { PACKAGE, serveSite } from "../../support/site.mjs";
import { DEADLINE_MS, UPSTREAM_TIMEOUT_MS, kinds, outcomeOf, testEveryFault } from "../../support/faults.mjs";
import { startGateway } from "../../support/gateway.mjs";
import { signInForToken } from "../../support/sign-in.mjs";

const COMMON = { totalTimeoutMs: DEADLINE_MS, actionsPerHour: 1000 };

const site = await serveSite({ after }, PACKAGE);
const browser = await playwright.launch(chromium());
after(() => browser.close());

for (const kind of Object.keys(kinds)) {
  test(`every fault of a ${kind}`, async (t) => {
    const gateway = await startGateway(t, { settings: {
      UPSTREAM_TIMEOUT_MS: String(UPSTREAM_TIMEOUT_MS),
      ACTIONS_PER_HOUR: "1000",
      ALLOWED_ORIGINS: site,
    } });
    const token = await signInForToken(gateway);
    const throughGateway = new Outx({ gateway: gateway.url, token: () => token, ...COMMON });
    const { key: apiKey, sandbox } = gateway;
    const straight = new Outx({ apiKey, baseUrl: sandbox.url, timeoutMs: UPSTREAM_TIMEOUT_MS, ...COMMON });
    const page = await openPage(t, { gateway: gateway.url, token, ...COMMON });
    await testEveryFault(t, gateway, kind, {
      "gateway from Node": (call) => outcomeOf(throughGateway, call),
      "gateway from Chromium": (call) => page.evaluate((call) => outcomeOf(outx, call), call),
      "straight from Node": (call) => outcomeOf(straight, call),
    });
  });
}

/** Opens a page of another origin that has its own client, as the globals `outx` and `outcomeOf`. */
async function openPage(t, { token, ...options }) {
  const page = await browser.newPage();
  t.after(() => page.close());
  await page.goto(`${site}/README.md`);
  await page.evaluate(`globalThis.outcomeOf = ${outcomeOf}`);
  await page.evaluate(
    async ([token, options]) => {
      const { Outx } = await import("/index.js");
      globalThis.outx = new Outx({ token: () => token, ...options });
    },
    [token, options],
  );
  return page;
}
