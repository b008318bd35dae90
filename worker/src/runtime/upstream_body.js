// Streams a long upstream body to the caller. JavaScript drives it, so that a trap of the wasm ends the stream instead of leaving it open.

/** As in blocks.rs. */
const MIN_READ_BYTES = 4_096;
const MAX_TURN_MS = 10;
const MAX_STEP_MS = 1_000;

/**
 * Returns the rest of an upstream body as redacted blocks. `reader` is a BYOB reader of the body, `first` the blocks that are redacted already, and
 * `redactor` has `push(bytes)`, which returns whole blocks, and `finish()`, which returns the rest, or `undefined` for a truncated body.
 */
export function redactedStream(reader, first, redactor, timeLeftMs, blockBytes) {
  let checkedMs = Date.now();
  let turnBeganMs = checkedMs;
  const enqueue = (controller, bytes) => {
    for (let at = 0; at < bytes.byteLength; at += blockBytes) controller.enqueue(bytes.subarray(at, at + blockBytes));
    return bytes.byteLength > 0;
  };
  return new ReadableStream(
    {
      start(controller) {
        enqueue(controller, first);
      },
      async pull(controller) {
        try {
          for (let enqueued = false; !enqueued; ) {
            const now = Date.now();
            // The runtime's own time limit does not end a loop over bytes that have arrived.
            timeLeftMs -= Math.min(Math.max(now - checkedMs, 0), MAX_STEP_MS);
            checkedMs = now;
            if (timeLeftMs <= 0) throw new Error("the API response took too long");
            if (now - turnBeganMs > MAX_TURN_MS) {
              await new Promise((resolve) => setTimeout(resolve, 0));
              turnBeganMs = Date.now();
            }
            const { value, done } = await reader.readAtLeast(MIN_READ_BYTES, new Uint8Array(blockBytes));
            if (value?.byteLength) enqueued = enqueue(controller, redactor.push(value));
            if (done || value.byteLength < MIN_READ_BYTES) {
              const rest = redactor.finish();
              if (!rest) throw new Error("the API response was truncated");
              enqueue(controller, rest);
              redactor.free();
              return controller.close();
            }
          }
        } catch (error) {
          controller.error(error);
          reader.cancel(error).catch(() => {});
          // The entry point listens for traps here.
          if (error instanceof WebAssembly.RuntimeError) queueMicrotask(() => { throw error; });
        }
      },
      cancel(reason) {
        redactor.free();
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
