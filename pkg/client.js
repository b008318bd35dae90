// The class `Outx`.

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

/** The state that a client shares with the clients that its `withOptions` creates. */
class Shared {
  pollers = new Map();

  constructor({ base, isGateway, isBrowser, credential, actionsPerHour }) {
    this.session = new Session(base);
    /** The handle of the client in the wasm. */
    this.handle = instance.handleOf(this, createClient, isGateway, isBrowser, credential !== undefined, actionsPerHour);
  }
}

/** The client. It sends requests only for calls, and loads the wasm on the first call. */
export class Outx {
  #options;
  #shared;

  /** `shared` is the state of the client that `withOptions` was called on. */
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
      /** The first parts of a cache key (query.js), which say whose data this client reads: base URL, and id of the cookie's session if known. */
      [Symbol.for("outx-client.scope")]: () => [this.#options.base, this.#shared.session.id ?? null],
      /** A client with other options that shares budget, polls and session with this one. */
      withOptions: (patch) => new Outx(derivedOptions(given, patch), this.#shared),
      /** A request to a path that no operation has. */
      request: (request, callOptions) => this.#request(request, callOptions),
    });
    for (const name of names) this.#addMethod(name);
    this.#addSession();
    this.tasks.get = (task, options) => this.#call("tasks.get", typeof task === "string" ? { api_agent_task_id: task } : task, options);
    this.tasks.resume = (id) => this.#task(id);
    this.linkedin.connections = (args, options) => connections(this.#pager("linkedin.fetchConnections", "start"), args, options);
    for (const kind of Object.values(this.watchlists)) {
      // Without an id the call would list all. `null`, unlike `undefined`, is rejected as an id.
      kind.get = (id, options) => kind.list({ id: id ?? null }, options);
      const { delete: remove } = kind;
      kind.delete = (id, options) => remove(typeof id === "string" ? { id } : id, options);
    }
  }

  /** Empty, because one of the options may be the key. */
  toJSON() {
    return {};
  }

  /** Adds the method of an operation: `posts.list` becomes `this.posts.list`. */
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
        // Only for a cookie: a token contains its session.
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
    // A misconfigured gateway reports its health with status 500, which no retry changes.
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

  /** Returns a promise of the call's value, or of its task, which also has the method `withResponse()`. */
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

  // One promise for the whole call; an `async` function would add a promise per step.
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
    // Reading or ending a session that is already over does not report its end.
    if (!isGateway || name === "auth.signOut" || (name === "auth.session" && session.id === undefined)) return;
    // The event is local when another tab signed in, because the session of that tab goes on.
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

/** Returns `null` for an error that means that no one is signed in, and throws any other error. */
function ignoreSignedOut(error) {
  if (error.code !== "session_expired" && error.code !== "missing_key") throw error;
  return null;
}

/** Resumes a call until it ends. It succeeds with the value that it was resumed with last. */
function drive(call, host, succeed, fail) {
  const { id } = instance;
  const resume = (ok, value) => {
    try {
      host.thrown = ok ? undefined : value;
      const pending = instance.call(resumeCall, call, ok, value);
      if (pending !== undefined) host.wait(pending, settle);
      else if (host.error) fail(host.error);
      // The last value is the response itself when there is no body to read.
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
      // The object that the caller's own fetch returned threw an error.
      return resume(false, error);
    }
    resume(ok, value);
  };
  resume(true);
}

/** Loads the wasm within `ms` milliseconds. It may come over the network. */
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
