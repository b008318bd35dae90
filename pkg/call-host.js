// The JavaScript side of one call: requests, timers, abort, hooks and errors. The state machine in the wasm decides what to do next.

import { onAbort } from "./abort.js";
import { ignoreErrors } from "./callbacks.js";
import { classes } from "./error-base.js";
import { newIdempotencyKey } from "./idempotency-key.js";
import { parseJson, redactBody, redactHeaders, redactText, redactThrown } from "./redaction.js";
import { instance } from "./wasm-instance.js";

const JSON_TYPE = "application/json";
/** The methods, by their index in the wasm. */
const METHODS = ["GET", "POST", "PUT", "DELETE"];

export class CallHost {
  /** The last response, for `withResponse()`. */
  response;
  /** Whether the caller gets `response` with a body that can still be read. */
  keepsBody = false;
  timedOut = false;
  /** Whether the call succeeded and created a task. */
  createdTask;
  /** The body of `outx.request`. */
  body;
  /** The error of the call, once it has failed. */
  error;
  /** The value that the latest step threw, which becomes the cause of an error. */
  thrown;
  #operation;
  #args;
  #client;
  #options;
  #url;
  #request;
  #idempotencyKey;
  #credential;
  #attempt = 0;
  /** When the call began, in milliseconds of the monotonic clock. */
  #beganAt;
  /** When the latest attempt began. */
  #attemptBeganAt;
  /** The body of an error response. */
  #errorBody;
  /** Whether a request is in flight, or its response has not been read. */
  #isOpen = false;
  #controller;
  #timer;
  /** The promise of the current step. */
  #pending;
  /** Receives the result of `#pending`. */
  #settle;
  #unwatch;
  #aborted;

  /** `client` is the result of `clientOptions`. */
  constructor(operation, args, client) {
    this.#operation = operation;
    this.#args = args;
    this.#client = client;
  }

  /** Starts the call. `options` are those of the call, completed by `callOptions`; `signal` aborts the call. */
  start(options, signal) {
    this.#options = options;
    this.#beganAt = performance.now();
    signal?.throwIfAborted();
    instance.inFlight.add(this);
    if (signal) this.#unwatch = onAbort(signal, () => this.abort(signal.reason));
  }

  /** Calls `settle(ok, value)` once: when `promise` settles, when the time limit of the attempt is reached, or when the call is aborted. */
  wait(promise, settle) {
    this.#pending = promise;
    this.#settle = settle;
    promise.then((value) => this.#end(promise, true, value), (reason) => this.#end(promise, false, reason));
    if (this.#aborted) this.#end(promise, false, this.#aborted.reason);
  }

  /** `{ reason }` once the call was aborted, by the caller or by a trap; `undefined` before. */
  get aborted() {
    return this.#aborted;
  }

  abort(reason) {
    this.#aborted ??= { reason };
    this.endLimit();
    this.#stop(reason);
  }

  close() {
    this.endLimit();
    instance.inFlight.delete(this);
    this.#unwatch?.();
  }

  /** Starts a time limit of `ms` milliseconds, and returns a signal that aborts at the limit. */
  limit(ms) {
    this.endLimit();
    this.timedOut = false;
    this.#controller = new AbortController();
    this.#timer = setTimeout(() => {
      this.timedOut = true;
      this.#stop(new DOMException("the attempt took too long", "TimeoutError"));
    }, ms);
    return this.#controller.signal;
  }

  endLimit() {
    clearTimeout(this.#timer);
  }

  // The wasm calls the methods from here to `fail` (src/js/host.rs).

  decodeArgument(name) {
    const value = this.#args[name];
    const decoded = typeof value === "string" ? decodeURIComponent(value) : value.map((item) => decodeURIComponent(item));
    // A copy, because the object belongs to the caller.
    this.#args = { ...this.#args, [name]: decoded };
  }

  prepare(methodIndex, target, hasBody, needsIdempotencyKey) {
    this.#url = this.#client.base + target;
    const { extraArgs } = this.#options;
    const signIn = this.#operation === "auth.verifyOtp" && this.#client.session.signIn;
    let args = this.#args ?? {};
    let method = METHODS[methodIndex];
    if (this.#operation === "request") {
      ({ method } = args);
      args = this.body;
    } else if (extraArgs || signIn) args = { ...args, ...extraArgs, ...(signIn && { sign_in: signIn }) };
    let text;
    try {
      text = hasBody ? JSON.stringify(args) : undefined;
    } catch (thrown) {
      this.thrown = thrown;
      return false;
    }
    // When a connection is reset, Deno itself sends a request again whose body is a string, which would repeat a write.
    this.#request = { method, body: text && globalThis.Deno ? new Blob([text]) : text };
    if (needsIdempotencyKey) this.#idempotencyKey = this.#options.idempotencyKey ?? newIdempotencyKey();
    return true;
  }

  askCredential(timeoutMs) {
    const { credential } = this.#client;
    try {
      const given = typeof credential === "function" ? credential() : credential;
      if (typeof given === "string") return given;
      // The function may request the credential from a server, so it has a time limit.
      this.limit(timeoutMs);
      return Promise.resolve(given);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  send(credential, attempt, timeoutMs) {
    this.#credential = credential;
    this.#attempt = attempt;
    this.#isOpen = true;
    if (this.#client.observe) this.#attemptBeganAt = performance.now();
    this.#notify("onRequest");
    const { fetch: ownFetch, fetchOptions, credentials } = this.#client;
    const { method, body } = this.#request;
    // Redirects are not followed, because Node would send the key to the other host.
    const init = { ...fetchOptions, method, redirect: "manual", headers: this.#headers(body), signal: this.limit(timeoutMs), body };
    if (credentials) init.credentials = credentials;
    try {
      // The global fetch is looked up at each attempt, because a page may replace it.
      return Promise.resolve(ownFetch ? ownFetch(this.#url, init) : fetch(this.#url, init));
    } catch (error) {
      return Promise.reject(error);
    }
  }

  readJson() {
    const json = this.#read("json");
    if (this.#operation !== "auth.sendOtp") return json;
    // Without cookies, the gateway recognizes by this value the caller that requested the code. `auth.verifyOtp` sends it.
    return json?.then((value) => {
      this.#client.session.signIn = value?.sign_in;
      return value;
    });
  }

  readError() {
    return this.#read("text")?.then((text) => {
      const json = parseJson(text);
      this.#errorBody = json ?? text;
      return json;
    });
  }

  sleep(ms) {
    return new Promise((resolve) => {
      this.#timer = setTimeout(resolve, ms);
    });
  }

  retry(code, delayMs) {
    this.#endAttempt(code);
    if (this.#options.when && !this.#isRetryWanted(code, delayMs)) return undefined;
    this.response = this.#errorBody = undefined;
    this.#notify("onRetry", { delayMs, code });
    return this.sleep(delayMs);
  }

  succeed(createdTask) {
    this.createdTask = createdTask;
    this.endLimit();
    this.#isOpen = false;
    this.#notify("onResponse");
  }

  /** Creates the error of the call. `classIndex` is an index of the classes without the base class. */
  fail(classIndex, code, message, retryable, requestId, status, retryAfterMs) {
    if (this.#isOpen) this.#endAttempt(code);
    const operation = this.#operation;
    const durationMs = performance.now() - this.#beganAt;
    const fields = {
      code, operation, retryable, requestId: requestId && this.#redact(requestId), durationMs, cause: redactThrown(this.thrown, this.#credential),
      status: status || undefined, retryAfterMs: retryAfterMs < 0 ? undefined : retryAfterMs, headers: this.response && redactHeaders(this.response, this.#credential),
      body: redactBody(this.#errorBody, this.#credential),
    };
    const text = `${message} (${operation})${code === "network" ? this.#remedy() : ""}`;
    const Class = Object.values(classes)[classIndex + 1];
    this.error = new Class(this.#redact(text), fields);
    this.#notify("onError", { code, message: this.error.message, durationMs });
  }

  /** Called with the response of the attempt. */
  receive(response) {
    this.response = response;
    const token = this.#client.onSession && response.headers.get("x-outx-session");
    if (token) ignoreErrors(() => this.#client.onSession(token));
  }

  /** A hint for a request to another origin: a browser does not say that CORS may be the cause of a failure. */
  #remedy() {
    const { isBrowser, base } = this.#client;
    const { origin } = globalThis;
    if (!isBrowser || !origin || new URL(base).origin === origin) return "";
    return `; the server must allow ${origin} and the headers of the request (CORS)`;
  }

  #headers(body) {
    const further = this.#options.headers;
    const headers = further ? { ...further } : {};
    headers.accept = JSON_TYPE;
    const { isGateway, credential } = this.#client;
    if (body !== undefined) headers["content-type"] = JSON_TYPE;
    if (!isGateway) {
      if (this.#credential !== undefined) headers["x-api-key"] = this.#credential;
      return headers;
    }
    headers["x-outx-attempts"] = this.#attempt;
    const isSignIn = this.#operation.endsWith("Otp");
    const { id } = this.#client.session;
    if (id !== undefined && !isSignIn) headers["x-outx-session-id"] = id;
    if (this.#credential !== undefined) headers.authorization = `Bearer ${this.#credential}`;
    if (this.#idempotencyKey !== undefined) headers["idempotency-key"] = this.#idempotencyKey;
    // A sign-in for a token must not set a cookie.
    if (isSignIn && credential) headers["x-outx-session"] = "token";
    return headers;
  }

  #read(method) {
    try {
      const { response } = this;
      if (this.keepsBody) this.response = response.clone();
      return Promise.resolve(response[method]());
    } catch {
      return undefined;
    }
  }

  /** Ends a failed attempt, and cancels its response if it has not been read. */
  #endAttempt(code) {
    this.#isOpen = false;
    this.endLimit();
    this.#controller?.abort();
    this.#notify("onResponse", { code });
  }

  #stop(reason) {
    this.#controller?.abort(reason);
    // The caller's own fetch may ignore its signal.
    if (this.#pending) this.#end(this.#pending, false, reason);
  }

  /** Ends the wait for a promise, unless it has ended. */
  #end(promise, ok, value) {
    if (this.#pending !== promise) return;
    this.#pending = undefined;
    this.#settle(ok, value);
  }

  #isRetryWanted(code, delayMs) {
    try {
      return this.#options.when({ operation: this.#operation, attempt: this.#attempt, status: this.response?.status, code, delayMs }) !== false;
    } catch {
      return false;
    }
  }

  #notify(hook, fields) {
    const { observe } = this.#client;
    // There is no request yet when an argument is wrong.
    if (!observe || !this.#request) return;
    const event = { operation: this.#operation, method: this.#request.method, url: this.#redact(this.#url), attempt: this.#attempt };
    if (hook === "onResponse") event.durationMs = performance.now() - this.#attemptBeganAt;
    if (this.response) {
      event.status = this.response.status;
      const id = this.response.headers?.get?.("x-request-id");
      if (id) event.requestId = this.#redact(id);
    }
    observe(hook, { ...event, ...fields });
  }

  /** A text without the credential. */
  #redact(text) {
    return redactText(text, this.#credential);
  }
}
