// The browsers of this machine. Tests get them from here, so that none of them knows a path.

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

/** The same, of the program without windows where there is one: pages take about a third less time in it. It loads no extensions. */
export function headlessChromium() {
  const executablePath = browsers().HEADLESS_BIN;
  return { ...chromium(), ...(executablePath && { executablePath }) };
}

/** Options for puppeteer-core's `launch`, or `undefined` when there is no Firefox. */
export function firefox() {
  const executablePath = browsers().FIREFOX_BIN;
  return executablePath && { browser: "firefox", executablePath, headless: true };
}
