// outx-gateway check URL: examines a running gateway from outside. This needs no credential; with a token it also shows the status.
// outx-gateway check: examines the project in the current folder.

import { parseArguments } from "./arguments.js";
import { CommandError } from "./command-error.js";
import { TOKEN_VARIABLE, isReadableOnTheWay, parseUrl, send, sendWithToken } from "./http.js";
import { examineProject } from "./project.js";
import { describeStatus } from "./status.js";

const USAGE = "check [URL]";
const FOREIGN_ORIGIN = "https://foreign-origin.invalid";
/** The settings that each kind of access needs. */
const NEEDED = {
  session: ["SESSION_SECRET"],
  token: ["OUTX_API_KEY"],
  public: ["OUTX_API_KEY", "ALLOWED_ORIGINS"],
};

/** Runs the command. Returns the exit code: 0 without problems, 1 otherwise. */
export async function run(args) {
  const { positionals: [text] } = parseArguments(args, { maxPositionals: 1, usage: USAGE });
  return text === undefined ? checkProject() : checkGateway(parseUrl(text, USAGE));
}

async function checkProject() {
  const { name, configuration, wrangler, problems } = await examineProject(".");
  console.log(`project ${name} in ${configuration}, wrangler ${wrangler}`);
  console.log("note: secrets are on Cloudflare; once the gateway is deployed, check URL names those that are missing");
  return report(problems);
}

async function checkGateway(url) {
  const health = await fetchHealth(url);
  const problems = [
    ...findTransportProblems(url),
    ...findSettingProblems(health.body, health.response.status),
    ...(await findOriginProblems(url)),
    ...(await findConsoleProblems(url)),
  ];
  const { version, build, access = [] } = health.body;
  console.log(`outx-gateway ${version ?? "of an unknown version"}${build ? ` (build ${build})` : ""} at ${url}, access: ${access.join(", ") || "none"}`);
  // A misconfigured gateway verifies no token.
  if (process.env[TOKEN_VARIABLE] && health.body.status === "ok") {
    const status = await (await sendWithToken(`${url}/_gateway/status`)).json();
    for (const line of describeStatus(status)) console.log(line);
  }
  for (const note of findNotes(health.body)) console.log(`note: ${note}`);
  return report(problems);
}

function report(problems) {
  for (const problem of problems) console.log(`problem: ${problem}`);
  console.log(problems.length === 0 ? "ok: nothing is missing" : `${problems.length} ${problems.length === 1 ? "problem" : "problems"}`);
  return problems.length === 0 ? 0 : 1;
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

function findTransportProblems(url) {
  return isReadableOnTheWay(url) ? ["the gateway is reached over http, where others can read sessions; use https"] : [];
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

/** Checks that a call from an origin that is not allowed is rejected, without CORS headers. */
async function findOriginProblems(url) {
  const response = await send(`${url}/api-team`, { origin: FOREIGN_ORIGIN });
  const allowed = response.headers.get("access-control-allow-origin");
  const { code } = (await response.json().catch(() => undefined)) ?? {};
  const problems = [];
  if (allowed !== null) problems.push(`a foreign origin receives access-control-allow-origin: ${allowed}; remove what adds it in front of the gateway`);
  // A misconfigured gateway rejects every call, and its health has the reason.
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
  if (!process.env[TOKEN_VARIABLE]) notes.push(`set ${TOKEN_VARIABLE} to a token of scope write or operator to see the ages of secrets, the limits and the ledger`);
  if (sandbox) notes.push(`the API is a sandbox at ${sandbox}`);
  if (isMissing("ALLOWED_ORIGINS")) notes.push("ALLOWED_ORIGINS is empty: only pages of the gateway's own origin may call");
  if (isMissing("ALERT_WEBHOOK")) notes.push("ALERT_WEBHOOK is not set: alerts go to the log only");
  if (access.includes("session") && isMissing("SIGN_IN_DOMAINS")) notes.push("SIGN_IN_DOMAINS is empty: every e-mail address of an OutX team may sign in");
  return notes;
}
