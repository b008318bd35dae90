// The console in a German Firefox with forced colours.

import { test } from "node:test";

import puppeteer from "puppeteer-core";

import { firefox } from "../../scripts/lib/browsers.mjs";
import { assets } from "../support/assets.mjs";
import { startGateway } from "../support/gateway.mjs";
import { takeSteps } from "./support/browser-steps.mjs";
import { folder } from "./support/extension.mjs";
import { tabOf } from "./support/firefox.mjs";
import { Reader } from "./support/reader.mjs";

const options = firefox();

test("the console in Firefox", { skip: !options && "there is no Firefox" }, async (t) => {
  const gateway = await startGateway(t, { miniflare: assets() });
  const downloads = await folder(t);
  const browser = await puppeteer.launch({
    ...options,
    env: { ...process.env, LC_ALL: "de_DE.UTF-8" },
    extraPrefsFirefox: {
      "intl.accept_languages": "de",
      "intl.regional_prefs.use_os_locales": true,
      "browser.display.document_color_use": 2,
      "browser.download.folderList": 2,
      "browser.download.dir": downloads,
    },
  });
  t.after(() => browser.close());
  const reader = new Reader(tabOf(await browser.newPage()), gateway.url);
  await takeSteps(t, { reader, sandbox: gateway.sandbox, downloads, language: "de", hasForcedColors: true });
});
