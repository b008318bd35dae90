// The class that users meet.

import { Context, quietly } from "./context.js";
import { TimeoutError, invalid } from "./errors.js";
import { enter, exports, generation, ready } from "./instance.js";
import { operations } from "./operations.js";
import { callOptions, clientOptions, own } from "./options.js";
import { Pages, connections } from "./pages.js";
import { Poller } from "./poller.js";
import { Task } from "./task.js";

const HOOK_NAMES = ["onRequest", "onResponse", "onRetry"];
/** By their number the wasm knows them. */
const ROWS = Object.keys(operations);
// Kinds of operations.js.
const PAGES = 1;
const TASK = 3;

/** What the wasm keeps of a client goes with it. */
const gone = new FinalizationRegistry(({ client, generation: of }) => {
  if (of === generation) quietly(() => enter((wasm) => wasm.leave(client)));
});

/** The client. It makes no request by itself: the wasm is loaded and asked on the first call. */
export class Outx {
  #options;
  #number;
  #generation;
  #observe;
  #onSession;
  #pollers = new Map();

  constructor(options) {
    const given = own(options ?? {});
    this.#options = clientOptions(given);
    this.#onSession = given.onSession;
    const hooks = own(given.hooks ?? {});
    const { logger } = given;
    this.#observe = (event, fields) => {
      quietly(() => hooks[HOOK_NAMES[event]]?.(fields));
      quietly(() => logger?.debug(`outx ${HOOK_NAMES[event].slice(2).toLowerCase()}`, fields));
    };
    for (const name of ROWS) this.#addMethod(name);
    this.tasks.get = (task, options) => this.#call("tasks.get", typeof task === "string" ? { api_agent_task_id: task } : task, options);
    this.tasks.resume = (id) => this.#task(id);
    this.linkedin.connections = (args, options) => connections(this.#pager("linkedin.fetchConnections"), args, options);
    for (const kind of Object.values(this.watchlists)) {
      // `null`, unlike `undefined`, is refused: without an id the call would list.
      kind.get = (id, options) => kind.list({ id: id ?? null }, options);
      const { delete: remove } = kind;
      kind.delete = (id, options) => remove(typeof id === "string" ? { id } : id, options);
    }
  }

  /** Calls, retries, errors by code, and LinkedIn actions of the last hour. */
  usage() {
    if (exports()) return enter((wasm) => wasm.usage(this.#client()));
    return { calls: 0, retries: 0, errors: {}, actions: 0, actionsPerHour: this.#options.actionsPerHour };
  }

  /** No option is shown: one of them may be the key. */
  toJSON() {
    return {};
  }

  // `posts.list` becomes `this.posts.list`.
  #addMethod(name) {
    const path = name.split(".");
    const method = path.pop();
    const group = path.reduce((at, part) => (at[part] ??= {}), this);
    group[method] = operations[name] === PAGES
      ? (args, options) => new Pages(this.#pager(name), args, options)
      : (args, options) => this.#call(name, args, options);
  }

  #client() {
    if (this.#generation !== generation) {
      this.#number = enter((wasm) => wasm.open(this.#options));
      this.#generation = generation;
      gone.register(this, { client: this.#number, generation });
    }
    return this.#number;
  }

  /** A promise of the call's value, or of its task, with `withResponse()` beside `then`. */
  #call(name, args, options) {
    const context = new Context(this.#observe, this.#onSession);
    const promise = this.#run(context, name, args, options);
    promise.withResponse = async () => {
      const data = await promise;
      const { response } = context;
      return { data, response, requestId: response?.headers.get("x-request-id") ?? undefined };
    };
    return promise;
  }

  async #run(context, name, args, options) {
    try {
      const given = options === undefined ? this.#options : callOptions(options, this.#options);
      context.follow(options?.signal);
      if (!exports()) await loaded(context, name, this.#options.totalTimeoutMs);
      const client = this.#client();
      const call = enter((wasm) => wasm.begin(client, ROWS.indexOf(name), args, given, context));
      const value = await drive(call, context);
      return operations[name] >= TASK ? this.#task(value.api_agent_task_id) : value;
    } finally {
      context.close();
    }
  }

  #task(id) {
    if (typeof id !== "string" || id === "") throw invalid("id must be the id of a task");
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

  #pager(name) {
    return {
      fetch: (args, options) => this.#call(name, args, options),
      items: (page) => page.data,
      size: (page) => page.data.length,
      next: (args, items) => enter((wasm) => wasm.nextPage(ROWS.indexOf(name), args, items)),
    };
  }
}

async function drive(call, context) {
  const began = generation;
  let [ok, value] = [true, undefined];
  for (;;) {
    const next = enter((wasm) => wasm.step(call, ok, value));
    // A promise of another realm (a frame, Jest) is no instance of our Promise; an answer is JSON and has no functions.
    if (typeof next?.then !== "function") return next;
    try {
      value = await context.wait(next);
      ok = true;
      if (typeof value?.headers?.get === "function") context.response = value;
    } catch (error) {
      [ok, value] = [false, error];
    }
    if (context.ended) {
      // After a trap the call was on an instance that is gone.
      if (began === generation) enter((wasm) => wasm.leave(call));
      throw context.ended.reason;
    }
  }
}

/** Waits for the wasm, which may come over a network. */
async function loaded(context, operation, ms) {
  context.attempt(ms);
  try {
    await context.wait(ready());
  } catch (error) {
    if (!context.timedOut) throw error;
    throw new TimeoutError(`the wasm was not loaded in time (${operation})`, { code: "timeout", retryable: true, operation });
  }
  context.settle();
}
