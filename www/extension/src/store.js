/**
 * All the extension keeps. `session` lives in memory and ends with the browser: the sealed token and whatever was read
 * with it stay there. `local` is written to disk: settings, and ids without content. An OutX key is in neither, because
 * none ever comes here.
 */
const AREAS = {
  session: "session",
  signIn: "session",
  news: "session",
  problem: "session",
  tasks: "session",
  seen: "local",
  minutes: "local",
  watchlist: "local",
};

/** @typedef {keyof typeof AREAS} Name */

/** @param {Name} name @returns {Promise<any>} undefined when nothing is kept */
export async function read(name) {
  return (await area(name).get(name))[name];
}

/** @param {Name} name @param {unknown} value JSON; undefined removes */
export async function write(name, value) {
  await (value === undefined ? area(name).remove(name) : area(name).set({ [name]: value }));
}

/**
 * Calls back for every change of one entry, whichever page or worker made it.
 *
 * @param {Name} name
 * @param {(value: any) => void} listener
 * @returns {() => void} ends it
 */
export function watch(name, listener) {
  const changed = (/** @type {Record<string, { newValue?: unknown }>} */ changes, /** @type {string} */ where) => {
    if (where === AREAS[name] && name in changes) listener(changes[name].newValue);
  };
  chrome.storage.onChanged.addListener(changed);
  return () => chrome.storage.onChanged.removeListener(changed);
}

/** Removes what belongs to the person who signed out; their settings stay. */
export async function forget() {
  await chrome.storage.session.clear();
  await chrome.storage.local.remove(["seen", "watchlist"]);
}

/** @param {Name} name */
const area = (name) => chrome.storage[AREAS[name]];
