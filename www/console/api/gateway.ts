// Routes of the gateway that the client has no method for.

import type { Agent, AgentList, NewAgent } from "../model/agents.ts";
import type { Audit, LoggedRequest } from "../model/records.ts";
import type { GatewayStatus, TestAlert } from "../model/status.ts";
import { outx } from "./client.ts";

/** Opens a visitor's session with a Turnstile token. */
export async function openSession(turnstile: string): Promise<void> {
  await outx.request({ method: "POST", path: "/_gateway/session", body: { turnstile } });
}

/** Selects writes of the team, newest first. */
export interface AuditQuery {
  days: number;
  /** The `next` of the previous response. */
  before?: number;
  /** Selects only writes that created a task. */
  tasks?: true;
}

export function fetchAudit(query: AuditQuery, signal?: AbortSignal): Promise<Audit> {
  return read("audit", query, signal);
}

/** The last requests of the team, newest first. With an id, only the request that has it. */
export async function fetchRequests(id: string, signal?: AbortSignal): Promise<LoggedRequest[]> {
  const { requests } = await read<{ requests: LoggedRequest[] }>("requests", id ? { id } : {}, signal);
  return requests;
}

/** The state of the gateway, for members of a team. */
export function fetchStatus(signal?: AbortSignal): Promise<GatewayStatus> {
  return read("status", {}, signal);
}

/** Sends a test alert and returns its outcome. Not retried, because the gateway sends at most one per minute. */
export async function sendTestAlert(): Promise<TestAlert> {
  return (await outx.request({ method: "POST", path: "/_gateway/alerts/test" }, { retry: { attempts: 1 } })) as TestAlert;
}

export function fetchAgents(signal?: AbortSignal): Promise<AgentList> {
  return read("agents", {}, signal);
}

/** Creates an agent token. The token is only in this response. */
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
