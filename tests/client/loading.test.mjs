// How the package finds its wasm, and what happens when it does not. Each test runs in its own thread, in which the package has not been used yet.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { Worker } from "node:worker_threads";

import { decode } from "../../pkg/wasm-decode.js";
import { common, text } from "../../pkg/wasm-text.js";

const pkg = new URL("../../pkg/", import.meta.url);
const wasm = await readFile(new URL("outx_client_bg.wasm", pkg));

/** Runs a function in a fresh thread with the package by `entry`, and returns its value. */
async function inThread(entry, run) {
  const source = `
    const { parentPort, workerData } = require("node:worker_threads");
    const respond = async () => Response.json({ team: 1 });
    import(workerData.entry)
      .then((outx) => (${run})({ ...outx, wasm: workerData.wasm, client: (options) => new outx.Outx({ gateway: "https://gateway.example", fetch: respond, ...options }) }))
      .then((value) => parentPort.postMessage({ value }), (error) => parentPort.postMessage({ error: String(error?.stack ?? error) }));`;
  const worker = new Worker(source, { eval: true, workerData: { entry: new URL(entry, pkg).href, wasm } });
  const { value, error } = await new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
  await worker.terminate();
  assert.equal(error, undefined);
  return value;
}

const GIVEN = {
  bytes: async ({ ready, wasm, client }) => (await ready(wasm), client().team.get()),
  "a module": async ({ ready, wasm, client }) => (await ready(new WebAssembly.Module(wasm)), client().team.get()),
  "a module of another realm": async ({ ready, wasm, client }) => {
    const module = process.getBuiltinModule("vm").runInNewContext("new WebAssembly.Module(wasm)", { wasm });
    if (module instanceof WebAssembly.Module) throw new Error("it is of this realm");
    await ready(module);
    return client().team.get();
  },
  "a response": async ({ ready, wasm, client }) => {
    await ready(new Response(wasm, { headers: { "content-type": "application/wasm" } }));
    return client().team.get();
  },
  "a response of another type": async ({ ready, wasm, client }) => {
    console.warn = () => {};
    await ready(new Response(wasm, { headers: { "content-type": "application/octet-stream" } }));
    return client().team.get();
  },
  "a URL": async ({ ready, wasm, client }) => {
    await ready(new URL(`data:application/wasm;base64,${Buffer.from(wasm).toString("base64")}`));
    return client().team.get();
  },
  "a promise of bytes": async ({ ready, wasm, client }) => (await ready(Promise.resolve(wasm)), client().team.get()),
};

for (const [what, run] of Object.entries(GIVEN)) {
  test(`ready takes ${what}`, async () => {
    assert.deepEqual(await inThread("index.js", run), { team: 1 });
  });
}

for (const entry of ["index.js", "inline.js", "external.js", "external-node.js", "cjs/index.cjs"]) {
  test(`${entry} finds the wasm by itself, once for many first calls`, async () => {
    const values = await inThread(entry, async ({ client }) => Promise.all(Array.from({ length: 20 }, () => client().team.get())));
    assert.deepEqual(values, Array(20).fill({ team: 1 }));
  });
}

test("a download that fails is a retryable network error, and the next load may work", async () => {
  const [first, second] = await inThread("index.js", async ({ ready, client, wasm, isOutxError }) => {
    const error = await ready(new URL("http://127.0.0.1:1/outx.wasm")).catch((thrown) => thrown);
    await ready(wasm);
    return [[error.name, error.code, error.retryable, isOutxError(error)], await client().team.get()];
  });
  assert.deepEqual(first, ["ConnectionError", "network", true, true]);
  assert.deepEqual(second, { team: 1 });
});

test("external.js reads its file when a test runner resolves to it in Node", async () => {
  const run = async ({ client }) => {
    globalThis.fetch = () => Promise.reject(new Error("not implemented"));
    return client().team.get();
  };
  assert.deepEqual(await inThread("external.js", run), { team: 1 });
});

test("the wasm text of the default entry decodes to the wasm file", () => {
  assert.ok(Buffer.from(decode(common, text)).equals(wasm));
});

test("the default entry loads nothing", async () => {
  const value = await inThread("index.js", async ({ client }) => {
    globalThis.fetch = () => Promise.reject(new Error("fetched"));
    delete process.getBuiltinModule;
    return client().team.get();
  });
  assert.deepEqual(value, { team: 1 });
});

test("a simulated page without Request, Response or TextDecoder can import the package, and an error names what is missing", async () => {
  const source = `
    for (const name of ["Request", "Response", "TextDecoder", "TextEncoder"]) delete globalThis[name];
    globalThis.URL = class extends URL {};
    export const { Outx, ready } = await import(${JSON.stringify(new URL("index.js", pkg).href)});`;
  const run = async ({ ready, wasm }) => ready(wasm).catch(({ code, retryable, message }) => [code, retryable, message]);
  const [code, retryable, message] = await inThread(`data:text/javascript,${encodeURIComponent(source)}`, run);
  assert.deepEqual([code, retryable], ["network", false]);
  assert.match(message, /no TextDecoder: use jest-fixed-jsdom or @jest-environment node/);
});

test("no file of the package names a top-level binding as bundlers name those of CommonJS", async () => {
  for (const name of JSON.parse(await readFile(new URL("package.json", pkg), "utf8")).files.filter((file) => file.endsWith(".js"))) {
    const source = await readFile(new URL(name, pkg), "utf8");
    assert.doesNotMatch(source, /^(export )?(default )?(async )?(function\*?|const|let|var|class) (exports|module|require)\b/m, name);
  }
});

test("the edge entry and what it imports never mention compilation", async () => {
  const seen = new Set();
  const visit = async (name) => {
    if (seen.has(name)) return;
    seen.add(name);
    const source = await readFile(new URL(name, pkg), "utf8");
    // The glue's own loader, which no entry uses, is left out by every bundler.
    if (name !== "./outx_client.js") assert.doesNotMatch(source, /WebAssembly\.(compile|instantiate|Module\()/, name);
    for (const [, imported] of source.matchAll(/from "(\.\/[^"]+\.js)"/g)) await visit(imported);
  };
  await visit("./workerd.js");
  assert.ok(seen.has("./wasm-instance.js"));
});

const REMEDY =
  "; import outx-client, which needs no file, or call ready(bytes); a Content-Security-Policy must allow 'wasm-unsafe-eval', " +
  "an edge runtime must resolve the condition workerd or edge-light";
const HOPELESS = {
  "a file where neither fetch nor the runtime reads one": async ({ client }) => {
    delete process.getBuiltinModule;
    return client().team.get();
  },
  "status 404": async ({ ready }) => ready(new Response("", { status: 404 })),
  "bytes that are not wasm": async ({ ready }) => ready(new Uint8Array([1, 2, 3])),
  "an invalid URL": async ({ ready }) => ready("outx.wasm"),
  "a runtime without WebAssembly": async ({ client }) => {
    delete globalThis.WebAssembly;
    return client().team.get();
  },
  "a policy that forbids it": async ({ client }) => {
    WebAssembly.compile = async () => {
      throw new WebAssembly.CompileError("Wasm code generation disallowed by embedder");
    };
    return client().team.get();
  },
};

for (const [what, load] of Object.entries(HOPELESS)) {
  test(`${what}: the error is not retryable and names the remedy`, async () => {
    const run = `async (outx) => (${load})(outx).catch(({ name, code, retryable, message }) => [name, code, retryable, message])`;
    const [name, code, retryable, message] = await inThread("external.js", run);
    assert.deepEqual([name, code, retryable], ["ConnectionError", "network", false]);
    assert.ok(message.startsWith("the wasm of outx-client could not be loaded: "), message);
    assert.ok(message.endsWith(REMEDY), message);
  });
}

for (const status of [429, 500, 503]) {
  test(`status ${status} is retryable`, async () => {
    const run = `async ({ ready }) => ready(new Response("", { status: ${status} })).catch(({ retryable }) => retryable)`;
    assert.equal(await inThread("index.js", run), true);
  });
}

test("a load that never ends is ended by the total timeout, and by an abort", async () => {
  const outcomes = await inThread("index.js", async ({ ready, client }) => {
    ready(new Promise(() => {}));
    const timedOut = await client({ totalTimeoutMs: 20 }).team.get().catch(({ name, code }) => [name, code]);
    const controller = new AbortController();
    const aborted = client().team.get(undefined, { signal: controller.signal }).catch((reason) => reason);
    controller.abort("enough");
    return [timedOut, await aborted];
  });
  assert.deepEqual(outcomes, [["TimeoutError", "timeout"], "enough"]);
});

test("before the wasm is loaded, all counts of usage are 0", async () => {
  const usage = await inThread("index.js", async ({ client }) => client({ actionsPerHour: 7 }).usage());
  assert.deepEqual(usage, { calls: 0, retries: 0, errors: {}, actions: 0, actionsPerHour: 7 });
});
