// JSON in the browser's storage. Storage may be blocked, full or edited by hand. Reading then returns null, and writing does nothing.

type Area = "local" | "session";

const areaOf = (area: Area) => (area === "local" ? localStorage : sessionStorage);

export function readJson(area: Area, key: string): unknown {
  try {
    return JSON.parse(areaOf(area).getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/** Stores a value; `undefined` removes it. */
export function writeJson(area: Area, key: string, value: unknown): void {
  try {
    if (value === undefined) areaOf(area).removeItem(key);
    else areaOf(area).setItem(key, JSON.stringify(value));
  } catch {
    // The value then lasts until the page is left.
  }
}

/** Calls `changed` when another tab changes the entry. Returns a function that unsubscribes. */
export function watchStorage(key: string, changed: () => void): () => void {
  const listener = (event: StorageEvent) => {
    if (event.key === key || event.key === null) changed();
  };
  addEventListener("storage", listener);
  return () => removeEventListener("storage", listener);
}
