// outx-gateway check URL: examines a running gateway from outside, without a credential.

import { parseArguments } from "./arguments.js";
import { CommandError } from "./command-error.js";

const TIMEOUT_MS = 15_000;
const FOREIGN_ORIGIN = "https://foreign-origin.invalid";
const LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "[::1]"];
/** What each kind of access needs. */
const NEEDED = {
  session: ["SESSION_SECRET"],
  token: ["OUTX_API_KEY"],
  public: ["OUTX_API_KEY", "ALLOWED_ORIGINS"],
};

/** Exit code 0 when everything is in order, 1 otherwise. */
export async function run(args) {
  const { positionals: [text] } = parseArguments(args, { maxPositionals: 1, usage: "check URL" });
  const url = parseUrl(text);
  const health = await fetchHealth(url);
  const problems = [
    ...findTransportProblems(url),
    ...findSettingProblems(health.body, health.response.status),
    ...(await findOriginProblems(url)),
    ...(await findConsoleProblems(url)),
  ];
  const { version, access = [] } = health.body;
  console.log(`outx-gateway ${version ?? "of an unknown version"} at ${url}, access: ${access.join(", ") || "none"}`);
  for (const note of findNotes(health.body)) console.log(`note: ${note}`);
  for (const problem of problems) console.log(`problem: ${problem}`);
  console.log(problems.length === 0 ? "ok: nothing is missing" : `${problems.length} ${problems.length === 1 ? "problem" : "problems"}`);
  return problems.length === 0 ? 0 : 1;
}

/** Without a slash at the end. */
function parseUrl(text) {
  const url = URL.canParse(text ?? "") ? new URL(text) : undefined;
  if (!["http:", "https:"].includes(url?.protocol) || url.search || url.hash || url.username) {
    throw new CommandError(`invalid URL: got ${JSON.stringify(text) ?? "none"}, expected that of a gateway, such as https://gateway.example; usage: outx-gateway check URL`);
  }
  return (url.origin + url.pathname).replace(/\/+$/, "");
}

async function fetchHealth(url) {
  const response = await send(`${url}/_gateway/health`);
  const body = await response.json().catch(() => undefined);
  if (typeof body?.status !== "string") {
    const reason = typeof body?.error === "string" ? `: ${body.error}` : "";
    throw new CommandError(`${url}/_gateway/health is not that of a gateway (status ${response.status})${reason}; give the URL that the gateway is mounted at`);
  }
  return { response, body };
}

async function send(url, headers = {}) {
  try {
    return await fetch(url, { headers, redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (error) {
    const reason = error.name === "TimeoutError" ? `no response within ${TIMEOUT_MS / 1000} s` : (error.cause?.code ?? error.cause?.message ?? error.message);
    throw new CommandError(`cannot reach ${url}: ${reason}`);
  }
}

function findTransportProblems(url) {
  const { protocol, hostname } = new URL(url);
  if (protocol === "https:" || LOOPBACK_HOSTS.includes(hostname)) return [];
  return ["the gateway is reached over http, where others can read sessions; use https"];
}

function findSettingProblems({ status, problems = [], access = [], settings }, httpStatus) {
  const reported = problems.map(({ setting, reason }) => `${setting} ${reason}`);
  if (status !== "ok" && reported.length === 0) reported.push(`the gateway reports "${status}" with status ${httpStatus}`);
  const named = new Set(problems.map(({ setting }) => setting));
  const needed = new Set(access.flatMap((kind) => NEEDED[kind] ?? []));
  const missing = [...needed].filter((name) => settings?.missing?.includes(name) && !named.has(name));
  return [...reported, ...missing.map((name) => `${name} is missing; ${howToSet(name)}`)];
}

function howToSet(name) {
  return name === "ALLOWED_ORIGINS" ? "list the pages that may call in wrangler.toml" : `set it with: npx wrangler secret put ${name}`;
}

/** A page of an origin that is not listed must get nothing. */
async function findOriginProblems(url) {
  const response = await send(`${url}/api-team`, { origin: FOREIGN_ORIGIN });
  const allowed = response.headers.get("access-control-allow-origin");
  const { code } = (await response.json().catch(() => undefined)) ?? {};
  const problems = [];
  if (allowed !== null) problems.push(`a foreign origin receives access-control-allow-origin: ${allowed}; remove what adds it in front of the gateway`);
  // A misconfigured gateway rejects every call, and health has the reason.
  if (response.status !== 403 && code !== "misconfigured") {
    problems.push(`a call from a foreign origin receives status ${response.status} ${code ?? ""}`.trim() + ", expected 403 origin_denied; look for a proxy that removes the header Origin");
  }
  return problems;
}

async function findConsoleProblems(url) {
  const response = await send(`${url}/`);
  const isPage = response.status === 200 && response.headers.get("content-type")?.startsWith("text/html");
  if (!isPage) return [`the console is not served at ${url}/ (status ${response.status}); [assets] in wrangler.toml must name node_modules/outx-gateway/console, with binding ASSETS`];
  if (!response.headers.has("content-security-policy")) return ["the console has no content-security-policy; console/_headers must be deployed with it"];
  return [];
}

function findNotes({ settings, access = [], sandbox }) {
  const notes = [];
  const isMissing = (name) => settings?.missing?.includes(name);
  if (sandbox) notes.push(`the API is a sandbox at ${sandbox}`);
  if (isMissing("ALLOWED_ORIGINS")) notes.push("ALLOWED_ORIGINS is empty: only pages of the gateway's own origin may call");
  if (isMissing("ALERT_WEBHOOK")) notes.push("ALERT_WEBHOOK is not set: alerts go to the log only");
  if (access.includes("session") && isMissing("SIGN_IN_DOMAINS")) notes.push("SIGN_IN_DOMAINS is empty: every e-mail address of an OutX team may sign in");
  return notes;
}
