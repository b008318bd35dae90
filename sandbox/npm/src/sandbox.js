// The public API, which all entries share. They differ in how they load the wasm.

import { createFetch } from "./fetch.js";
import { assertKnownOptions, checkInteger } from "./options.js";
import { Service } from "./service.js";

const DEMO_EMAIL = "demo@outx.test";

/** Returns the function `createSandbox`. `load` initializes the wasm. `listen` serves a sandbox on a port; `undefined` where the runtime cannot. */
export function defineCreateSandbox({ load, listen }) {
  let loaded;
  return async function createSandbox(options = {}) {
    const checked = checkOptions(options);
    // After a failed load, the next call tries again.
    loaded ??= load().catch((error) => {
      loaded = undefined;
      throw error;
    });
    await loaded;
    return new Sandbox(new Service(checked), listen);
  };
}

function checkOptions(options) {
  assertKnownOptions("createSandbox", options, ["seed", "now"]);
  const { seed = 0, now } = options;
  return {
    seed: checkInteger("createSandbox", "seed", seed, Number.MAX_SAFE_INTEGER),
    now: now === undefined ? undefined : checkInteger("createSandbox", "now", Number(now), Number.MAX_SAFE_INTEGER),
  };
}

class Sandbox {
  #service;
  #listen;
  #servers = [];

  constructor(service, listen) {
    this.#service = service;
    this.#listen = listen;
    this.fetch = createFetch(service);
    /** The API key of the demo team. */
    this.key = service.apiKey;
  }

  async otp(email) {
    const { codes } = this.#service.control("GET", `outbox?email=${encodeURIComponent(email)}`);
    if (codes.length === 0) throw new Error(`no one-time code was sent to ${email}; call auth.sendOtp first`);
    return codes.at(-1).otp;
  }

  async teams() {
    return this.#service.control("GET", "teams").teams;
  }

  async demoTeam() {
    const teams = await this.teams();
    return teams.find(({ members }) => members.some(({ email }) => email === DEMO_EMAIL));
  }

  async setTeam(id, change) {
    return this.#service.control("POST", `teams/${id}`, change);
  }

  async advance(ms) {
    return this.#service.control("POST", "clock", { advance_ms: ms }).now;
  }

  async fault(method, path, fault, times = 1) {
    this.#service.control("POST", "faults", { method, path, times, fault });
  }

  async clearFaults() {
    this.#service.control("DELETE", "faults");
  }

  async switch(switches) {
    return this.#service.control("POST", "switches", switches);
  }

  async requests() {
    return this.#service.control("GET", "requests").requests;
  }

  async createdTasks() {
    return this.#service.control("GET", "requests").created_tasks;
  }

  async reset() {
    this.#service.control("POST", "reset");
  }

  async listen(options) {
    if (!this.#listen) throw new Error("listen needs Node, Deno or Bun; use sandbox.fetch here");
    const server = await this.#listen(this.#service, options);
    this.#servers.push(server);
    return server;
  }

  async stop() {
    await Promise.all(this.#servers.map((server) => server.stop()));
    this.#service.stop();
  }
}
