// The class that users meet.

import { CallHost } from "./call-host.js";
import { TimeoutError, invalidRequest } from "./errors.js";
import { cursors, gatewayOperations, operations, requestKinds } from "./operations.js";
import { callOptions, checkNamed, clientOptions, derivedOptions, givenOptions } from "./options.js";
import { defineMethods } from "./methods.js";
import { Pages, connections } from "./pages.js";
import { Poller } from "./poller.js";
import { Session } from "./session.js";
import { Task } from "./task.js";
import { createClient, nextPage, resumeCall, startCall, writeUsage } from "./outx_client.js";
import { instance, ready } from "./wasm-instance.js";

/** The operations by their index in the wasm. */
const names = [...operations, ...gatewayOperations];

/** What a client shares with those that `withOptions` makes of it. */
class Shared {
  pollers = new Map();

  constructor({ base, isGateway, isBrowser, credential, actionsPerHour }) {
    this.session = new Session(base);
    /** The handle of the client in the wasm. */
    this.handle = instance.handleOf(this, createClient, isGateway, isBrowser, credential !== undefined, actionsPerHour);
  }
}

/** The client. It sends no request by itself: the wasm is loaded on the first call. */
export class Outx {
  #options;
  #shared;

  /** `shared`: of the client that this one is derived from. */
  constructor(options = {}, shared) {
    const isDerived = shared instanceof Shared;
    const given = isDerived ? options : givenOptions(options);
    this.#options = clientOptions(given);
    this.#shared = isDerived ? shared : new Shared(this.#options);
    this.#options.session = this.#shared.session;
    const { actionsPerHour } = this.#options;
    defineMethods(this, {
      /** Calls, retries, errors by code, and LinkedIn actions of the last hour. */
      usage: () => {
        const counts = { calls: 0, retries: 0, errors: {}, actions: 0, actionsPerHour };
        const into = {
          set: (calls, retries, actions) => Object.assign(counts, { calls, retries, actions }),
          setErrors: (code, count) => (counts.errors[code] = count),
        };
        if (instance.isLoaded) instance.call(writeUsage, this.#shared.handle(), into);
        return counts;
      },
      /** Whose data this client reads, for the keys of a cache (query.js): the address of the server, and the session if its cookie was seen. */
      [Symbol.for("outx-client.scope")]: () => [this.#options.base, this.#shared.session.id ?? null],
      /** A client with other options that shares budget, polls and session with this one. */
      withOptions: (patch) => new Outx(derivedOptions(given, patch), this.#shared),
      /** A request to a path that is no operation's. */
      request: (request, callOptions) => this.#request(request, callOptions),
    });
    for (const name of names) this.#addMethod(name);
    this.#addSession();
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

  #addSession() {
    const { auth, gateway } = this;
    const { session } = this.#shared;
    const { session: show, signOut } = auth;
    const { health } = gateway;
    auth.session = async (options) => {
      try {
        const { session: shown } = await show(undefined, options);
        // A token names its session by itself.
        if (this.#options.credential === undefined) session.id ??= shown.id;
        return shown;
      } catch (error) {
        return ignoreSignedOut(error);
      }
    };
    auth.signOut = async (options) => {
      const { everywhere, ...given } = options ?? {};
      await signOut({ everywhere }, given).catch(ignoreSignedOut);
      session.id = undefined;
      session.emit("signed-out");
    };
    auth.onChange = (listener) => {
      this.#assertGateway("auth.onChange");
      return session.onChange(listener);
    };
    // A gateway whose settings are wrong says so in an error response, and goes on saying so.
    gateway.health = async (options) => {
      try {
        return await health(undefined, { retry: { when: ({ status }) => status !== 500 }, ...options });
      } catch (error) {
        if (error.body?.status !== "misconfigured") throw error;
        return error.body;
      }
    };
  }

  #assertGateway(name) {
    if (!this.#options.isGateway) throw invalidRequest(`${name} asks a gateway, and this client has an apiKey: make one with gateway`);
  }

  #request(request, options) {
    const { query, body, kind = request?.method === "GET" ? "read" : "write", ...args } = request ?? {};
    return this.#call("request", args, options, (given) => {
      const index = requestKinds.indexOf(kind);
      if (index < 0) throw invalidRequest(`kind must be one of ${requestKinds.join(", ")}`);
      if (body !== undefined && args.method === "GET") throw invalidRequest("body must be absent: GET sends none");
      if (given.extraArgs) throw invalidRequest("extraArgs must be absent: give them in query or body");
      checkNamed("query", query);
      return [names.length + index, { ...given, extraArgs: query }, body];
    });
  }

  /** A promise of the call's value, or of its task, with `withResponse()` beside `then`. */
  #call(name, args, options, prepare) {
    const host = new CallHost(name, args, this.#options);
    const promise = this.#run(host, name, args, options, prepare);
    promise.withResponse = async () => {
      host.keepsBody = true;
      const data = await promise;
      const { response } = host;
      return { data, response, requestId: response?.headers.get("x-request-id") ?? undefined };
    };
    return promise;
  }

  // One promise for all of its steps: an `async` function would add one for each.
  #run(host, name, args, options, prepare) {
    return new Promise((resolve, reject) => {
      const fail = (error) => {
        host.close();
        if (error?.code === "session_expired") this.#onExpired(name, error);
        reject(error);
      };
      const succeed = (value) => {
        host.close();
        if (name === "auth.verifyOtp") this.#onSignIn(value);
        resolve(host.createdTask ? this.#task(value.api_agent_task_id) : value);
      };
      try {
        let given = options === undefined ? this.#options : callOptions(options, this.#options);
        let index = names.indexOf(name);
        if (prepare) [index, given, host.body] = prepare(given);
        else if (index >= operations.length) this.#assertGateway(name);
        host.start(given, options?.signal);
        const begin = () => {
          const call = instance.call(startCall, this.#shared.handle(), index, args, given, host);
          if (host.error) fail(host.error);
          else drive(call, host, succeed, fail);
        };
        if (instance.isLoaded) begin();
        else loadInTime(host, name, given.totalTimeoutMs).then(begin).catch(fail);
      } catch (error) {
        fail(error);
      }
    });
  }

  #onSignIn({ session_id: id }) {
    const { isGateway, credential, session } = this.#options;
    if (!isGateway) return;
    session.id = credential === undefined ? id : undefined;
    session.emit("signed-in");
  }

  #onExpired(name, { message }) {
    const { isGateway, session } = this.#options;
    // To ask for the session, or to end it, is no use of it.
    if (!isGateway || name === "auth.signOut" || (name === "auth.session" && session.id === undefined)) return;
    // Another tab signed in: there the session goes on.
    session.emit("expired", message.startsWith("x-outx-session-id"));
  }

  #task(id) {
    if (typeof id !== "string" || id === "") throw invalidRequest("id must be the id of a task");
    return new Task(id, this.#poller);
  }

  #poller = (id) => {
    const { pollers } = this.#shared;
    let poller = pollers.get(id);
    if (!poller) {
      const poll = (signal) => this.#call("tasks.get", { api_agent_task_id: id }, { signal });
      poller = new Poller(poll, () => pollers.delete(id));
      pollers.set(id, poller);
    }
    return poller;
  };

  #pager(name, cursor) {
    return {
      fetch: (args, options) => this.#call(name, args, options),
      items: (page) => page.data,
      /** The arguments of the next page, or `undefined`. */
      next: (first, args, seen, items, page) => {
        const next = instance.call(nextPage, names.indexOf(name), first[cursor], args[cursor], seen, items, page);
        return next === 0 ? undefined : { ...args, [cursor]: next };
      },
    };
  }
}

/** `null` for an error that means that no one is signed in. */
function ignoreSignedOut(error) {
  if (error.code !== "session_expired" && error.code !== "missing_key") throw error;
  return null;
}

/** Resumes a call until it succeeds with the value it was resumed with, or fails. */
function drive(call, host, succeed, fail) {
  const { id } = instance;
  const resume = (ok, value) => {
    try {
      host.thrown = ok ? undefined : value;
      const pending = instance.call(resumeCall, call, ok, value);
      if (pending !== undefined) host.wait(pending, settle);
      else if (host.error) fail(host.error);
      // A response without a body was the last that was handed in.
      else succeed(value === host.response ? undefined : value);
    } catch (error) {
      fail(error);
    }
  };
  const settle = (ok, value) => {
    if (host.aborted) {
      instance.release(call, id);
      fail(host.aborted.reason);
      return;
    }
    try {
      if (ok && typeof value?.headers?.get === "function") host.receive(value);
    } catch (error) {
      // Thrown by what the caller's own fetch returned.
      return resume(false, error);
    }
    resume(ok, value);
  };
  resume(true);
}

/** Waits for the wasm, which may be loaded over a network. */
async function loadInTime(host, operation, ms) {
  host.limit(ms);
  try {
    await new Promise((resolve, reject) => host.wait(ready(), (ok, value) => (ok ? resolve() : reject(value))));
  } catch (error) {
    if (!host.timedOut) throw error;
    throw new TimeoutError(`the wasm was not loaded in time (${operation})`, { code: "timeout", retryable: true, operation });
  }
  host.endLimit();
}
