// WebKitGTK, driven by its WebDriver in a display of its own.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, readdirSync, readlinkSync } from "node:fs";
import { createInterface } from "node:readline";

import { waitUntil } from "./wait.mjs";

const DRIVER = "/usr/bin/WebKitWebDriver";
const DISPLAY_SERVER = "/usr/bin/Xvfb";
const BROWSERS = ["4.1", "6.0", "4.0"].map((version) => `/usr/lib/x86_64-linux-gnu/webkit${version === "6.0" ? "gtk" : "2gtk"}-${version}/MiniBrowser`);
/** How WebDriver marks a reference to an element. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
/** Keys that are no characters, as WebDriver numbers them. */
const KEYS = { Tab: "\uE004", Enter: "\uE007", Control: "\uE009", Escape: "\uE00C", ArrowDown: "\uE015" };

/** What to install when WebKit cannot be started; `undefined` when it can. */
export function missingWebKit() {
  const isComplete = [DRIVER, DISPLAY_SERVER].every(existsSync) && BROWSERS.some(existsSync);
  return isComplete ? undefined : "WebKitGTK is not installed; on Debian: apt-get install webkit2gtk-driver xvfb";
}

/**
 * Starts a browser that ends with `t` and returns its first tab:
 *
 * - `goto(address)`, `reload()`
 * - `run(script, ...args)`: `script` is a function, or the body of one; it may await and return
 * - `clickOn(find, ...args)`: clicks as a pointer does on the element that the function `find` returns in the page
 * - `press(...keys)`: presses keys together
 * - `resize(width, height)`: the window, in px
 * - `openTab()`: another tab
 */
export async function startWebKit(t) {
  const display = await startDisplay(t);
  const driver = spawn(DRIVER, ["--port=0"], { env: { ...process.env, DISPLAY: display, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1" }, stdio: "ignore" });
  t.after(() => driver.kill());
  const url = `http://127.0.0.1:${await listeningPort(driver.pid)}`;
  const options = { binary: BROWSERS.find(existsSync), args: ["--automation"] };
  const { sessionId } = await command("POST", `${url}/session`, { capabilities: { alwaysMatch: { "webkitgtk:browserOptions": options } } });
  const session = `${url}/session/${sessionId}`;
  t.after(() => command("DELETE", session).catch(() => {}));
  return tabOf(session, await command("GET", `${session}/window`), { shown: undefined });
}

/** The tab of a handle. `state.shown` is the handle that the session's commands go to. */
function tabOf(session, handle, state) {
  async function send(path, body) {
    if (state.shown !== handle) await command("POST", `${session}/window`, { handle });
    state.shown = handle;
    return command("POST", `${session}/${path}`, body);
  }
  async function run(script, ...args) {
    const body = typeof script === "function" ? `return (${script})(...args);` : script;
    const wrapped = `const [done, ...args] = [arguments[arguments.length - 1], ...arguments].slice(0, -1);
      (async (...args) => { ${body} })(...args).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value, error } = await send("execute/async", { script: wrapped, args });
    if (error) throw new Error(error);
    return value;
  }
  return {
    goto: (address) => send("url", { url: address }),
    reload: () => send("refresh", {}),
    run,
    async clickOn(find, ...args) {
      const { [ELEMENT]: id } = await send("execute/sync", { script: `return (${find})(...arguments);`, args });
      await send(`element/${id}/click`, {});
    },
    press: (...keys) => {
      const values = keys.map((key) => KEYS[key] ?? key);
      const actions = [...values.map((value) => ({ type: "keyDown", value })), ...values.toReversed().map((value) => ({ type: "keyUp", value }))];
      return send("actions", { actions: [{ type: "key", id: "keyboard", actions }] });
    },
    resize: (width, height) => send("window/rect", { width, height }),
    async openTab() {
      const { handle } = await send("window/new", { type: "tab" });
      return tabOf(session, handle, state);
    },
  };
}

async function startDisplay(t) {
  const server = spawn(DISPLAY_SERVER, ["-displayfd", "3", "-screen", "0", "1400x900x24", "-nolisten", "tcp"], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  t.after(() => server.kill());
  const [number] = await once(createInterface({ input: server.stdio[3] }), "line");
  return `:${number}`;
}

/** The port that a process chose: the driver does not print it. */
async function listeningPort(pid) {
  let port;
  await waitUntil(() => {
    const sockets = readdirSync(`/proc/${pid}/fd`).map((fd) => linkOf(`/proc/${pid}/fd/${fd}`));
    const rows = readFileSync(`/proc/${pid}/net/tcp`, "utf8").split("\n").slice(1).map((row) => row.trim().split(/\s+/));
    const row = rows.find(([, , , state, , , , , , inode]) => state === "0A" && sockets.includes(`socket:[${inode}]`));
    port = row && Number.parseInt(row[1].split(":")[1], 16);
    return port;
  }, "the WebDriver");
  return port;
}

function linkOf(path) {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}

async function command(method, url, body) {
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`WebDriver: ${value.error}: ${value.message}`);
  return value;
}
