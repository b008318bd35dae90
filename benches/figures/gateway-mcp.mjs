// Compares a tool call of an agent with the plain call that it makes, both with the same bearer token.

import { load } from "../lib/load.mjs";
import { compare, rounds } from "../lib/rounds.mjs";
import { ourSessions, startUpstream } from "../lib/upstream.mjs";
import { ours, settings, startWorker } from "../lib/worker.mjs";

const ROUNDS = 5;
const SECONDS = 2;
const TOOL_CALL = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "get_team", arguments: {} } });

export const names = ["gateway-mcp-call"];

export async function measure() {
  const [upstream, sessions] = [await startUpstream(), await ourSessions(100)];
  const { bindings } = settings(upstream.url);
  const worker = await startWorker({ ...ours(), bindings: { ...bindings, MCP: "read" } }, upstream.url);
  try {
    const call = (path, body) => async () => (await load(worker.url + path, { sessions, body, bearer: true, seconds: SECONDS })).perSecond;
    const taken = await rounds(ROUNDS, { tool: call("/_gateway/mcp", TOOL_CALL), plain: call("/api-team") });
    return [{ ...compare("gateway-mcp-call", "calls/s", ["tool", "plain"], taken), peerName: "plain call" }];
  } finally {
    await worker.stop();
    await upstream.stop();
  }
}
