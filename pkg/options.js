// What `new Outx(…)` and a call are given, checked and completed. These checks are not in the wasm, which is loaded on the
// first call: a constructor must refuse at once.

import { baseOf, isBrowser } from "./environment.js";
import { invalid } from "./errors.js";

const DEFAULT_BASE = "https://api.outx.ai";
const CLIENT = new Set([
  "gateway", "apiKey", "token", "onSession", "baseUrl", "timeoutMs", "totalTimeoutMs", "retry", "fetch", "logger", "hooks",
  "actionsPerHour", "dangerouslyAllowKeyInBrowser",
]);
const CALL = new Set(["signal", "timeoutMs", "retry", "headers", "idempotencyKey"]);
const HOOKS = new Set(["onRequest", "onResponse", "onRetry"]);
/** The client's own business; set by a caller they would undo it. */
const OWN_HEADERS = new Set([
  "x-api-key", "authorization", "cookie", "host", "idempotency-key", "x-outx-attempts", "x-outx-session", "content-type", "content-length",
]);

/** An object's own fields alone: what a polluted `Object.prototype` adds, such as a `baseUrl`, would send the key elsewhere. */
export function own(given) {
  return typeof given === "object" && given !== null ? { __proto__: null, ...given } : given;
}

/** The options of a client, from `own`, as the wasm reads them. */
export function clientOptions(given) {
  known("an option", "options", given, CLIENT);
  const { gateway, apiKey, token, onSession, fetch, logger, hooks } = given;
  if ((gateway === undefined) === (apiKey === undefined)) {
    throw invalid(`exactly one of gateway and apiKey is required, got ${gateway === undefined ? "neither" : "both"}`);
  }
  const inBrowser = isBrowser();
  if (apiKey !== undefined) checkKey(given, inBrowser);
  for (const [name, value] of Object.entries({ token, onSession, fetch })) {
    if (value !== undefined && typeof value !== "function") throw invalid(`${name} must be a function`);
  }
  if (hooks !== undefined) {
    known("a hook", "hooks", hooks, HOOKS);
    for (const [name, hook] of Object.entries(hooks)) if (typeof hook !== "function") throw invalid(`hooks.${name} must be a function`);
  }
  if (logger !== undefined && typeof logger?.debug !== "function") throw invalid("logger must have a debug function, as console has");
  return {
    // A call without options of its own reads these, and finds no headers.
    __proto__: null,
    base: gateway !== undefined ? baseOf("gateway", gateway) : baseOf("baseUrl", given.baseUrl ?? DEFAULT_BASE),
    isGateway: gateway !== undefined,
    isBrowser: inBrowser,
    credential: gateway !== undefined ? token : apiKey,
    wantsSession: gateway !== undefined && onSession !== undefined,
    isObserved: Boolean(hooks || logger),
    fetch,
    timeoutMs: positive("timeoutMs", given.timeoutMs) ?? 30_000,
    totalTimeoutMs: positive("totalTimeoutMs", given.totalTimeoutMs) ?? 120_000,
    attempts: attempts(given.retry) ?? 3,
    actionsPerHour: positive("actionsPerHour", given.actionsPerHour) ?? 50,
  };
}

/** The last argument of a call as the wasm reads it, completed by the client's options. */
export function callOptions(options = {}, client) {
  const given = own(options);
  known("a call option", "call options", given, CALL);
  const { signal, headers, idempotencyKey } = given;
  if (signal !== undefined && typeof signal?.addEventListener !== "function") throw invalid("signal must be an AbortSignal");
  if (idempotencyKey !== undefined && !/^[\x21-\x7e]{1,255}$/.test(idempotencyKey)) {
    throw invalid("idempotencyKey must be 1 to 255 visible ascii characters");
  }
  return {
    timeoutMs: positive("timeoutMs", given.timeoutMs) ?? client.timeoutMs,
    attempts: attempts(given.retry) ?? client.attempts,
    headers: headers && checkHeaders(headers),
    idempotencyKey,
  };
}

function checkKey({ apiKey, token, onSession, dangerouslyAllowKeyInBrowser }, inBrowser) {
  if (token !== undefined || onSession !== undefined) throw invalid("token and onSession go with gateway, not with apiKey");
  if (typeof apiKey !== "string" && typeof apiKey !== "function") throw invalid("apiKey must be a string or a function that gives one");
  if (apiKey === "") throw invalid("apiKey is empty");
  if (inBrowser && dangerouslyAllowKeyInBrowser !== true) {
    throw invalid(
      "apiKey in a browser gives the team's key to everyone who opens the page: use gateway instead, " +
        "or set dangerouslyAllowKeyInBrowser: true if this page is yours alone",
    );
  }
}

function checkHeaders(headers) {
  const entries = [...new Headers(headers)];
  const own = entries.find(([name]) => OWN_HEADERS.has(name));
  if (own) throw invalid(`headers must not set ${own[0]}, which the client sets itself`);
  return Object.fromEntries(entries);
}

function known(what, all, given, names) {
  if (typeof given !== "object" || given === null) throw invalid(`${all} must be an object`);
  for (const name of Object.keys(given)) {
    if (!names.has(name)) throw invalid(`${name} is not ${what}; there are: ${[...names].join(", ")}`);
  }
}

function positive(name, value) {
  if (value === undefined) return undefined;
  // setTimeout takes no more; it would fire at once.
  if (typeof value !== "number" || !(value >= 1) || value > 2 ** 31 - 1) throw invalid(`${name} must be a number from 1 to 2147483647`);
  return value;
}

/** `retry`: `false`, a number of attempts, or `{ attempts }`. */
function attempts(retry) {
  const given = typeof retry === "object" && retry !== null ? retry.attempts : retry;
  if (given === undefined || given === true) return undefined;
  if (given === false) return 1;
  if (!Number.isInteger(given) || given < 1 || given > 10) throw invalid("retry must be false, or a number of attempts from 1 to 10");
  return given;
}
