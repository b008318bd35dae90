// The sandbox as a server in Node, and the command line.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { connect } from "node:net";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { createSandbox } from "outx-sandbox";
import { binary } from "../support/sandbox.mjs";
import { CLI, startProgram } from "./transports.mjs";

const PACKAGE = fileURLToPath(new URL("../../sandbox/npm", import.meta.url));
const DENIED = "control calls from web pages are denied; send no Origin header and use the host localhost, 127.0.0.1 or [::1]";

async function listen(t) {
  const sandbox = await createSandbox();
  t.after(() => sandbox.stop());
  return { sandbox, server: await sandbox.listen({ port: 0 }) };
}

const rejection = (promise) => promise.then(() => assert.fail("it resolved"), (error) => error);

/** Sends a request with headers that `fetch` does not allow to set. */
async function send(url, method, headers) {
  const [response] = await once(request(url, { method, headers }).end(), "response");
  return { status: response.statusCode, body: await new Response(response).json() };
}

test("server and fetch share one sandbox", async (t) => {
  const { sandbox, server } = await listen(t);
  await sandbox.fault("GET", "/api-team", { status: 418 });
  assert.equal((await fetch(`${server.url}/api-team`)).status, 418);
  assert.equal((await sandbox.requests())[0].headers.host, `127.0.0.1:${server.port}`);
});

test("control calls need a loopback host and no origin", async (t) => {
  const { server } = await listen(t);
  const teams = `${server.url}/__sandbox/teams`;
  for (const host of ["rebound.example", "localhost.evil.test", "127.0.0.1.evil.test", "user@127.0.0.1.evil.test"]) {
    assert.deepEqual(await send(teams, "GET", { host }), { status: 403, body: { error: DENIED } }, host);
  }
  for (const origin of ["https://evil.example", "null", server.url]) {
    assert.deepEqual(await send(`${server.url}/__sandbox/reset`, "POST", { origin }), { status: 403, body: { error: DENIED } }, origin);
  }
  for (const host of ["localhost", "127.0.0.1", "[::1]"]) assert.equal((await send(teams, "GET", { host })).status, 200, host);
});

test("a request that breaks off has no effect", async (t) => {
  const { sandbox, server } = await listen(t);
  const socket = connect(server.port, "127.0.0.1");
  socket.end(`POST /api-like HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"post_id":`);
  socket.resume();
  await once(socket, "close").catch(() => {});
  assert.deepEqual(await sandbox.requests(), []);
  assert.equal((await fetch(`${server.url}/api-team`)).status, 401);
});

test("a request line that is not HTTP is a 400", async (t) => {
  const { sandbox, server } = await listen(t);
  const socket = connect(server.port, "127.0.0.1");
  socket.write('GET /a<b HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
  const [received] = await once(socket, "data");
  assert.match(String(received), /^HTTP\/1\.1 400 Bad Request\r\n/);
  assert.deepEqual(await sandbox.requests(), []);
});

test("stop ends connections, delays and the port", async (t) => {
  const { sandbox, server } = await listen(t);
  await sandbox.fault("GET", "/api-team", { delay_ms: 60_000 });
  const pending = rejection(fetch(`${server.url}/api-team`));
  while ((await sandbox.requests()).length === 0) await new Promise(setImmediate);
  await server.stop();
  await server.stop();
  assert.match((await pending).cause.code, /^(ECONNRESET|UND_ERR_SOCKET)$/);
  assert.equal((await rejection(fetch(server.url))).cause.code, "ECONNREFUSED");
  assert.equal((await sandbox.teams()).length, 1, "the sandbox itself stays usable");
});

test("invalid and used ports are rejected", async (t) => {
  const { sandbox, server } = await listen(t);
  assert.equal((await rejection(sandbox.listen({ port: server.port }))).code, "EADDRINUSE");
  assert.equal((await rejection(sandbox.listen({ port: "80" }))).message, 'listen: invalid "port": got 80, expected an integer from 0 to 65535');
  assert.equal((await rejection(sandbox.listen({ host: "::" }))).message, 'listen: unknown option "host"; expected port');
});

test("the command and the native program print their address and key, and end on SIGTERM and SIGINT", async (t) => {
  for (const [signal, ...command] of [["SIGTERM", process.execPath, CLI], ["SIGINT", process.execPath, CLI], ["SIGTERM", binary]]) {
    const [program, ...args] = command;
    const { child, line, second, url } = await startProgram(t, program, [...args, "--port", "0", "--seed=7"]);
    assert.match(line, /^listening http:\/\/127\.0\.0\.1:\d+$/);
    const { teams } = await (await fetch(`${url}/__sandbox/teams`)).json();
    assert.equal(second, `API key of the demo team: ${teams[0].api_key}`);
    child.kill(signal);
    assert.deepEqual(await once(child, "close"), [0, null], signal);
  }
});

test("the command reports in one line what is wrong with its arguments, and the native program reports the same", async (t) => {
  const used = createServer().listen(0, "127.0.0.1");
  t.after(() => used.close());
  await once(used, "listening");
  const { port } = used.address();
  const usage = "usage: outx-sandbox [--port N] [--seed N]   (port 0, the default, picks a free one; seed 0 by default)";
  const cases = [
    [["--port", String(port)], `port ${port} is in use; end what uses it or choose another, for example --port ${port + 10}`],
    [["--port"], `--port needs a number; ${usage}`],
    [["--port="], `--port "" is not a number from 0 to 65535; ${usage}`],
    [["--port", "http"], `--port "http" is not a number from 0 to 65535; ${usage}`],
    [["--port", "65536"], `--port "65536" is not a number from 0 to 65535; ${usage}`],
    [["--port", "80.5"], `--port "80.5" is not a number from 0 to 65535; ${usage}`],
    [["--seed=-1"], `--seed "-1" is not a number from 0 to 9007199254740991; ${usage}`],
    [["--seed", "+7"], `--seed "+7" is not a number from 0 to 9007199254740991; ${usage}`],
    [["--prot", "1"], `unknown argument "--prot"; ${usage}`],
    [["8788"], `unknown argument "8788"; ${usage}`],
  ];
  for (const program of [[process.execPath, CLI], [binary]]) {
    for (const [args, message] of cases) {
      const [command, ...first] = program;
      const { status, stdout, stderr } = spawnSync(command, [...first, ...args], { encoding: "utf8" });
      assert.deepEqual([status, stdout, stderr], [1, "", `outx-sandbox: ${message}\n`]);
    }
  }
});

test("the README's examples run", () => {
  const readme = readFileSync(`${PACKAGE}/README.md`, "utf8");
  // tests/package/long-guide.mjs runs the examples for test runners.
  const examples = [...readme.matchAll(/```js\n(.*?)```/gs)].map(([, code]) => code).filter((code) => !code.includes('from "vitest"'));
  assert.equal(examples.length, 3);
  const outputs = examples.map((code) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", code], { cwd: PACKAGE, encoding: "utf8" });
    assert.deepEqual([status, stderr], [0, ""], code);
    return stdout.trim();
  });
  assert.match(outputs[0], /name: 'Pro'/);
  assert.equal(outputs[1], "2");
  assert.match(outputs[2], /^http:\/\/127\.0\.0\.1:\d+$/);
});
