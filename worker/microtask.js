// In place of the runtime's `queueMicrotask`, which wraps every function that it gets in an object of its own; a promise of V8 costs less. scripts/build/gateway
// puts it where the wasm's glue calls the global. What the function throws becomes an unhandled rejection, which entry.js listens for.

const now = Promise.resolve();

export function queueMicrotask(run) {
  now.then(run);
}
