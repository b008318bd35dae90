// The console in WebKit, on a loopback host over plain http.

import { test } from "node:test";

import { assets } from "../support/assets.mjs";
import { startGateway } from "../support/gateway.mjs";
import { missingWebKit, startWebKit } from "../support/webkit.mjs";
import { takeSteps } from "./support/browser-steps.mjs";
import { Reader } from "./support/reader.mjs";

test("the console in WebKit", { skip: missingWebKit() }, async (t) => {
  const gateway = await startGateway(t, { miniflare: assets() });
  const reader = new Reader(await startWebKit(t), gateway.url);
  await takeSteps(t, { reader, sandbox: gateway.sandbox });
});
