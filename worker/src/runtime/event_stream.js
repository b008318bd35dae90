// A stream of events that the wasm makes one by one. JavaScript drives it, so that a trap of the wasm ends the stream instead of leaving
// it open: after a trap, a promise of the wasm never settles.

/** What ends each open stream. */
const open = new Set();

// The same events as in entry.js.
addEventListener("error", ({ error }) => endAfterTrap(error));
addEventListener("unhandledrejection", ({ reason }) => endAfterTrap(reason));

function endAfterTrap(error) {
  if (!(error instanceof WebAssembly.RuntimeError)) return;
  for (const end of open) end(error);
  open.clear();
}

/** `source` has `next()`, which returns a promise of a text, or of `undefined` after the last, `abandon()` and `free()`. */
export function eventStream(source) {
  const encoder = new TextEncoder();
  let pending = Promise.resolve();
  let end;
  const ended = new Promise((_, reject) => (end = reject));
  ended.catch(() => {});
  open.add(end);
  const release = () => {
    open.delete(end);
    // Not while the wasm still works on an event.
    pending.then(() => source.free(), () => {});
  };
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          pending = source.next();
          const text = await Promise.race([pending, ended]);
          if (text !== undefined) return controller.enqueue(encoder.encode(text));
          controller.close();
        } catch (error) {
          controller.error(error);
          // The entry point listens for traps here.
          if (error instanceof WebAssembly.RuntimeError) queueMicrotask(() => { throw error; });
        }
        release();
      },
      cancel() {
        source.abandon();
        release();
      },
    },
    { highWaterMark: 0 },
  );
}
