// A stream of events that the wasm makes one by one. JavaScript drives it, so that a trap of the wasm ends the stream instead of leaving
// it open: after a trap, a promise of the wasm never settles.

/** What ends each open stream. */
const open = new Set();

// The same events as in entry.js.
addEventListener("error", ({ error }) => endAfterTrap(error));
addEventListener("unhandledrejection", ({ reason }) => endAfterTrap(reason));

function endAfterTrap(error) {
  if (!(error instanceof WebAssembly.RuntimeError)) return;
  for (const end of open) end();
  open.clear();
}

/**
 * `source` has `next()`, which returns a promise of a text, or of `undefined` after the last, `abandon()` and `free()`. `lastEvent` is sent
 * when the wasm traps, so that the client hears of it instead of waiting for a response or repeating the request by itself.
 */
export function eventStream(source, lastEvent) {
  const encoder = new TextEncoder();
  let pending = Promise.resolve();
  let isCancelled = false;
  let end;
  const trapped = new Promise((_, reject) => (end = reject));
  trapped.catch(() => {});
  open.add(end);

  const next = async () => {
    try {
      pending = source.next();
      const text = await Promise.race([pending, trapped]);
      return { text, isLast: text === undefined };
    } catch (error) {
      // The entry point listens for traps here. Of those that end a promise of `trapped` it knows.
      if (error instanceof WebAssembly.RuntimeError) queueMicrotask(() => { throw error; });
      return { text: lastEvent, isLast: true };
    }
  };
  const release = () => {
    open.delete(end);
    // Not while the wasm still works on an event. After a trap there is nothing to free.
    pending.then(() => source.free()).catch(() => {});
  };
  return new ReadableStream(
    {
      async pull(controller) {
        const { text, isLast } = await next();
        if (isCancelled) return;
        if (text !== undefined) controller.enqueue(encoder.encode(text));
        if (!isLast) return;
        controller.close();
        release();
      },
      cancel() {
        isCancelled = true;
        source.abandon();
        release();
      },
    },
    { highWaterMark: 0 },
  );
}
