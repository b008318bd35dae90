// The gateway's own routes that the client has no method for.

import type { Agent, AgentList, NewAgent } from "../model/agents.ts";
import type { Audit, LoggedRequest } from "../model/records.ts";
import type { GatewayStatus, TestAlert } from "../model/status.ts";
import { outx } from "./client.ts";

/** Opens a visitor's session with a token of Turnstile. */
export async function openSession(turnstile: string): Promise<void> {
  await outx.request({ method: "POST", path: "/_gateway/session", body: { turnstile } });
}

/** Which writes of the team, newest first. */
export interface AuditQuery {
  days: number;
  /** The `next` of the response before. */
  before?: number;
  /** Only those that created a task. */
  tasks?: true;
}

export function fetchAudit(query: AuditQuery, signal?: AbortSignal): Promise<Audit> {
  return read("audit", query, signal);
}

/** The last requests of the team, newest first; with an id, the one that has it. */
export async function fetchRequests(id: string, signal?: AbortSignal): Promise<LoggedRequest[]> {
  const { requests } = await read<{ requests: LoggedRequest[] }>("requests", id ? { id } : {}, signal);
  return requests;
}

/** How the gateway stands, for members of a team. */
export function fetchStatus(signal?: AbortSignal): Promise<GatewayStatus> {
  return read("status", {}, signal);
}

/** Sends an alert that says it is a test, and returns what became of it. Not repeated: the gateway sends one per minute. */
export async function sendTestAlert(): Promise<TestAlert> {
  return (await outx.request({ method: "POST", path: "/_gateway/alerts/test" }, { retry: { attempts: 1 } })) as TestAlert;
}

export function fetchAgents(signal?: AbortSignal): Promise<AgentList> {
  return read("agents", {}, signal);
}

/** Makes an agent token. Its value is in this response only. */
export async function createAgent(agent: NewAgent): Promise<{ agent: Agent; token: string }> {
  return (await outx.request({ method: "POST", path: "/_gateway/agents", body: agent })) as { agent: Agent; token: string };
}

export async function revokeAgent(id: string): Promise<void> {
  await outx.request({ method: "DELETE", path: "/_gateway/agents", query: { id } });
}

/** The OpenAPI document of every operation, as operations.ts reads it. */
export function fetchOpenApi(signal?: AbortSignal): Promise<unknown> {
  return read("openapi.json", {}, signal);
}

async function read<T>(route: string, query: object, signal: AbortSignal | undefined): Promise<T> {
  return (await outx.request({ method: "GET", path: `/_gateway/${route}`, query: { ...query } }, { signal })) as T;
}
