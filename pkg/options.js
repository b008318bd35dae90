// The options of a client and of a call, checked and completed. These checks are not in the wasm, which is loaded on the first
// call: a constructor rejects at once.

import { ignoreErrors } from "./callbacks.js";
import { baseOf, isBrowser } from "./environment.js";
import { invalidRequest } from "./errors.js";
import { ACTIONS_PER_HOUR, ATTEMPTS, ATTEMPT_TIMEOUT_MS, MAX_ATTEMPTS, TOTAL_TIMEOUT_MS } from "./operations.js";

const DEFAULT_BASE = "https://api.outx.ai";
const CLIENT = new Set([
  "gateway", "apiKey", "token", "onSession", "baseUrl", "timeoutMs", "totalTimeoutMs", "retry", "fetch", "logger", "hooks",
  "actionsPerHour", "dangerouslyAllowKeyInBrowser",
]);
const CALL = new Set(["signal", "timeoutMs", "retry", "headers", "idempotencyKey"]);
const HOOKS = new Set(["onRequest", "onResponse", "onRetry"]);
/** Headers that the client sets itself. */
const RESERVED_HEADERS = new Set([
  "x-api-key", "authorization", "cookie", "host", "idempotency-key", "x-outx-attempts", "x-outx-session", "content-type", "content-length",
]);

/** A copy with own properties only: a `baseUrl` on a polluted `Object.prototype` would send the key elsewhere. */
export function copyOwnProperties(options) {
  return typeof options === "object" && options !== null ? { __proto__: null, ...options } : options;
}

/** The options of a client, from `copyOwnProperties`, as the wasm and `CallHost` read them. */
export function clientOptions(given) {
  assertKnownKeys("an option", "options", given, CLIENT);
  const { gateway, apiKey, token, onSession, fetch, logger, hooks } = given;
  if ((gateway === undefined) === (apiKey === undefined)) {
    throw invalidRequest(`exactly one of gateway and apiKey is required, got ${gateway === undefined ? "neither" : "both"}`);
  }
  const inBrowser = isBrowser();
  if (apiKey !== undefined) checkKey(given, inBrowser);
  for (const [name, value] of Object.entries({ token, onSession, fetch })) {
    if (value !== undefined && typeof value !== "function") throw invalidRequest(`${name} must be a function`);
  }
  if (hooks !== undefined) {
    assertKnownKeys("a hook", "hooks", hooks, HOOKS);
    for (const [name, hook] of Object.entries(hooks)) if (typeof hook !== "function") throw invalidRequest(`hooks.${name} must be a function`);
  }
  if (logger !== undefined && typeof logger?.debug !== "function") throw invalidRequest("logger must have a debug function, as console has");
  return {
    // Also the options of a call that has none.
    __proto__: null,
    base: gateway !== undefined ? baseOf("gateway", gateway) : baseOf("baseUrl", given.baseUrl ?? DEFAULT_BASE),
    isGateway: gateway !== undefined,
    isBrowser: inBrowser,
    credential: gateway !== undefined ? token : apiKey,
    // workerd rejects the option, and no server has cookies to send.
    credentials: inBrowser ? (gateway !== undefined && token === undefined ? "include" : "omit") : undefined,
    onSession,
    observe: observer(hooks, logger),
    fetch,
    timeoutMs: positive("timeoutMs", given.timeoutMs) ?? ATTEMPT_TIMEOUT_MS,
    totalTimeoutMs: positive("totalTimeoutMs", given.totalTimeoutMs) ?? TOTAL_TIMEOUT_MS,
    attempts: attempts(given.retry) ?? ATTEMPTS,
    actionsPerHour: positive("actionsPerHour", given.actionsPerHour) ?? ACTIONS_PER_HOUR,
  };
}

/** Reports an event to the hook of this name and to the logger; `undefined` when there is neither. */
function observer(hooks, logger) {
  if (!hooks && !logger) return undefined;
  const own = copyOwnProperties(hooks ?? {});
  return (hook, event) => {
    ignoreErrors(() => own[hook]?.(event));
    ignoreErrors(() => logger?.debug(`outx ${hook.slice(2).toLowerCase()}`, event));
  };
}

/** The options of a call, completed by those of the client. */
export function callOptions(options, client) {
  const given = copyOwnProperties(options);
  assertKnownKeys("a call option", "call options", given, CALL);
  const { signal, headers, idempotencyKey } = given;
  if (signal != null && typeof signal.addEventListener !== "function") throw invalidRequest("signal must be an AbortSignal");
  if (idempotencyKey !== undefined && !/^[\x21-\x7e]{1,255}$/.test(idempotencyKey)) {
    throw invalidRequest("idempotencyKey must be 1 to 255 visible ascii characters");
  }
  return {
    timeoutMs: positive("timeoutMs", given.timeoutMs) ?? client.timeoutMs,
    attempts: attempts(given.retry) ?? client.attempts,
    headers: headers && checkHeaders(headers),
    idempotencyKey,
  };
}

function checkKey({ apiKey, token, onSession, dangerouslyAllowKeyInBrowser }, inBrowser) {
  if (token !== undefined || onSession !== undefined) throw invalidRequest("token and onSession go with gateway, not with apiKey");
  if (typeof apiKey !== "string" && typeof apiKey !== "function") throw invalidRequest("apiKey must be a string or a function that returns one");
  if (apiKey === "") throw invalidRequest("apiKey is empty");
  if (inBrowser && dangerouslyAllowKeyInBrowser !== true) {
    throw invalidRequest(
      "apiKey in a browser exposes the team's key to everyone who opens the page: use gateway instead, " +
        "or set dangerouslyAllowKeyInBrowser: true if this page is yours alone",
    );
  }
}

function checkHeaders(headers) {
  const isPlain = typeof headers === "object" && !(Symbol.iterator in headers);
  // `undefined` is absent, as among all options, where `Headers` would make a text of it.
  const given = isPlain ? Object.entries(headers).filter(([, value]) => value !== undefined) : headers;
  const entries = [...new Headers(given)];
  const reserved = entries.find(([name]) => RESERVED_HEADERS.has(name));
  if (reserved) throw invalidRequest(`headers must not set ${reserved[0]}, which the client sets itself`);
  return Object.fromEntries(entries);
}

function assertKnownKeys(what, all, given, names) {
  if (typeof given !== "object" || given === null) throw invalidRequest(`${all} must be an object`);
  for (const name of Object.keys(given)) {
    if (!names.has(name)) throw invalidRequest(`${name} is not ${what}; there are: ${[...names].join(", ")}`);
  }
}

function positive(name, value) {
  if (value === undefined) return undefined;
  // setTimeout fires at once with more.
  if (typeof value !== "number" || !(value >= 1) || value > 2 ** 31 - 1) throw invalidRequest(`${name} must be a number from 1 to 2147483647`);
  return value;
}

/** `retry`: `false`, a number of attempts, or `{ attempts }`. */
function attempts(retry) {
  const given = typeof retry === "object" && retry !== null ? retry.attempts : retry;
  if (given === undefined || given === true) return undefined;
  if (given === false) return 1;
  if (!Number.isInteger(given) || given < 1 || given > MAX_ATTEMPTS) throw invalidRequest(`retry must be false, or a number of attempts from 1 to ${MAX_ATTEMPTS}`);
  return given;
}
