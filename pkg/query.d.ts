import type { CallOptions, CallPromise, NoArguments, Pages } from "./types/calls.js";
import type { Outx } from "./types/client.js";
import type { ListOperationName, OperationName, ReadOperationName } from "./types/operations.js";
import type { TaskStatus, WatchlistList } from "./types/responses.js";
export type { ListOperationName, ReadOperationName } from "./types/operations.js";

/** Operations that only read: a cache may repeat them whenever it wants. */
export type ReadOperation = "auth.session" | "gateway.usage" | "gateway.health" | ReadOperationName | `watchlists.${WatchlistKind}.get`;

/** Operations that return a list in pages. */
export type ListOperation = ListOperationName;

/** Operations that write, create a task, or sign in. */
export type WriteOperation = Exclude<OperationName, ReadOperation> | "auth.signOut";

/** What a watchlist watches. */
export type WatchlistKind = keyof Outx["watchlists"];

/** What is at a path of names. */
export type At<Value, Path extends string> = Path extends `${infer Name}.${infer Rest}`
  ? Name extends keyof Value
    ? At<Value[Name], Rest>
    : never
  : Path extends keyof Value
    ? Value[Path]
    : never;

/** The method of an operation. Of an overloaded or a generic one TypeScript would infer too little. */
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

/** What an operation returns; of a list, one page. */
export type DataOf<Operation extends ReadOperation | WriteOperation> = MethodOf<Operation> extends (...given: never[]) => infer Returned
  ? Returned extends Pages<unknown, infer Page>
    ? Page
    : Awaited<Returned>
  : never;

/** Begins with the gateway's address and the session, then the names of the operation, then its arguments. Contains no secret. */
export type QueryKey = readonly unknown[];

/** The parts of a query's state that decide whether a task is polled on. */
export interface PolledQuery {
  state: { data?: unknown; error: unknown; dataUpdateCount: number };
}

/** For `useQuery`, `createQuery`, `queryClient.fetchQuery`, … */
export interface QueryOptions<Data> {
  queryKey: QueryKey;
  /** Calls the client; `signal` aborts the request. */
  queryFn: (context: { signal: AbortSignal }) => Promise<Data>;
  /** The client retries by itself. */
  retry: false;
  /** Of a task: until it ends. */
  refetchInterval?: (query: PolledQuery) => number | false;
}

/** For `useInfiniteQuery`, `createInfiniteQuery`, … */
export interface InfiniteQueryOptions<Page> {
  queryKey: QueryKey;
  /** Fetches the page of this number. */
  queryFn: (context: { signal: AbortSignal; pageParam: number }) => Promise<Page>;
  initialPageParam: number;
  /** The number of the next page; `undefined` after the last. */
  getNextPageParam: (lastPage: Page, allPages: Page[], lastPageParam: number) => number | undefined;
  retry: false;
}

/** For `useMutation`, `createMutation`, … */
export interface MutationOptions<Args, Data> {
  mutationKey: QueryKey;
  /** Calls the client, with an idempotency key of these arguments. */
  mutationFn: (args: Args) => Promise<Data>;
  retry: false;
}

/** Options of SWR. */
export interface SwrOptions<Data> {
  shouldRetryOnError: false;
  /** Of a task: until it ends. */
  refreshInterval?: (latest: Data | undefined) => number;
}

/** The key of an operation's data; without arguments of all its data, of a group (`watchlists`) of all in it, alone of everything of this client. */
export function queryKey(outx: Outx, operation?: string, args?: unknown): QueryKey;

/**
 * For `useQuery`: an operation that reads. Of a list, the page that the arguments name. A task is read again until it ends.
 *
 * @throws {TypeError} the operation writes, or does not exist
 */
export function queryOptions<Operation extends ReadOperation>(outx: Outx, operation: Operation, ...given: Given<Operation>): QueryOptions<DataOf<Operation>>;

/** For `useInfiniteQuery`: a list, page after page, until the API says that it ends. */
export function infiniteQueryOptions<Operation extends ListOperation>(
  outx: Outx,
  operation: Operation,
  args: ArgsOf<Operation>,
  options?: CallOptions,
): InfiniteQueryOptions<DataOf<Operation>>;

/**
 * For `useMutation`: an operation that writes or creates a task. Until it succeeds, the same object of arguments has the same idempotency key, so a
 * repeat through a gateway does not act twice. A new object is a new write.
 *
 * @throws {TypeError} the operation only reads, or does not exist
 */
export function mutationOptions<Operation extends WriteOperation>(
  outx: Outx,
  operation: Operation,
  options?: CallOptions,
): MutationOptions<ArgsOf<Operation>, DataOf<Operation>>;

/** For `useSWR(...swr(outx, "team.get"))`: key, fetcher and options of an operation that reads. A task is read again until it ends. */
export function swr<Operation extends ReadOperation>(
  outx: Outx,
  operation: Operation,
  ...given: Given<Operation>
): [key: QueryKey, fetcher: () => Promise<DataOf<Operation>>, options: SwrOptions<DataOf<Operation>>];

/** For `useSWRInfinite(...swrInfinite(outx, "posts.list", args))`: a list, page after page. */
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

/** For `useSWRMutation(...swrMutation(outx, "engagement.like"))`: an operation that writes or creates a task, with idempotency keys as `mutationOptions`. */
export function swrMutation<Operation extends WriteOperation>(
  outx: Outx,
  operation: Operation,
  options?: CallOptions,
): [key: QueryKey, fetcher: (key: QueryKey, options: { arg: ArgsOf<Operation> }) => Promise<DataOf<Operation>>];
