// Abort signals of the caller's.

const watched = new WeakMap();

/**
 * Calls `act` when the signal aborts; gives what ends that. One listener a signal, however many calls it ends: Node warns of a
 * leak past ten.
 */
export function onAbort(signal, act) {
  if (!signal) return () => {};
  let watch = watched.get(signal);
  if (!watch) {
    const acts = new Set();
    const listener = () => {
      for (const each of [...acts]) each();
    };
    watched.set(signal, (watch = { acts, listener }));
  }
  const { acts, listener } = watch;
  if (acts.size === 0) signal.addEventListener("abort", listener);
  acts.add(act);
  return () => {
    acts.delete(act);
    if (acts.size === 0) signal.removeEventListener("abort", listener);
  };
}
