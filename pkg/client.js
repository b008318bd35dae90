// The class that users meet.

import { CallHost } from "./call-host.js";
import { TimeoutError, invalidRequest } from "./errors.js";
import { cursors, operations } from "./operations.js";
import { callOptions, clientOptions, copyOwnProperties } from "./options.js";
import { defineMethods } from "./methods.js";
import { Pages, connections } from "./pages.js";
import { Poller } from "./poller.js";
import { Task } from "./task.js";
import { createClient, nextPage, resumeCall, startCall, usage } from "./outx_client.js";
import { instance, ready } from "./wasm-instance.js";

/** The client. It sends no request by itself: the wasm is loaded on the first call. */
export class Outx {
  #options;
  /** The handle of the client in the wasm. */
  #handle;
  #pollers = new Map();

  constructor(options) {
    this.#options = clientOptions(copyOwnProperties(options ?? {}));
    const { isGateway, isBrowser, credential, totalTimeoutMs, actionsPerHour } = this.#options;
    this.#handle = instance.handleOf(this, createClient, isGateway, isBrowser, credential !== undefined, totalTimeoutMs, actionsPerHour);
    defineMethods(this, {
      /** Calls, retries, errors by code, and LinkedIn actions of the last hour. */
      usage: () => (instance.isLoaded ? instance.call(usage, this.#handle()) : { calls: 0, retries: 0, errors: {}, actions: 0, actionsPerHour }),
      /** Whose data this client reads, for the keys of a cache (query.js): the address of the server. */
      [Symbol.for("outx-client.scope")]: () => [this.#options.base],
    });
    for (const name of operations) this.#addMethod(name);
    this.tasks.get = (task, options) => this.#call("tasks.get", typeof task === "string" ? { api_agent_task_id: task } : task, options);
    this.tasks.resume = (id) => this.#task(id);
    this.linkedin.connections = (args, options) => connections(this.#pager("linkedin.fetchConnections", "start"), args, options);
    for (const kind of Object.values(this.watchlists)) {
      // `null`, unlike `undefined`, is rejected: without an id the call would list.
      kind.get = (id, options) => kind.list({ id: id ?? null }, options);
      const { delete: remove } = kind;
      kind.delete = (id, options) => remove(typeof id === "string" ? { id } : id, options);
    }
  }

  /** Empty: one of the options may be the key. */
  toJSON() {
    return {};
  }

  // `posts.list` becomes `this.posts.list`.
  #addMethod(name) {
    const path = name.split(".");
    const method = path.pop();
    const group = path.reduce((at, part) => (at[part] ??= {}), this);
    group[method] = cursors[name]
      ? (args, options) => new Pages(this.#pager(name, cursors[name]), args, options)
      : (args, options) => this.#call(name, args, options);
  }

  /** A promise of the call's value, or of its task, with `withResponse()` beside `then`. */
  #call(name, args, options) {
    const host = new CallHost(name, args, this.#options);
    const promise = this.#run(host, name, args, options);
    promise.withResponse = async () => {
      host.keepsBody = true;
      const data = await promise;
      const { response } = host;
      return { data, response, requestId: response?.headers.get("x-request-id") ?? undefined };
    };
    return promise;
  }

  async #run(host, name, args, options) {
    try {
      const given = options === undefined ? this.#options : callOptions(options, this.#options);
      host.start(given, options?.signal);
      if (!instance.isLoaded) await loadInTime(host, name, this.#options.totalTimeoutMs);
      const call = instance.call(startCall, this.#handle(), operations.indexOf(name), args, given, host);
      const value = await drive(call, host);
      return host.createdTask ? this.#task(value.api_agent_task_id) : value;
    } finally {
      host.close();
    }
  }

  #task(id) {
    if (typeof id !== "string" || id === "") throw invalidRequest("id must be the id of a task");
    return new Task(id, this.#poller);
  }

  #poller = (id) => {
    let poller = this.#pollers.get(id);
    if (!poller) {
      const poll = (signal) => this.#call("tasks.get", { api_agent_task_id: id }, { signal });
      poller = new Poller(poll, () => this.#pollers.delete(id));
      this.#pollers.set(id, poller);
    }
    return poller;
  };

  #pager(name, cursor) {
    return {
      fetch: (args, options) => this.#call(name, args, options),
      items: (page) => page.data,
      /** The arguments of the next page, or `undefined`. */
      next: (first, args, seen, items, page) => {
        const next = instance.call(nextPage, operations.indexOf(name), first[cursor], args[cursor], seen, items, page);
        return next && { ...args, [cursor]: next };
      },
    };
  }
}

/** Resumes a call until it succeeds with the value it was resumed with, or throws. */
async function drive(call, host) {
  const { id } = instance;
  let [ok, value] = [true, undefined];
  for (;;) {
    const pending = instance.call(resumeCall, call, ok, value);
    if (pending === undefined) return value;
    try {
      value = await host.wait(pending);
      ok = true;
      if (typeof value?.headers?.get === "function") host.receive(value);
    } catch (error) {
      [ok, value] = [false, error];
    }
    if (host.aborted) {
      instance.release(call, id);
      throw host.aborted.reason;
    }
  }
}

/** Waits for the wasm, which may be loaded over a network. */
async function loadInTime(host, operation, ms) {
  host.limit(ms);
  try {
    await host.wait(ready());
  } catch (error) {
    if (!host.timedOut) throw error;
    throw new TimeoutError(`the wasm was not loaded in time (${operation})`, { code: "timeout", retryable: true, operation });
  }
  host.endLimit();
}
