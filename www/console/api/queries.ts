// Queries of the gateway and of OutX, with the keys and fetchers of `outx-client/query`. A page that is opened again shows the cached data
// while it loads new data.

import type { GatewayHealth, TaskStatus } from "outx-client";
import { type QueryKey, queryKey, queryOptions } from "outx-client/query";

import { type OpenApiDocument, type Operation, readOperations } from "../model/operations.ts";
import { type Team, readTeam } from "../model/team.ts";
import type { Usage } from "../model/usage.ts";
import { outx } from "./client.ts";
import { fetchOpenApi } from "./gateway.ts";

/** A query. Its key identifies the data and the session that it belongs to. */
export interface Query<T> {
  queryKey: QueryKey;
  queryFn: (context: { signal: AbortSignal }) => Promise<T>;
  /** Milliseconds until the data is fetched again, or false for never. */
  refetchInterval?: (query: { state: { data?: unknown; error: unknown; dataUpdateCount: number } }) => number | false;
  /** `static`: the data is never fetched again. */
  staleTime?: "static";
}

/** A query of data that the client has no operation for. */
export function queryOf<T>(name: string, args: unknown, load: (signal: AbortSignal) => Promise<T>): Query<T> {
  return { queryKey: [...queryKey(outx, name), args], queryFn: ({ signal }) => load(signal) };
}

/** Every operation of the API. Forms and the try-it page are generated from them. */
export function operationsQuery(): Query<Operation[]> {
  const load = async (signal: AbortSignal) => readOperations((await fetchOpenApi(signal)) as OpenApiDocument);
  return { ...queryOf("openapi", {}, load), staleTime: "static" };
}

/** The state of a task, fetched again until the task ends. */
export function taskQuery(id: string): Query<TaskStatus> {
  return queryOptions(outx, "tasks.get", id);
}

export function usageQuery(days: number): Query<Usage> {
  return queryOptions(outx, "gateway.usage", { days });
}

export function healthQuery(): Query<GatewayHealth> {
  return queryOptions(outx, "gateway.health");
}

export function teamQuery(): Query<Team> {
  const { queryKey, queryFn } = queryOptions(outx, "team.get");
  return { queryKey, queryFn: async (context) => readTeam(await queryFn(context)) };
}
