// Searches everything that a page stores, receives or logs for a secret.

import { containsSecret } from "./secret-encodings.mjs";

/** The places among `evidence` (place to text) that hold `secret` in any encoding. */
export function placesOf(secret, evidence) {
  return Object.entries(evidence)
    .filter(([, text]) => containsSecret(text, secret))
    .map(([place]) => place);
}

/** Records what the page receives and logs. Call it before the page loads anything. */
export async function watch(page) {
  const heard = { responses: [], requests: [], console: [] };
  const pending = new Set();
  let failure;
  page.on("console", (message) => heard.console.push(message.text()));
  page.on("pageerror", (error) => heard.console.push(String(error.stack)));
  page.on("request", (request) => heard.requests.push(`${request.url()}\n${request.postData() ?? ""}`));
  page.on("response", (response) => {
    // Thrown by `settled` only, since a page that closes early aborts the responses that it still reads.
    const reading = read(response)
      .then((text) => heard.responses.push(text), (error) => (failure ??= error))
      .finally(() => pending.delete(reading));
    pending.add(reading);
  });
  // Every wasm memory of the page, however it was instantiated.
  await page.addInitScript(() => {
    const memories = (globalThis.wasmMemories = []);
    const keep = (instance) => {
      for (const value of Object.values(instance.exports)) if (value instanceof WebAssembly.Memory) memories.push(value);
    };
    for (const name of ["instantiate", "instantiateStreaming"]) {
      const original = WebAssembly[name];
      WebAssembly[name] = async (...args) => {
        const result = await original(...args);
        keep(result.instance ?? result);
        return result;
      };
    }
    WebAssembly.Instance = class extends WebAssembly.Instance {
      constructor(...args) {
        super(...args);
        keep(this);
      }
    };
  });
  heard.settled = async () => {
    while (pending.size > 0) await Promise.all(pending);
    if (failure) throw failure;
  };
  return heard;
}

async function read(response) {
  const headers = (await response.headersArray()).map(({ name, value }) => `${name}: ${value}`);
  // Redirects and responses to a closed page have no body to read.
  const body = await response.body().then((bytes) => bytes.toString("latin1"), () => "");
  return [`${response.status()} ${response.url()}`, ...headers, body].join("\n");
}

/** All evidence of a page: place to text. */
export async function evidence(page, heard) {
  await heard.settled();
  const stores = await page.evaluate(async () => {
    const databases = {};
    for (const { name } of await indexedDB.databases()) {
      const request = indexedDB.open(name);
      const database = await new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      for (const store of database.objectStoreNames) {
        const all = database.transaction(store).objectStore(store).getAll();
        databases[`${name}.${store}`] = await new Promise((resolve) => (all.onsuccess = () => resolve(all.result)));
      }
      database.close();
    }
    const decoder = new TextDecoder("latin1");
    return {
      "document.cookie": document.cookie,
      localStorage: JSON.stringify({ ...localStorage }),
      sessionStorage: JSON.stringify({ ...sessionStorage }),
      IndexedDB: JSON.stringify(databases),
      "wasm memory": globalThis.wasmMemories.map((memory) => decoder.decode(memory.buffer)).join("\n"),
      // Wasm memory can hold strings as UTF-16 too.
      "wasm memory, 16 bit": globalThis.wasmMemories.map((memory) => new TextDecoder("utf-16le").decode(memory.buffer)).join("\n"),
      "page": document.documentElement.outerHTML,
    };
  });
  return {
    ...stores,
    cookies: JSON.stringify(await page.context().cookies()),
    responses: heard.responses.join("\n"),
    requests: heard.requests.join("\n"),
    console: heard.console.join("\n"),
    "JavaScript heap": await heap(page),
  };
}

// The heap snapshot of the page, which contains every string that a script can still reach.
async function heap(page) {
  const session = await page.context().newCDPSession(page);
  const chunks = [];
  session.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => chunks.push(chunk));
  await session.send("HeapProfiler.takeHeapSnapshot");
  await session.detach();
  return chunks.join("");
}
