// Options and methods of a client: valid programs, and below `@ts-expect-error` code that must not compile.

import { Outx, isOutxError, ready } from "outx-client";
import type {
  CallOptions, GatewayHealth, GatewayUsage, OutxOptions, Post, ResponseEvent, RetryFailure, Session, Task, Usage,
} from "outx-client";
import { Outx as Inlined } from "outx-client/inline";
import { startSandbox } from "outx-client/testing";
import wasm from "outx-client/wasm";
import { equal } from "./equal.mjs";

const gateway = "https://gateway.example";

new Outx({ gateway });
new Outx({ gateway: new URL(gateway), token: async () => "outxs1.token", onSession: (token) => equal<string>()(token) });
new Outx({ gateway, token: () => undefined });
new Outx({ apiKey: "outx_key" });
new Outx({ apiKey: () => undefined as string | undefined });
new Outx({ apiKey: async () => "outx_key", baseUrl: "http://127.0.0.1:8788", dangerouslyAllowKeyInBrowser: true });
new Inlined({ gateway });

// From the environment of a server.
new Outx();
new Outx({ timeoutMs: 1_000, baseUrl: "http://127.0.0.1:8788" });
// @ts-expect-error gateway and apiKey exclude each other
new Outx({ gateway, apiKey: "outx_key" });
// @ts-expect-error a token goes with gateway
new Outx({ apiKey: "outx_key", token: () => "outxs1.token" });
// @ts-expect-error baseUrl goes with apiKey
new Outx({ gateway, baseUrl: gateway });
// @ts-expect-error a token is a function
new Outx({ gateway, token: "outxs1.token" });
// @ts-expect-error no such option
new Outx({ gateway, timeout: 1_000 });
// @ts-expect-error a key is a string: check that the environment has it
new Outx({ apiKey: undefined as string | undefined });

const all: OutxOptions = {
  gateway,
  timeoutMs: 10_000,
  totalTimeoutMs: 60_000,
  retry: { attempts: 5 },
  fetch: (input, init) => fetch(input, init),
  logger: console,
  hooks: {
    onRequest: ({ operation, method, attempt }) => `${operation} ${method} ${attempt.toFixed()}`,
    onResponse: (event) => equal<ResponseEvent>()(event),
    onRetry: ({ delayMs, code }) => [delayMs.toFixed(), code],
  },
  actionsPerHour: 20,
};
const outx = new Outx(all);

// @ts-expect-error no such hook
new Outx({ gateway, hooks: { onError: () => {} } });
// @ts-expect-error not a logger
new Outx({ gateway, logger: { trace: console.trace } });
new Outx({ gateway, logger: { info: console.info }, logLevel: "info" });
// @ts-expect-error no such level
new Outx({ gateway, logLevel: "verbose" });
// @ts-expect-error the client sets redirect itself
new Outx({ gateway, fetchOptions: { redirect: "follow" } });

const derived = outx.withOptions({
  totalTimeoutMs: 600_000,
  fetchOptions: { cache: "no-store" },
  defaultHeaders: { "x-team": "growth", "x-old": null },
  appInfo: { name: "report", version: "2" },
  retry: { attempts: 2, when: (failure) => (equal<RetryFailure>()(failure), failure.status !== 500) },
});
equal<Outx>()(derived);
// @ts-expect-error a derived client shares the gateway
outx.withOptions({ gateway });

const session = await outx.auth.session();
equal<Session | null>()(session);
if (session?.access === "session") equal<{ id: string; name: string }>()(session.team);
await outx.auth.signOut({ everywhere: true, timeoutMs: 1_000 });
const off = outx.auth.onChange((event) => equal<"signed-in" | "signed-out" | "expired">()(event));
equal<() => void>()(off);
equal<GatewayUsage>()(await outx.gateway.usage({ days: 30 }));
equal<GatewayHealth>()(await outx.gateway.health());

const made = await outx.request<{ id: string }>({ method: "POST", path: "/api-new", query: { tags: ["a", 1] }, body: { deep: [null] } });
equal<{ id: string }>()(made);
const task = await outx.request<string>({ method: "POST", path: "/api-new", kind: "write-task" });
equal<Task<string>>()(task);
// @ts-expect-error not a method of the API
outx.request({ method: "PATCH", path: "/api-new" });
// @ts-expect-error extra arguments of a request go into query or body
outx.request({ method: "GET", path: "/api-new" }, { extraArgs: {} });

const posts = outx.posts.list({ watchlist_id: "w" }, { extraArgs: { new_filter: "x" }, totalTimeoutMs: 1_000 });
equal<Post[]>()(await posts.toArray({ limit: 200 }));
for await (const { data } of posts.pages()) equal<Post[]>()(data);
// @ts-expect-error a limit is required
posts.toArray();

const usage = outx.usage();
equal<Usage>()(usage);
equal<number | undefined>()(usage.errors.rate_limited);
// @ts-expect-error no such code
usage.errors.teapot;

const options: CallOptions = {
  signal: AbortSignal.timeout(1_000),
  timeoutMs: 5_000,
  retry: false,
  headers: { "x-trace": "1" },
  idempotencyKey: "order-1",
};
const { data, response, requestId } = await outx.team.get({}, options).withResponse();
equal<Record<string, unknown>>()(data);
equal<number>()(response.status);
equal<string | undefined>()(requestId);
equal<Promise<Record<string, unknown>>>()(outx.team.get().finally(() => {}));
// @ts-expect-error a call has no such option
outx.team.get({}, { attempts: 2 });
// @ts-expect-error the operation has no arguments
outx.team.get({ id: "1" });
// @ts-expect-error the groups cannot be replaced
outx.team = outx.team;

await ready();
await ready(wasm);
await ready(await WebAssembly.compile(new Uint8Array()));
await ready(new Uint8Array());
await ready(fetch("/outx_client_bg.wasm"));
// @ts-expect-error not a source of wasm
await ready(1);

outx.team.get().catch((error: unknown) => {
  // @ts-expect-error an error is unknown before isOutxError
  error.code;
  if (isOutxError(error)) error.code;
});

const sandbox = await startSandbox({ binary: "outx-sandbox" });
equal<string>()(sandbox.key);
equal<string>()(await sandbox.otp("demo@outx.test"));
await sandbox.fault("GET", "/api-team", { reset: "after" }, 2);
// @ts-expect-error: a connection is reset before or after
await sandbox.fault("GET", "/api-team", { reset: "during" });
