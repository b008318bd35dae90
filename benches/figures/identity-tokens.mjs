// Measures the CPU time of workerd per read with a token of an identity provider (RS256, ES256) that the isolate has verified before, compared
// with a token that the site's back end signed (HS256).

import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { once } from "node:events";
import { Agent, createServer, get } from "node:http";

import { compare, rounds } from "../lib/rounds.mjs";
import { SECRET, ours, settings } from "../lib/worker.mjs";
import { startLimited } from "../lib/workerd.mjs";

const ROUNDS = 15;
/** Reads per round: about 0.3 s of CPU time, which Linux counts in hundredths of a second. */
const READS = 1_000;
const CONNECTIONS = 8;
const MOST = 1.15;
const ISSUER = "https://id.example";
const AUDIENCE = "outx-gateway";
const TOKEN_SECRET = `${SECRET}-tokens`;

export const names = ["identity-rs256-cpu", "identity-es256-cpu"];

export async function measure() {
  const keys = { RS256: generateKeyPairSync("rsa", { modulusLength: 2_048 }), ES256: generateKeyPairSync("ec", { namedCurve: "P-256" }) };
  // Only the CPU time of workerd counts, so upstream and provider need not be fast.
  const upstream = await serve({ team: { id: "t1" } });
  const provider = await serve({ keys: Object.entries(keys).map(([alg, { publicKey }]) => ({ ...publicKey.export({ format: "jwk" }), kid: alg, alg, use: "sig" })) });
  const bindings = {
    ...settings(upstream.url).bindings,
    ACCESS: "token", TOKEN_SECRET, TOKEN_JWKS_URL: `${provider.url}/keys`, TOKEN_ISSUER: ISSUER, TOKEN_AUDIENCE: AUDIENCE,
  };
  const worker = await startLimited({ ...ours(), bindings }, upstream.url, {});
  try {
    const tokens = { HS256: mint("HS256", (text) => createHmac("sha256", TOKEN_SECRET).update(text).digest()) };
    for (const [alg, { privateKey: key }] of Object.entries(keys)) {
      tokens[alg] = mint(alg, (text) => sign("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" }));
    }
    const taken = await rounds(ROUNDS, Object.fromEntries(Object.entries(tokens).map(([alg, token]) => [alg, () => cpuOfRead(worker, token)])));
    return ["RS256", "ES256"].map((alg) => (
      { ...compare(`identity-${alg.toLowerCase()}-cpu`, "µs of CPU per read", [alg, "HS256"], taken, { atMost: MOST }), peerName: "HS256 token" }
    ));
  } finally {
    await worker.stop();
    upstream.close();
    provider.close();
  }
}

function mint(alg, signText) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const exp = Math.floor(Date.now() / 1_000) + 3_000;
  const text = `${part({ alg, kid: alg, typ: "JWT" })}.${part({ iss: ISSUER, aud: AUDIENCE, sub: "visitor-1", exp })}`;
  return `${text}.${signText(text).toString("base64url")}`;
}

/** Starts a server that responds to every request with `body`. */
async function serve(body) {
  const text = JSON.stringify(body);
  const server = createServer((_, response) => response.writeHead(200, { "content-type": "application/json", "content-length": text.length }).end(text));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${server.address().port}`, close };
}

/** CPU time of workerd per read, in µs. */
async function cpuOfRead({ url, cpuMs }, token) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const began = cpuMs();
  let left = READS;
  await Promise.all(Array.from({ length: CONNECTIONS }, async () => {
    while (left-- > 0) await read(`${url}/api-team`, agent, token);
  }));
  agent.destroy();
  return ((cpuMs() - began) * 1_000) / READS;
}

function read(url, agent, token) {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent, headers: { authorization: `Bearer ${token}` } }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk) => (text += chunk));
      response.on("end", () => (response.statusCode === 200 ? resolve() : reject(new Error(`a read under a token returned status ${response.statusCode}: ${text}`))));
    });
    request.on("error", reject);
  });
}
