// node benches/cold-call.mjs [--rounds N]: times the first call of a page with an empty cache over a network like 4G, from navigation to the parsed
// response. Compares the wasm as text in the script (outx-client) with the wasm as a file (outx-client/external).

import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";
import { chromium } from "playwright-core";

import { chromium as options } from "../scripts/lib/browsers.mjs";
import { main, root } from "../scripts/lib/process.mjs";

/** WebPageTest's 4G: 9 Mbit/s, 170 ms from a request to its response. */
const NETWORK = { offline: false, latency: 170, downloadThroughput: 9e6 / 8, uploadThroughput: 9e6 / 8 };
const ENTRIES = ["outx-client", "outx-client/external"];

await main(async () => {
  const { values } = parseArgs({ options: { rounds: { type: "string", default: "21" } } });
  const files = new Map([["/outx_client_bg.wasm", ["application/wasm", readFileSync(join(root, "pkg/outx_client_bg.wasm"))]]]);
  for (const [index, entry] of ENTRIES.entries()) {
    files.set(`/${index}.js`, ["text/javascript", await script(entry)]);
    files.set(`/${index}`, ["text/html", `<!doctype html><script type="module" src="/${index}.js"></script>`]);
  }
  const server = createServer(respond(files)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const browser = await chromium.launch(options());
  const times = ENTRIES.map(() => []);
  // The first round does not count; the order alternates.
  for (let round = 0; round <= Number(values.rounds); round++) {
    for (const index of round % 2 ? [0, 1] : [1, 0]) {
      const ms = await firstCall(browser, `http://127.0.0.1:${server.address().port}/${index}`);
      if (round > 0) times[index].push(ms);
    }
  }
  await browser.close();
  server.close();
  for (const [index, entry] of ENTRIES.entries()) console.log(`${entry}: ${quartiles(times[index]).map((ms) => ms.toFixed(0)).join(" / ")} ms (quartiles)`);
  const ratios = times[0].map((ms, round) => ms / times[1][round]);
  console.log(`ratio of the rounds: ${quartiles(ratios).map((ratio) => ratio.toFixed(3)).join(" / ")}`);
});

async function script(entry) {
  const contents = `import { Outx } from "${entry}"; new Outx({ gateway: location.origin }).team.get().then(() => (globalThis.took = performance.now()));`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root }, bundle: true, minify: true, format: "esm", platform: "browser", target: "es2022", write: false,
  });
  return outputFiles[0].contents;
}

/** A request handler that serves the files, compressed once for all rounds, and a team for every other path. */
function respond(files) {
  const compressed = new Map([...files].map(([path, [type, body]]) => [path, [type, gzipSync(body, { level: 9 })]]));
  return ({ url }, response) => {
    const [type, body] = compressed.get(url) ?? ["application/json", gzipSync("{}")];
    response.writeHead(200, { "content-type": type, "content-encoding": "gzip", "content-length": body.length, "cache-control": "no-store" });
    response.end(body);
  };
}

async function firstCall(browser, url) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", NETWORK);
  await page.goto(url);
  await page.waitForFunction(() => globalThis.took);
  const took = await page.evaluate(() => globalThis.took);
  await context.close();
  return took;
}

function quartiles(values) {
  const sorted = values.toSorted((one, other) => one - other);
  return [0.25, 0.5, 0.75].map((share) => sorted[Math.floor(share * (sorted.length - 1))]);
}
