// A random value in storage that changes when another person signs in, and goes when someone signs out. All tabs share it, so a tab
// whose own value differs from the stored one shows a session that is over. It says nothing about the session itself.

const KEY = "outx.session";

let own = readMarker();

/** Whether another tab signed in or out since this page took over the marker. */
export function isStale(): boolean {
  return readMarker() !== own;
}

/** Whether someone is signed in, as far as tabs told each other. */
export function hasMarker(): boolean {
  return readMarker() !== null;
}

/** Takes over the marker of the other tabs. */
export function adoptMarker(): void {
  own = readMarker();
}

/** Creates a marker, so that other tabs notice the new session. */
export function createMarker(): void {
  writeMarker(crypto.randomUUID());
}

/** Makes sure that the session has a marker: one from before may have been cleared with the storage. */
export function ensureMarker(): void {
  if (readMarker() === null) createMarker();
}

/** Removes the marker, so that other tabs notice the sign-out. */
export function clearMarker(): void {
  writeMarker(null);
}

/** Calls `changed` when another tab signs in or out. */
export function watchMarker(changed: () => void): void {
  addEventListener("storage", ({ key }) => {
    // A null key means that the whole storage was cleared.
    if (key === KEY || key === null) changed();
  });
}

function readMarker(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    // Without storage tabs do not see each other; the check when a page becomes visible remains.
    return null;
  }
}

function writeMarker(value: string | null): void {
  own = value;
  try {
    if (value === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, value);
  } catch {
    own = null;
  }
}
