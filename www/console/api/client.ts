import { Outx } from "outx-client/external";

import { withIdempotencyKey } from "../../shared/api/idempotency.ts";

/** The gateway that serves this page, without a slash at the end. It may be mounted below a path. */
export const gatewayUrl = new URL(".", location.href).href.slice(0, -1);

/** The highest ACTIONS_PER_HOUR that a gateway can have: the gateway counts for the whole team, so the page's own count must not come first. */
const MAX_ACTIONS_PER_HOUR = 100_000;

/**
 * The client of the page. On the same site, so the session is a cookie that no script can read. It stays with the session it saw: when another
 * person signs in in another tab, the gateway rejects its calls.
 */
export let outx = createClient();

/** Replaces the client, for a page that goes on with another session of the same person. */
export function renewClient(): void {
  outx = createClient();
}

/** A client that has seen no session. The gateway counts the console's calls beside those of apps by the header. */
export function createClient(): Outx {
  return new Outx({ gateway: gatewayUrl, fetch: fetchToTheEnd, defaultHeaders: { "x-outx-client": "console" }, actionsPerHour: MAX_ACTIONS_PER_HOUR });
}

function fetchToTheEnd(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  return fetch(input, leaving ? { ...init, keepalive: true } : init);
}

/** Whether the page is being left: a request of that moment has to outlive it. */
let leaving = false;
addEventListener("pagehide", () => (leaving = true));
addEventListener("pageshow", () => (leaving = false));

/** The result of a call: a response body or a `Task`, with the HTTP status and request id. */
export interface CallResult {
  data: unknown;
  status: number;
  requestId: string | undefined;
}

/** Calls an operation by its name, such as `watchlists.keyword.create`. A list operation requests one page. */
export async function callOperation(operation: string, args: Record<string, unknown>): Promise<CallResult> {
  const path = operation.split(".");
  let owner: unknown = outx;
  for (const name of path.slice(0, -1)) owner = (owner as Record<string, unknown>)[name];
  const method = (owner as Record<string, (args: unknown, options: object) => unknown>)[path.at(-1) ?? ""];
  if (typeof method !== "function") throw new TypeError(`the client has no operation ${operation}`);
  const { data, response, requestId } = await withIdempotencyKey([operation, args], (options) => {
    const made = method.call(owner, args, options);
    return (isPages(made) ? made.page() : (made as Call)).withResponse();
  });
  return { data, status: response.status, requestId };
}

interface Call {
  withResponse(): Promise<{ data: unknown; response: Response; requestId?: string }>;
}

function isPages(made: unknown): made is { page(): Call } {
  return typeof made === "object" && made !== null && "page" in made && typeof made.page === "function";
}
