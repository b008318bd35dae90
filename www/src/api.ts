import { Outx } from "outx-client";

/** The page's one client. Same site, so the session is a cookie that no script can read. */
export const outx = new Outx({ gateway: location.origin });

/**
 * Calls an operation by its name in the table ("watchlists.keyword.create").
 * Gives what the client gives: an answer, a `Task`, or pages.
 */
export function call(operation: string, args: Record<string, unknown>): Promise<unknown> {
  const path = operation.split(".");
  let owner: unknown = outx;
  for (const name of path.slice(0, -1)) owner = (owner as Record<string, unknown>)[name];
  const method = (owner as Record<string, (args: unknown) => unknown>)[path.at(-1) ?? ""];
  if (typeof method !== "function") return Promise.reject(new TypeError(`the client has no operation ${operation}`));
  const made = method.call(owner, args);
  // Paged operations give an iterator at once; one page of it is one call.
  return isPages(made) ? made.page() : Promise.resolve(made);
}

function isPages(made: unknown): made is { page(): Promise<unknown> } {
  return typeof made === "object" && made !== null && "page" in made && typeof made.page === "function";
}
