// Clients of the Model Context Protocol: those of the official TypeScript SDK, and single messages.

import { readFileSync } from "node:fs";

import { Client as CurrentClient, StreamableHTTPClientTransport as CurrentTransport } from "@modelcontextprotocol/client";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

import { sendRequest } from "./requests.mjs";

export const CURRENT_REVISION = "2026-07-28";
/** The number of tools that are generated from the API description. */
export const TOOL_COUNT = readFileSync(new URL("../../core/src/gateway/mcp/tools.tsv", import.meta.url), "utf8").trim().split("\n").length;
/** Revision of the protocol to the function that connects a client of it. */
export const revisions = { "2025-11-25": connect, [CURRENT_REVISION]: connectCurrent };

/** Connects the SDK's client that begins with `initialize`. It is closed with `t`; `fetch` replaces the global one. */
export async function connect(t, gateway, token, { fetch } = {}) {
  const client = new Client({ name: "outx-tests", version: "1.0.0" });
  await client.connect(new StreamableHTTPClientTransport(new URL(`${gateway.url}/_gateway/mcp`), options(token, fetch)));
  t.after(() => client.close());
  return client;
}

/** Connects the SDK's client of the revision without a handshake. */
export async function connectCurrent(t, gateway, token, { fetch } = {}) {
  const client = new CurrentClient({ name: "outx-tests", version: "1.0.0" }, { versionNegotiation: { mode: { pin: CURRENT_REVISION } } });
  await client.connect(new CurrentTransport(new URL(`${gateway.url}/_gateway/mcp`), options(token, fetch)));
  t.after(() => client.close());
  return client;
}

function options(token, fetch) {
  return { requestInit: { headers: { authorization: `Bearer ${token}` } }, ...(fetch && { fetch }) };
}

/** Sends one message as it is. */
export function sendMessage(gateway, message, { token, headers, ...rest } = {}) {
  const accept = { accept: "application/json, text/event-stream" };
  return sendRequest(gateway, "POST /_gateway/mcp", { body: message, token, headers: { ...accept, ...headers }, ...rest });
}

/** A message that calls a tool. */
export function toolCall(name, args = {}, id = 1) {
  return { jsonrpc: "2.0", id, method: "tools/call", params: { name, arguments: args } };
}
