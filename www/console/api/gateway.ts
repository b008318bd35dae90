// The gateway's own routes. Everything of the OutX API goes through outx-client instead.

import { GatewayError } from "../../shared/model/failure.ts";
import type { Health } from "../../shared/model/health.ts";
import type { Agent, AgentList, NewAgent } from "../model/agents.ts";
import type { Audit, LoggedRequest } from "../model/records.ts";
import type { GuestSession, Session } from "../model/session.ts";
import type { GatewayStatus } from "../model/status.ts";
import type { Usage } from "../model/usage.ts";

export function fetchHealth(signal?: AbortSignal): Promise<Health> {
  // A 500 has a body too, which names the misconfigured settings.
  return sendRequest<Health>("health", { signal, accept: [500] });
}

/** The session of the cookie, or `null` when there is none. */
export async function fetchSession(signal?: AbortSignal): Promise<Session | GuestSession | null> {
  try {
    return (await sendRequest<{ session: Session | GuestSession }>("session", { signal })).session;
  } catch (error) {
    if (error instanceof GatewayError && error.status === 401) return null;
    throw error;
  }
}

/** Opens a visitor's session with a token of Turnstile. */
export async function openSession(turnstile: string): Promise<void> {
  await sendRequest("session", { method: "POST", body: { turnstile } });
}

export function endSession(): Promise<void> {
  return sendRequest("session", { method: "DELETE" });
}

export function fetchUsage(days: number, signal?: AbortSignal): Promise<Usage> {
  return sendRequest(`usage?days=${days}`, { signal });
}

/** The writes of the team, newest first. `before`: the `next` of the response before. */
export function fetchAudit(days: number, before: number | undefined, signal?: AbortSignal): Promise<Audit> {
  return sendRequest(`audit?days=${days}${before === undefined ? "" : `&before=${before}`}`, { signal });
}

/** The last requests of the team, newest first; with an id, the one that has it. */
export async function fetchRequests(id: string, signal?: AbortSignal): Promise<LoggedRequest[]> {
  const { requests } = await sendRequest<{ requests: LoggedRequest[] }>(id ? `requests?id=${encodeURIComponent(id)}` : "requests", { signal });
  return requests;
}

/** How the gateway stands, for members of a team. */
export function fetchStatus(signal?: AbortSignal): Promise<GatewayStatus> {
  return sendRequest("status", { signal });
}

export function fetchAgents(signal?: AbortSignal): Promise<AgentList> {
  return sendRequest("agents", { signal });
}

/** Makes an agent token. Its value is in this response only. */
export function createAgent(agent: NewAgent): Promise<{ agent: Agent; token: string }> {
  return sendRequest("agents", { method: "POST", body: agent });
}

export function revokeAgent(id: string): Promise<void> {
  return sendRequest(`agents?id=${id}`, { method: "DELETE" });
}

/** The OpenAPI document of every operation, as operations.ts reads it. */
export function fetchOpenApi(signal?: AbortSignal): Promise<unknown> {
  return sendRequest("openapi.json", { signal });
}

const TIMEOUT_MS = 15_000;

interface GatewayRequest {
  method?: string | undefined;
  body?: unknown;
  signal?: AbortSignal | undefined;
  accept?: number[];
}

async function sendRequest<T>(route: string, { method = "GET", body: sent, signal, accept = [] }: GatewayRequest): Promise<T> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(`_gateway/${route}`, {
      method,
      ...(sent !== undefined && { body: JSON.stringify(sent), headers: { "content-type": "application/json" } }),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    body = response.status === 204 ? undefined : await response.json().catch(() => undefined);
  } catch (error) {
    if (signal?.aborted) throw error;
    throw timeout.aborted
      ? new GatewayError({ code: "timeout", message: `no response within ${TIMEOUT_MS / 1000} s` })
      : new GatewayError({ code: "network", message: "the gateway cannot be reached" });
  }
  if (response.ok || (accept.includes(response.status) && body)) return body as T;
  throw toGatewayError(response, body);
}

function toGatewayError(response: Response, body: unknown): GatewayError {
  const { error, code, request_id } = (body ?? {}) as { error?: string; code?: string; request_id?: string };
  const seconds = Number(response.headers.get("retry-after") ?? NaN);
  return new GatewayError({
    code: code ?? "bad_response",
    message: error ?? `the gateway responded with status ${response.status}`,
    status: response.status,
    requestId: request_id ?? response.headers.get("x-request-id") ?? undefined,
    retryAfterMs: seconds >= 0 ? seconds * 1000 : undefined,
  });
}
