// Checks the options of a client and of a call, and adds the defaults. The checks are not in the wasm, so that a constructor can throw
// before the wasm is loaded.

import { baseOf, environmentVariable, isBrowser } from "./environment.js";
import { invalidRequest } from "./errors.js";
import { LEVELS, observer } from "./observer.js";
import { ACTIONS_PER_HOUR, ATTEMPTS, ATTEMPT_TIMEOUT_MS, CALL_OPTIONS, MAX_ATTEMPTS, RESERVED_HEADERS, TOTAL_TIMEOUT_MS, VERSION } from "./operations.js";

const DEFAULT_BASE = "https://api.outx.ai";
/** The options that `withOptions` may change. */
const DERIVED = ["timeoutMs", "totalTimeoutMs", "retry", "fetch", "fetchOptions", "defaultHeaders", "appInfo", "logger", "logLevel", "hooks"];
const CLIENT = ["gateway", "apiKey", "token", "onSession", "baseUrl", ...DERIVED, "actionsPerHour", "dangerouslyAllowKeyInBrowser"];
const HOOKS = ["onRequest", "onResponse", "onRetry"];
/** Options of `fetch` that the client sets itself. */
const RESERVED_FETCH_OPTIONS = ["redirect", "credentials", "headers", "method", "body", "signal"];

/** Copies own properties only: a `baseUrl` on a polluted `Object.prototype` would send the key to another host. */
function copyOwnProperties(options) {
  return typeof options === "object" && options !== null ? { __proto__: null, ...options } : options;
}

/** Returns the options of a client as the caller passed them, completed by environment variables on a server. */
export function givenOptions(options) {
  const given = copyOwnProperties(options);
  assertKnownKeys("an option", "options", given, CLIENT);
  const { gateway, apiKey } = given;
  if (gateway === undefined && apiKey === undefined) {
    given.gateway = environmentVariable("OUTX_GATEWAY");
    given.apiKey = environmentVariable("OUTX_API_KEY");
  }
  if (given.apiKey !== undefined) given.baseUrl ??= environmentVariable("OUTX_BASE_URL");
  if ((given.gateway === undefined) === (given.apiKey === undefined)) {
    throw invalidRequest(`exactly one of gateway and apiKey is required, got ${given.gateway === undefined ? "neither" : "both"}`);
  }
  return given;
}

/** Returns the given options with the changes of `patch`. */
export function derivedOptions(given, patch) {
  const own = copyOwnProperties(patch);
  assertKnownKeys("an option of withOptions", "options", own, DERIVED);
  return { __proto__: null, ...given, ...own };
}

/** Checks the options that `givenOptions` returned, and returns them as the wasm and `CallHost` read them. */
export function clientOptions(given) {
  const { gateway, apiKey, token, onSession, fetch, fetchOptions, logger, hooks, appInfo } = given;
  const inBrowser = isBrowser();
  if (apiKey !== undefined) checkKey(given, inBrowser);
  for (const [name, value] of Object.entries({ token, onSession, fetch })) {
    if (value !== undefined && typeof value !== "function") throw invalidRequest(`${name} must be a function`);
  }
  if (hooks !== undefined) {
    assertKnownKeys("a hook", "hooks", hooks, HOOKS);
    for (const [name, hook] of Object.entries(hooks)) if (typeof hook !== "function") throw invalidRequest(`hooks.${name} must be a function`);
  }
  if (logger !== undefined && !LEVELS.some((level) => typeof logger?.[level] === "function")) {
    throw invalidRequest("logger must have a function named debug, info, warn or error, as console has");
  }
  const userAgent = appInfo !== undefined && !inBrowser ? { "user-agent": userAgentOf(appInfo) } : undefined;
  return {
    // This object is also the options of a call without options.
    __proto__: null,
    base: gateway !== undefined ? baseOf("gateway", gateway) : baseOf("baseUrl", given.baseUrl ?? DEFAULT_BASE),
    isGateway: gateway !== undefined,
    isBrowser: inBrowser,
    credential: gateway !== undefined ? token : apiKey,
    // In browsers only: workerd rejects the option, and servers have no cookies.
    credentials: inBrowser ? (gateway !== undefined && token === undefined ? "include" : "omit") : undefined,
    onSession,
    observe: observer(hooks, logger, levelOf(given.logLevel)),
    fetch,
    fetchOptions: fetchOptions === undefined ? undefined : checkFetchOptions(fetchOptions),
    headers: mergeHeaders(userAgent, "defaultHeaders", given.defaultHeaders),
    timeoutMs: positive("timeoutMs", given.timeoutMs) ?? ATTEMPT_TIMEOUT_MS,
    totalTimeoutMs: positive("totalTimeoutMs", given.totalTimeoutMs) ?? TOTAL_TIMEOUT_MS,
    attempts: attempts(given.retry) ?? ATTEMPTS,
    when: given.retry?.when,
    extraArgs: undefined,
    idempotencyKey: undefined,
    actionsPerHour: positive("actionsPerHour", given.actionsPerHour) ?? ACTIONS_PER_HOUR,
  };
}

/** Checks the options of a call, and returns them completed by those of the client. */
export function callOptions(options, client) {
  const given = copyOwnProperties(options);
  assertKnownKeys("a call option", "call options", given, CALL_OPTIONS);
  const { signal, headers, idempotencyKey, extraArgs } = given;
  checkSignal(signal);
  if (idempotencyKey !== undefined && !/^[\x21-\x7e]{1,255}$/.test(idempotencyKey)) {
    throw invalidRequest("idempotencyKey must be 1 to 255 visible ascii characters");
  }
  checkNamed("extraArgs", extraArgs);
  return {
    timeoutMs: positive("timeoutMs", given.timeoutMs) ?? client.timeoutMs,
    totalTimeoutMs: positive("totalTimeoutMs", given.totalTimeoutMs) ?? client.totalTimeoutMs,
    attempts: attempts(given.retry) ?? client.attempts,
    when: given.retry?.when ?? client.when,
    headers: mergeHeaders(client.headers, "headers", headers),
    idempotencyKey,
    extraArgs,
  };
}

/** Checks that `signal` is an abort signal or absent. As for `fetch`, `null` is absent. */
export function checkSignal(signal) {
  if (signal != null && typeof signal.addEventListener !== "function") throw invalidRequest("signal must be an AbortSignal");
}

/** Checks that a value is an object of names and values, or absent. A `URLSearchParams`, a `Map` or a list is rejected. */
export function checkNamed(name, value) {
  if (value !== undefined && (typeof value !== "object" || value === null || Symbol.iterator in value)) {
    throw invalidRequest(`${name} must be an object of names and values`);
  }
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

function levelOf(logLevel) {
  const name = logLevel === undefined ? "OUTX_LOG" : "logLevel";
  const level = logLevel === undefined ? environmentVariable(name) : logLevel;
  if (level !== undefined && level !== "off" && !LEVELS.includes(level)) throw invalidRequest(`${name} must be off, error, warn, info or debug`);
  return level;
}

function checkFetchOptions(options) {
  checkNamed("fetchOptions", options);
  const reserved = RESERVED_FETCH_OPTIONS.find((name) => options[name] !== undefined);
  if (reserved) throw invalidRequest(`fetchOptions must not set ${reserved}, which the client sets itself`);
  return copyOwnProperties(options);
}

/**
 * Returns the headers of `base`, overridden by `headers`. In a plain object, `null` removes a header and `undefined` is ignored; `Headers`
 * would convert both to strings.
 */
function mergeHeaders(base, name, headers) {
  if (headers == null) return base;
  const isPlain = typeof headers === "object" && !(Symbol.iterator in headers);
  const entries = isPlain ? Object.entries(headers) : [];
  let given;
  try {
    given = new Headers(isPlain ? entries.filter(([, value]) => value != null) : headers);
  } catch {
    throw invalidRequest(`${name} must be names and values that HTTP allows`);
  }
  const merged = { ...base, ...Object.fromEntries(given) };
  for (const [header, value] of entries) if (value === null) delete merged[header.toLowerCase()];
  const reserved = RESERVED_HEADERS.find((header) => given.has(header));
  if (reserved) throw invalidRequest(`${name} must not set ${reserved}, which the client sets itself`);
  return merged;
}

function userAgentOf(appInfo) {
  assertKnownKeys("a field of appInfo", "appInfo", appInfo, ["name", "version", "url"]);
  const { name, version, url } = appInfo;
  const parts = [name, version, url].filter((part) => part !== undefined);
  if (!name || !parts.every((part) => typeof part === "string" && /^[\x20-\x7e]+$/.test(part))) {
    throw invalidRequest("appInfo must have a name, and its fields must be visible ascii characters");
  }
  return `outx-client/${VERSION} ${name}${version ? `/${version}` : ""}${url ? ` (${url})` : ""}`;
}

export function assertKnownKeys(what, all, given, names) {
  if (typeof given !== "object" || given === null) throw invalidRequest(`${all} must be an object`);
  for (const name of Object.keys(given)) {
    if (!names.includes(name)) throw invalidRequest(`${name} is not ${what}; there are: ${names.join(", ")}`);
  }
}

function positive(name, value) {
  if (value === undefined) return undefined;
  // `setTimeout` with a longer delay fires at once.
  if (typeof value !== "number" || !(value >= 1) || value > 2 ** 31 - 1) throw invalidRequest(`${name} must be a number from 1 to 2147483647`);
  return value;
}

/** Returns the number of attempts of the option `retry`; `undefined` for the default. */
function attempts(retry) {
  const isObject = typeof retry === "object" && retry !== null;
  if (isObject) {
    assertKnownKeys("a field of retry", "retry", retry, ["attempts", "when"]);
    if (retry.when !== undefined && typeof retry.when !== "function") throw invalidRequest("retry.when must be a function");
  }
  const given = isObject ? retry.attempts : retry;
  if (given === undefined || given === true) return undefined;
  if (given === false) return 1;
  if (!Number.isInteger(given) || given < 1 || given > MAX_ATTEMPTS) throw invalidRequest(`retry must be false, or a number of attempts from 1 to ${MAX_ATTEMPTS}`);
  return given;
}
