// Options for TanStack Query and SWR, as plain objects and arrays. This module imports neither library, nor the client.

import { newIdempotencyKey } from "./idempotency-key.js";

const SCOPE = Symbol.for("outx-client.scope");
/** Operations that only read. A cache may repeat them by itself, for example when a window gets the focus. */
const READ = /\.(list|get|session|usage|health)$/;
/** Methods that take options and no arguments. */
const WITHOUT_ARGUMENTS = /\.(session|health)$/;
const ENDED = /^(completed|failed)$/;

/** The idempotency keys of writes that have not succeeded, by the object of their arguments. */
const keys = new WeakMap();

/** Returns the key of an operation's data, or of all data of a group or of a client. */
export function queryKey(outx, operation, args) {
  const key = outx[SCOPE]();
  if (operation) key.push(...operation.split("."));
  if (args !== undefined) key.push(args);
  return key;
}

/** Returns options of `useQuery` for an operation that reads. A task is polled until it ends. */
export function queryOptions(outx, operation, args, options) {
  const read = reader(outx, operation, options);
  const query = { queryKey: queryKey(outx, operation, args), queryFn: ({ signal }) => read(args, signal), retry: false };
  if (operation === "tasks.get") {
    query.refetchInterval = ({ state }) => (state.error?.retryable === false || hasEnded(state.data) ? false : interval(state.dataUpdateCount));
  }
  return query;
}

/** Returns options of `useInfiniteQuery` for a list, page by page. */
export function infiniteQueryOptions(outx, operation, args, options) {
  const read = reader(outx, operation, options);
  const initialPageParam = args.page ?? 1;
  return {
    // `queryOptions` for one page has the key without "pages".
    queryKey: [...queryKey(outx, operation, args), "pages"],
    queryFn: ({ pageParam, signal }) => read({ ...args, page: pageParam }, signal),
    initialPageParam,
    getNextPageParam: (page, pages, at) => nextPage(page, at, initialPageParam === 1 ? count(pages) : 0),
    retry: false,
  };
}

/** Returns options of `useMutation` for an operation that writes or creates a task. */
export function mutationOptions(outx, operation, options) {
  return { mutationKey: queryKey(outx, operation), mutationFn: writer(outx, operation, options), retry: false };
}

/** Returns key, fetcher and options of `useSWR` for an operation that reads. A task is polled until it ends. */
export function swr(outx, operation, args, options) {
  const read = reader(outx, operation, options);
  const settings = { shouldRetryOnError: false };
  // Always the first interval, because SWR does not count its reads.
  if (operation === "tasks.get") settings.refreshInterval = (data) => (hasEnded(data) ? 0 : interval(0));
  return [queryKey(outx, operation, args), () => read(args), settings];
}

/** Returns the function of keys, fetcher and options of `useSWRInfinite` for a list, page by page. */
export function swrInfinite(outx, operation, args, options) {
  const read = reader(outx, operation, options);
  const first = args.page ?? 1;
  // The pages before the requested one. SWR requests the keys of all pages in order.
  const pages = [];
  const keyOf = (index, previous) => {
    pages.length = index;
    if (index > 0) pages[index - 1] = previous;
    const page = index === 0 ? first : nextPage(previous, first + index - 1, first === 1 ? count(pages) : 0);
    return page ? queryKey(outx, operation, { ...args, page }) : null;
  };
  return [keyOf, (key) => read(key.at(-1)), { shouldRetryOnError: false }];
}

/** Returns key and fetcher of `useSWRMutation` for an operation that writes or creates a task. */
export function swrMutation(outx, operation, options) {
  const write = writer(outx, operation, options);
  return [queryKey(outx, operation), (_key, { arg }) => write(arg)];
}

/** Returns a function of arguments and a signal that reads an operation. */
function reader(outx, operation, options) {
  if (!READ.test(operation)) throw new TypeError(`${operation} is not read-only: use mutationOptions or swrMutation`);
  const method = methodOf(outx, operation);
  return (args, signal) => {
    const given = { ...options, signal };
    const result = WITHOUT_ARGUMENTS.test(operation) ? method(given) : method(args, given);
    return result.page ? result.page() : result;
  };
}

/**
 * Returns a function of arguments that calls an operation. Until it succeeds, the same object of arguments has the same idempotency key, so a repeat
 * by the cache or by the user takes effect once.
 */
function writer(outx, operation, options) {
  if (READ.test(operation)) throw new TypeError(`${operation} only reads: use queryOptions or swr`);
  const method = methodOf(outx, operation);
  return async (args) => {
    if (Object(args) !== args) return method(args, options);
    const idempotencyKey = keys.get(args) ?? newIdempotencyKey();
    keys.set(args, idempotencyKey);
    const value = await method(args, { idempotencyKey, ...options });
    keys.delete(args);
    return value;
  };
}

/** Returns the method of a client by the name of its operation. */
function methodOf(outx, operation) {
  const method = operation.split(".").reduce((at, name) => at?.[name], outx);
  if (typeof method !== "function") throw new TypeError(`the client has no operation ${operation}`);
  return method;
}

function hasEnded(task) {
  return ENDED.test(task?.data?.status);
}

/** Milliseconds until the next poll of a task, as in core/src/task/wait.rs. */
function interval(polls) {
  return Math.min(5_000 * 1.25 ** Math.max(polls - 1, 0), 15_000);
}

function count(pages) {
  return pages.reduce((sum, { data }) => sum + data.length, 0);
}

/**
 * Returns the number of the page after `page`, which has the number `at`; `undefined` after the last. The rules of core/src/task/pages.rs are
 * repeated here because a cache may have pages from before a reload, when the wasm is not loaded yet.
 */
function nextPage(page, at, seen) {
  const stated = (name) => [page.pagination?.[name], page[name]].find((value) => typeof value === "number");
  // A comparison with `undefined` is false.
  const isLast = page.data.length === 0 || at >= stated("total_pages") || (stated("total_pages") === undefined && seen > 0 && seen >= stated("total"));
  return isLast ? undefined : at + 1;
}
