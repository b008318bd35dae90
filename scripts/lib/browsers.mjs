// The browsers of this machine, so that no test contains a path of one.

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../setup/browsers", import.meta.url));
let found;

function browsers() {
  found ??= Object.fromEntries(
    execFileSync(script, { encoding: "utf8" }).trim().split("\n").map((line) => line.split(/=(.*)/).slice(0, 2)),
  );
  return found;
}

/** Options for playwright-core's `chromium.launch`. Chromium's own sandbox does not work for root. */
export function chromium() {
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return { executablePath: browsers().CHROME_BIN, args };
}

/** Options for the headless-only build of Chromium, if there is one. Pages take about a third less time in it. It cannot load extensions. */
export function headlessChromium() {
  const executablePath = browsers().HEADLESS_BIN;
  return { ...chromium(), ...(executablePath && { executablePath }) };
}

/** Options for puppeteer-core's `launch`, or `undefined` when there is no Firefox. */
export function firefox() {
  const executablePath = browsers().FIREFOX_BIN;
  return executablePath && { browser: "firefox", executablePath, headless: true };
}
