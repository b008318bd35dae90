// Abort signals of the caller.

const watched = new WeakMap();

/**
 * Calls `listener` when the signal aborts, and returns a function that removes the listener. All calls with the same signal share one event
 * listener, because Node warns of a leak when a signal has more than ten.
 */
export function onAbort(signal, listener) {
  if (!signal) return () => {};
  let watch = watched.get(signal);
  if (!watch) {
    const listeners = new Set();
    const notify = () => {
      for (const each of [...listeners]) each();
    };
    watched.set(signal, (watch = { listeners, notify }));
  }
  const { listeners, notify } = watch;
  if (listeners.size === 0) signal.addEventListener("abort", notify);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) signal.removeEventListener("abort", notify);
  };
}
