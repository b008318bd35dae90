// Options for the caches of TanStack Query and SWR. Plain objects and arrays: this imports neither of them, nor the client.

import { newIdempotencyKey } from "./idempotency-key.js";

const SCOPE = Symbol.for("outx-client.scope");
/** What may be read again without the user's wish: a cache does so when a window gets the focus. */
const READ = /\.(list|get|session|usage|health)$/;
/** What takes options and no arguments. */
const WITHOUT_ARGUMENTS = /\.(session|health)$/;
const ENDED = /^(completed|failed)$/;

/** The keys of writes that have not succeeded, by the object of their arguments. */
const keys = new WeakMap();

/** The key of an operation's data, or of all data of a group, or of a client. */
export function queryKey(outx, operation, args) {
  const key = outx[SCOPE]();
  if (operation) key.push(...operation.split("."));
  if (args !== undefined) key.push(args);
  return key;
}

/** For `useQuery`: an operation that reads. A task is read again until it ends. */
export function queryOptions(outx, operation, args, options) {
  const read = reader(outx, operation, options);
  const query = { queryKey: queryKey(outx, operation, args), queryFn: ({ signal }) => read(args, signal), retry: false };
  if (operation === "tasks.get") {
    query.refetchInterval = ({ state }) => (state.error?.retryable === false || hasEnded(state.data) ? false : interval(state.dataUpdateCount));
  }
  return query;
}

/** For `useInfiniteQuery`: a list, page after page. */
export function infiniteQueryOptions(outx, operation, args, options) {
  const read = reader(outx, operation, options);
  const initialPageParam = args.page ?? 1;
  return {
    // A page of its own has the key without the last part.
    queryKey: [...queryKey(outx, operation, args), "pages"],
    queryFn: ({ pageParam, signal }) => read({ ...args, page: pageParam }, signal),
    initialPageParam,
    getNextPageParam: (page, pages, at) => nextPage(page, at, initialPageParam === 1 ? count(pages) : 0),
    retry: false,
  };
}

/** For `useMutation`: an operation that writes, or creates a task. */
export function mutationOptions(outx, operation, options) {
  return { mutationKey: queryKey(outx, operation), mutationFn: writer(outx, operation, options), retry: false };
}

/** For `useSWR(...swr(…))`: the key, the fetcher and the options of an operation that reads. A task is read again until it ends. */
export function swr(outx, operation, args, options) {
  const read = reader(outx, operation, options);
  const settings = { shouldRetryOnError: false };
  // At the first interval: SWR does not count its reads.
  if (operation === "tasks.get") settings.refreshInterval = (data) => (hasEnded(data) ? 0 : interval(0));
  return [queryKey(outx, operation, args), () => read(args), settings];
}

/** For `useSWRInfinite(...swrInfinite(…))`: a list, page after page. */
export function swrInfinite(outx, operation, args, options) {
  const read = reader(outx, operation, options);
  const first = args.page ?? 1;
  // The pages before the one that is asked for: SWR asks for the keys of all of them, in order.
  const pages = [];
  const keyOf = (index, previous) => {
    pages.length = index;
    if (index > 0) pages[index - 1] = previous;
    const page = index === 0 ? first : nextPage(previous, first + index - 1, first === 1 ? count(pages) : 0);
    return page ? queryKey(outx, operation, { ...args, page }) : null;
  };
  return [keyOf, (key) => read(key.at(-1)), { shouldRetryOnError: false }];
}

/** For `useSWRMutation(...swrMutation(…))`: an operation that writes, or creates a task. */
export function swrMutation(outx, operation, options) {
  const write = writer(outx, operation, options);
  return [queryKey(outx, operation), (_key, { arg }) => write(arg)];
}

/** A function that reads, given arguments and a signal. */
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
 * A function that writes, given arguments. Until it succeeds, the same object of arguments has the same idempotency key: a repeat, by the cache or
 * by the user, does not act twice.
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

/** The method of a client by the name of its operation. */
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
 * The number of the page after `page`, which has the number `at`; `undefined` after the last. As in core/src/task/pages.rs, which is not at hand before
 * the first call, while a cache may hold pages that were fetched before a reload.
 */
function nextPage(page, at, seen) {
  const stated = (name) => [page.pagination?.[name], page[name]].find((value) => typeof value === "number");
  // Comparisons with `undefined` are false.
  const isLast = page.data.length === 0 || at >= stated("total_pages") || (stated("total_pages") === undefined && seen > 0 && seen >= stated("total"));
  return isLast ? undefined : at + 1;
}
