// The wasm: loaded on the first call, made anew after a trap.

import { __wbg_reset_state, begin, initSync, leave, nextPage, open, step, taskNext, usage } from "./outx_client.js";
import { ClientPanicError, ConnectionError, fromFields } from "./errors.js";

// Not as a namespace, which a bundler would have to keep whole.
const wasm = { begin, leave, nextPage, open, step, taskNext, usage };

let source;
let loading;
let loaded = false;

/** Which instance is running; a trap counts it up. */
export let generation = 0;

/** Calls under way on the present instance. */
const pending = new Set();

/** Said by the entry that was imported: where its runtime finds the wasm. */
export function setSource(find) {
  source = find;
}

/**
 * Loads the wasm, from where the entry says or from `input`: a URL, bytes, a `Response` or a `WebAssembly.Module`. Happens by itself
 * on the first call; further calls do nothing.
 */
export function ready(input) {
  if (loaded) return Promise.resolve();
  loading ??= load(input).catch((cause) => {
    loading = undefined;
    throw new ConnectionError(`the wasm of outx-client could not be loaded: ${cause?.message ?? cause}`, { code: "network", retryable: true, cause });
  });
  return loading;
}

async function load(input) {
  // Not by the glue's own loader: it is a fifth of the glue, most of it for what we never give.
  initSync({ module: await compiled(await (input ?? source())) });
  loaded = true;
}

async function compiled(given) {
  // Edge workers have the module and may not compile.
  if (given instanceof WebAssembly.Module) return given;
  if (typeof given === "string" || given instanceof URL || given instanceof Request) given = await fetch(given);
  if (given instanceof Response) {
    if (!given.ok) throw new Error(`status ${given.status} from ${given.url}`);
    given = await given.arrayBuffer();
  }
  return WebAssembly.compile(given);
}

/** The exports, when they are there: a call that need not wait saves a turn. */
export function exports() {
  return loaded ? wasm : undefined;
}

/**
 * Enters the wasm. What it throws as an error of ours is thrown as such; anything else is a trap: every call under way rejects and
 * the next one finds a fresh instance.
 */
export function enter(entry) {
  try {
    return entry(wasm);
  } catch (thrown) {
    if (thrown?.outx === true) throw fromFields(thrown);
    throw trapped(thrown);
  }
}

/** Takes part in the present instance: `reject` is called when it traps. Gives what ends the part. */
export function join(member) {
  pending.add(member);
  return () => pending.delete(member);
}

function trapped(cause) {
  generation += 1;
  __wbg_reset_state();
  const members = [...pending];
  pending.clear();
  for (const member of members) member.trapped(panic(cause));
  return panic(cause);
}

function panic(cause) {
  return new ClientPanicError("outx-client failed by a defect of its own; the next call works", { code: "panic", cause });
}
