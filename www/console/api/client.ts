import { Outx } from "outx-client/external";

import { withIdempotencyKey } from "../../shared/api/idempotency.ts";

/** The gateway that serves this page, without a slash at the end. It may be mounted below a path. */
export const gatewayUrl = new URL(".", location.href).href.slice(0, -1);

/** The maximum of ACTIONS_PER_HOUR. The gateway counts actions for the whole team, so the client of this page must not limit them earlier. */
const MAX_ACTIONS_PER_HOUR = 100_000;

/**
 * The client of the page. The session is a cookie that no script can read. The client is bound to the first session it sees: when another
 * person signs in in another tab, the gateway rejects its calls.
 */
export let outx = createClient();

/** Replaces the client, for a page that continues with another session of the same person. */
export function renewClient(): void {
  outx = createClient();
}

/** Creates a client that is not bound to a session. By its header, the gateway counts calls of the console apart from calls of apps. */
export function createClient(): Outx {
  return new Outx({ gateway: gatewayUrl, fetch: fetchToTheEnd, defaultHeaders: { "x-outx-client": "console" }, actionsPerHour: MAX_ACTIONS_PER_HOUR });
}

function fetchToTheEnd(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  return fetch(input, leaving ? { ...init, keepalive: true } : init);
}

/** Whether the page is being left. A request that starts then uses `keepalive`, so that it outlives the page. */
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
