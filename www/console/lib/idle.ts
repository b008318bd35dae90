/** Time after which a browser that cannot tell is taken for idle, in ms. */
const GUESS_MS = 200;

/** Calls when the browser has nothing else to do. Never for readers who asked their browser to save data. */
export function whenIdle(act: () => void): void {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  if (connection?.saveData) return;
  if ("requestIdleCallback" in globalThis) requestIdleCallback(act);
  else setTimeout(act, GUESS_MS);
}
