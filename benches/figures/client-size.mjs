// Measures the download of the client, compared with other SDKs: one import and one call, bundled, minified, gzip -9.

import { gzipSync } from "node:zlib";

import { build } from "esbuild";

import { root } from "../../scripts/lib/process.mjs";
import { entrySize, sizes } from "../../scripts/lib/size.mjs";
import { against } from "../lib/rounds.mjs";

const BUDGET_KB = 24;
const DEFAULT_BUDGET_KB = 26.5;
const PEERS = {
  ky: 'import ky from "ky"; ky("/").json();',
  octokit: `import { Octokit } from "@octokit/core"; import { retry } from "@octokit/plugin-retry";
    import { throttling } from "@octokit/plugin-throttling"; new (Octokit.plugin(retry, throttling))().request("GET /user");`,
  openai: 'import OpenAI from "openai"; new OpenAI({ apiKey: "k", dangerouslyAllowBrowser: true }).models.list();',
};

export const names = ["client-size", "client-size-default", ...Object.keys(PEERS).map((peer) => `client-size-vs-${peer}`)];

export async function measure() {
  const ours = (await sizes()).total / 1000;
  const rows = [
    against("client-size", "kB gzip", BUDGET_KB, [ours]),
    against("client-size-default", "kB gzip", DEFAULT_BUDGET_KB, [(await entrySize("outx-client")) / 1000]),
  ];
  for (const [peerName, contents] of Object.entries(PEERS)) {
    const peer = (await gzipped(contents)) / 1000;
    const goal = peerName === "openai" ? { atMost: 1 } : {};
    rows.push({ name: `client-size-vs-${peerName}`, unit: "kB gzip", peerName, ours, peer, ratio: ours / peer, spread: 0, ...goal });
  }
  return rows;
}

async function gzipped(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: `${root}/benches` },
    bundle: true, minify: true, format: "esm", platform: "browser", target: "es2022", write: false, logLevel: "error",
  });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length;
}
