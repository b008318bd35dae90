import { Outx } from "outx-client";

import { once } from "../../shared/api/idempotency.ts";

/** The page's one client. Same site, so the session is a cookie that no script can read. */
export const outx = new Outx({ gateway: location.origin });

/** What a call gave: an answer or a `Task`, and the HTTP facts beside it. */
export interface Called {
  data: unknown;
  status: number;
  requestId: string | undefined;
}

/** Calls an operation by its name in the table, such as `watchlists.keyword.create`. Of a list it asks for one page. */
export async function call(operation: string, args: Record<string, unknown>): Promise<Called> {
  const path = operation.split(".");
  let owner: unknown = outx;
  for (const name of path.slice(0, -1)) owner = (owner as Record<string, unknown>)[name];
  const method = (owner as Record<string, (args: unknown, options: object) => unknown>)[path.at(-1) ?? ""];
  if (typeof method !== "function") throw new TypeError(`the client has no operation ${operation}`);
  const { data, response, requestId } = await once([operation, args], (options) => {
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
