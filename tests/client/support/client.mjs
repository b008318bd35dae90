// Helpers of the client's tests.

import assert from "node:assert/strict";

import { Outx } from "outx-client";

/** An API key that occurs nowhere else, so that a search for it finds every leak. */
export const KEY = "outx_leak0canary1leak2canary3";

/** A client with the key, which calls the API directly. */
export function direct({ url }, options) {
  return new Outx({ apiKey: KEY, baseUrl: url, ...options });
}

/** A client without the key, which calls a gateway. */
export function through({ url }, options) {
  return new Outx({ gateway: url, ...options });
}

/** Returns the error that a promise is rejected with. Fails if the promise resolves. */
export async function rejection(promise) {
  let value;
  try {
    value = await promise;
  } catch (error) {
    return error;
  }
  assert.fail(`it should have been rejected, and resolved to ${JSON.stringify(value)}`);
}

/** Asserts name, code and the given fields of an error. */
export function assertError(error, name, code, fields = {}) {
  assert.deepEqual({ name: error.name, code: error.code, ...pick(error, fields) }, { name, code, ...fields }, error.stack);
  assert.ok(error instanceof Error);
}

/** Resolves once `condition` holds. */
export async function until(condition) {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

/** One call of each kind: a read, a write, a task, a task that writes. */
export const CALLS = {
  read: (outx, options) => outx.team.get(undefined, options),
  write: (outx, options) => outx.watchlists.keyword.create({ keywords: ["rust"] }, options),
  task: (outx, options) => outx.linkedin.fetchProfile({ profile_slug: "ada-example" }, options),
  "write task": (outx, options) => outx.linkedin.sendMessage({ recipient_urn: "urn:li:person:ACoA", message: "hello" }, options),
};

/** A response that is valid for all of `CALLS`. */
export const SUCCESS = { body: { success: true, api_agent_task_id: "3d6f9a10-0000-4000-8000-000000000010" } };

function pick(object, fields) {
  return Object.fromEntries(Object.keys(fields).map((name) => [name, object[name]]));
}

/** A deep proxy of an object, as the reactive objects of Vue are: methods are called with the proxy as `this`. */
export function reactive(object) {
  return new Proxy(object, {
    get(target, name, receiver) {
      const value = Reflect.get(target, name, receiver);
      return typeof value === "object" && value !== null ? reactive(value) : value;
    },
  });
}
