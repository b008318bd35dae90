import type { CallOptions, CallPromise, NoArguments, Pages } from "./types/calls.js";
import type { Outx } from "./types/client.js";
import type { ListOperationName, OperationName, ReadOperationName } from "./types/operations.js";
import type { TaskStatus, WatchlistList } from "./types/responses.js";
export type { ListOperationName, ReadOperationName } from "./types/operations.js";

/** Operations that only read. A cache may repeat them at any time. */
export type ReadOperation = "auth.session" | "gateway.usage" | "gateway.health" | ReadOperationName | `watchlists.${WatchlistKind}.get`;

/** Operations that return a list in pages. */
export type ListOperation = ListOperationName;

/** Operations that write, create a task, or sign in. */
export type WriteOperation = Exclude<OperationName, ReadOperation> | "auth.signOut";

/** The types of watchlists: what they watch. */
export type WatchlistKind = keyof Outx["watchlists"];

/** The type of a property, by its path, such as `posts.list`. */
export type At<Value, Path extends string> = Path extends `${infer Name}.${infer Rest}`
  ? Name extends keyof Value
    ? At<Value[Name], Rest>
    : never
  : Path extends keyof Value
    ? Value[Path]
    : never;

/** The method of an operation. TypeScript would infer only the last signature of an overloaded method, so those are written out. */
export type MethodOf<Operation extends string> = Operation extends "tasks.get"
  ? (task: string | { api_agent_task_id: string }, options?: CallOptions) => CallPromise<TaskStatus>
  : Operation extends "auth.session" | "gateway.health"
    ? (args?: undefined, options?: CallOptions) => ReturnType<At<Outx, Operation>>
  : Operation extends `watchlists.${infer Kind extends WatchlistKind}.list`
    ? (args?: NoArguments, options?: CallOptions) => CallPromise<WatchlistList<Awaited<ReturnType<Outx["watchlists"][Kind]["get"]>>>>
    : At<Outx, Operation>;

/** The arguments and the options of an operation. */
export type Given<Operation extends string> = MethodOf<Operation> extends (...given: infer All) => unknown ? All : never;

/** The arguments of an operation. */
export type ArgsOf<Operation extends ReadOperation | WriteOperation> = Given<Operation>[0];

/** The data that an operation returns; for a list, one page. */
export type DataOf<Operation extends ReadOperation | WriteOperation> = MethodOf<Operation> extends (...given: never[]) => infer Returned
  ? Returned extends Pages<unknown, infer Page>
    ? Page
    : Awaited<Returned>
  : never;

/** A cache key: the gateway's address, the id of the session, the parts of the operation's name, and its arguments. It contains no secret. */
export type QueryKey = readonly unknown[];

/** The parts of a query's state that decide whether a task is polled again. */
export interface PolledQuery {
  state: { data?: unknown; error: unknown; dataUpdateCount: number };
}

/** Options of `useQuery`, `createQuery`, `queryClient.fetchQuery`, … */
export interface QueryOptions<Data> {
  queryKey: QueryKey;
  /** Calls the client; `signal` aborts the request. */
  queryFn: (context: { signal: AbortSignal }) => Promise<Data>;
  /** The client itself retries. */
  retry: false;
  /** For `tasks.get`: milliseconds until the next poll; `false` once the task has ended. */
  refetchInterval?: (query: PolledQuery) => number | false;
}

/** Options of `useInfiniteQuery`, `createInfiniteQuery`, … */
export interface InfiniteQueryOptions<Page> {
  queryKey: QueryKey;
  /** Fetches the page with the number `pageParam`. */
  queryFn: (context: { signal: AbortSignal; pageParam: number }) => Promise<Page>;
  initialPageParam: number;
  /** The number of the next page; `undefined` after the last. */
  getNextPageParam: (lastPage: Page, allPages: Page[], lastPageParam: number) => number | undefined;
  retry: false;
}

/** Options of `useMutation`, `createMutation`, … */
export interface MutationOptions<Args, Data> {
  mutationKey: QueryKey;
  /** Calls the client. The same object of arguments has the same idempotency key until the call succeeds. */
  mutationFn: (args: Args) => Promise<Data>;
  retry: false;
}

/** Options of SWR. */
export interface SwrOptions<Data> {
  shouldRetryOnError: false;
  /** For `tasks.get`: milliseconds until the next poll; 0 once the task has ended. */
  refreshInterval?: (latest: Data | undefined) => number;
}

/**
 * Returns the key of an operation's data, to read or invalidate it. Without `args` the key covers all data of the operation, with the name of a
 * group (`watchlists`) all data of the group, and without `operation` all data of the client.
 */
export function queryKey(outx: Outx, operation?: string, args?: unknown): QueryKey;

/**
 * Returns options of `useQuery` for an operation that reads. A list is read as the one page that the arguments select. A task is polled until it
 * ends.
 *
 * @throws {TypeError} the operation writes, or does not exist
 */
export function queryOptions<Operation extends ReadOperation>(outx: Outx, operation: Operation, ...given: Given<Operation>): QueryOptions<DataOf<Operation>>;

/** Returns options of `useInfiniteQuery` for a list, page by page to its end. */
export function infiniteQueryOptions<Operation extends ListOperation>(
  outx: Outx,
  operation: Operation,
  args: ArgsOf<Operation>,
  options?: CallOptions,
): InfiniteQueryOptions<DataOf<Operation>>;

/**
 * Returns options of `useMutation` for an operation that writes or creates a task. Until it succeeds, the same object of arguments has the same
 * idempotency key, so a repeat through a gateway takes effect once. A new object is a new write.
 *
 * @throws {TypeError} the operation only reads, or does not exist
 */
export function mutationOptions<Operation extends WriteOperation>(
  outx: Outx,
  operation: Operation,
  options?: CallOptions,
): MutationOptions<ArgsOf<Operation>, DataOf<Operation>>;

/**
 * Returns key, fetcher and options for an operation that reads: `useSWR(...swr(outx, "team.get"))`. A task is polled until it ends.
 *
 * @throws {TypeError} the operation writes, or does not exist
 */
export function swr<Operation extends ReadOperation>(
  outx: Outx,
  operation: Operation,
  ...given: Given<Operation>
): [key: QueryKey, fetcher: () => Promise<DataOf<Operation>>, options: SwrOptions<DataOf<Operation>>];

/** Returns the function of keys, fetcher and options for a list, page by page: `useSWRInfinite(...swrInfinite(outx, "posts.list", args))`. */
export function swrInfinite<Operation extends ListOperation>(
  outx: Outx,
  operation: Operation,
  args: ArgsOf<Operation>,
  options?: CallOptions,
): [
  keyOf: (index: number, previous: DataOf<Operation> | null) => QueryKey | null,
  fetcher: (key: QueryKey) => Promise<DataOf<Operation>>,
  options: { shouldRetryOnError: false },
];

/**
 * Returns key and fetcher for an operation that writes or creates a task: `useSWRMutation(...swrMutation(outx, "engagement.like"))`. Idempotency
 * keys are those of `mutationOptions`.
 *
 * @throws {TypeError} the operation only reads, or does not exist
 */
export function swrMutation<Operation extends WriteOperation>(
  outx: Outx,
  operation: Operation,
  options?: CallOptions,
): [key: QueryKey, fetcher: (key: QueryKey, options: { arg: ArgsOf<Operation> }) => Promise<DataOf<Operation>>];
