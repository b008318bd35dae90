import { createServer, request as rq, Agent } from "node:http";
import { once } from "node:events";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createHmac } from "node:crypto";
import { Miniflare } from "miniflare";
import { sealSession } from "./tests/support/session-seal.mjs";
const SECRET = "session-secret-of-tests-0123456789", TOKEN = "token-secret-of-tests-9876543210-abc";
const body = JSON.stringify({ team: { id: "team-1", name: "Acme", x: "y".repeat(1500) } });
const up = createServer((q, r) => { r.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) }); r.end(body); }).listen(0, "127.0.0.1");
await once(up, "listening");
const upstream = `http://127.0.0.1:${up.address().port}`;
const kids = () => new Set(readdirSync("/proc").filter((p) => /^\d+$/.test(p)).filter((p) => { try { return readFileSync(`/proc/${p}/stat`, "utf8").includes("(workerd)") && readFileSync(`/proc/${p}/stat`, "utf8").split(") ")[1].split(" ")[1] === String(process.pid); } catch { return false; } }));
async function start(folder) {
  const before = kids();
  const mf = new Miniflare({ cf: false, stripCfConnectingIp: false, handleRuntimeStdio: (...s) => s.forEach((x) => x.resume()), unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
    compatibilityDate: "2026-04-01", modulesRoot: folder, modules: [{ type: "ESModule", path: join(folder, "index.js") }, { type: "CompiledWasm", path: join(folder, "index_bg.wasm") }],
    bindings: { OUTX_UPSTREAM: upstream, OUTX_API_KEY: "outx_0123456789abcdefghijklmn", ALLOWED_ORIGINS: "https://app.example", ACCESS: "session,token", SESSION_SECRET: SECRET, TOKEN_SECRET: TOKEN },
    ratelimits: { RATE_LIMIT: { simple: { limit: 100000000, period: 60 } } },
    durableObjects: { LEDGER: { className: "Ledger", useSQLite: true }, LIMITER: { className: "Limiter", useSQLite: true } } });
  const { origin } = await mf.unsafeGetDirectURL();
  const pid = [...kids()].find((p) => !before.has(p));
  return { mf, origin, pid };
}
const now = Date.now();
const session = (n) => sealSession({ id: `s-${n}`, access: "session", email: `u${n}@outx.test`, team_id: "team-1", team_name: "Acme", key: "outx_0123456789abcdefghijklmn", began_ms: now, sealed_ms: now, expires_ms: now + 6e8 }, SECRET);
const part = (v) => Buffer.from(JSON.stringify(v)).toString("base64url");
const jwt = (n) => { const s = `${part({ alg: "HS256", typ: "JWT" })}.${part({ sub: `v-${n}`, exp: Math.floor(now / 1000) + 3000 })}`; return `${s}.${createHmac("sha256", TOKEN).update(s).digest("base64url")}`; };
const cookies = Array.from({ length: 40 }, (_, n) => ({ cookie: `__Host-outx_session=${session(n)}`, origin: "https://app.example" }));
const tokens = Array.from({ length: 40 }, (_, n) => ({ authorization: `Bearer ${jwt(n)}` }));
const cpu = (pid) => { const f = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" "); return Number(f[11]) + Number(f[12]); };
async function load(g, kinds, n) {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  let left = n, bad = 0;
  const one = (i) => new Promise((ok) => { const q = rq(`${g.origin}/api-team`, { agent, headers: { "accept-encoding": "identity", ...kinds[i % kinds.length] } }, (r) => { if (r.statusCode !== 200) bad += 1; r.resume(); r.on("end", ok); }); q.on("error", () => { bad += 1; ok(); }); q.end(); });
  await Promise.all(Array.from({ length: 16 }, async () => { while (left > 0) await one(left--); }));
  agent.destroy();
  if (bad) throw new Error(`${bad} bad`);
}
const [a, b] = [await start(process.argv[2]), await start(process.argv[3])];
const rounds = Number(process.argv[4] ?? 9), N = Number(process.argv[5] ?? 3000);
for (const [name, kinds] of [["session", cookies], ["token", tokens]]) {
  for (const g of [a, b]) await load(g, kinds, N);
  const ratios = [], us = [[], []];
  for (let r = 0; r < rounds; r += 1) {
    const res = [];
    for (const [i, g] of (r % 2 ? [[1, b], [0, a]] : [[0, a], [1, b]])) { const c = cpu(g.pid); await load(g, kinds, N); res[i] = (cpu(g.pid) - c) * 10000 / N; us[i].push(res[i]); }
    ratios.push(res[1] / res[0]);
  }
  const med = (x) => [...x].sort((p, q) => p - q)[x.length >> 1];
  console.log(name, "us/request A", med(us[0]).toFixed(0), "B", med(us[1]).toFixed(0), "ratio median", med(ratios).toFixed(3), "range", Math.min(...ratios).toFixed(3), Math.max(...ratios).toFixed(3));
}
await a.mf.dispose(); await b.mf.dispose(); up.close(); process.exit(0);
