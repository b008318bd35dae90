// Waits for conditions. Tests never wait for time.

const LIMIT_MS = 30_000;

/** Resolves once `condition`, which may be asynchronous, holds. Rejects with `what` after 30 s, so that a test says what it waited for. */
export async function waitUntil(condition, what = "the condition") {
  for (const last = Date.now() + LIMIT_MS; !(await condition()); await new Promise(setImmediate)) {
    if (Date.now() > last) throw new Error(`waited ${LIMIT_MS / 1000} s for ${what}`);
  }
}

/** Starts to count the requests that reach a sandbox. The returned function waits until `count` more have arrived. */
export async function watchArrivals(sandbox) {
  const before = (await sandbox.requests()).length;
  return (count = 1) => waitUntil(async () => (await sandbox.requests()).length >= before + count, `${count} requests at the sandbox`);
}
