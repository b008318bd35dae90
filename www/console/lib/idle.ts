/** Time in ms after which a browser without requestIdleCallback is assumed to be idle. */
const GUESS_MS = 200;

/** Calls `act` when the browser is idle; never if the reader has turned on data saving. */
export function whenIdle(act: () => void): void {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  if (connection?.saveData) return;
  if ("requestIdleCallback" in globalThis) requestIdleCallback(act);
  else setTimeout(act, GUESS_MS);
}
