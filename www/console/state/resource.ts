import { QueryCache, QueryClient, QueryObserver, hashKey } from "@tanstack/query-core";
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";

import { type Failure, toFailure } from "../../shared/model/failure.ts";
import type { Query } from "../api/queries.ts";
import { report } from "./report.ts";
import { signIns } from "./session.ts";

/** Time after which the page says that it is still loading, in ms. */
const SLOW_MS = 3_000;
/** Time for which data that no page shows is kept, in ms. */
const KEPT_MS = 300_000;

export interface Resource<T> {
  data: T | undefined;
  failure: Failure | undefined;
  loading: boolean;
  slow: boolean;
  reload(): void;
  /** Replaces the data in place, after a change the reader made. */
  set(change: (data: T) => T): void;
}

const cache = new QueryClient({
  queryCache: new QueryCache({ onError: report }),
  defaultOptions: {
    queries: {
      gcTime: KEPT_MS,
      // The client retries, and reports a missing network.
      retry: false,
      networkMode: "always",
      refetchOnWindowFocus: false,
      refetchOnReconnect: ({ state }) => state.error !== null,
      // Nothing compares responses by reference.
      structuralSharing: false,
    },
  },
});

// Listens for the network's return; `refetchOnReconnect` does nothing without it.
cache.mount();

/** The data of a query, from the cache if it is fresh. */
export function readQuery<T>(query: Query<T>): Promise<T> {
  return cache.fetchQuery<T>({ ...query, queryKey: [...query.queryKey] });
}

/** The data of a query, fetched again when its key changes, on `reload()` and after a sign-in. Old data of the same key stays meanwhile. */
export function useResource<T>(query: Query<T>): Resource<T> {
  const options = cache.defaultQueryOptions<T, Error, T, T>({ ...query, queryKey: [...query.queryKey] });
  const key = hashKey(options.queryKey);
  const observer = useMemo(() => new QueryObserver(cache, options), [key]);
  const [, draw] = useState(0);
  useEffect(() => observer.subscribe(() => draw((count) => count + 1)), [observer]);
  const { data, error, isFetching } = observer.getOptimisticResult(options);
  const reload = useCallback(() => void observer.refetch(), [observer]);
  const set = useCallback(
    (change: (data: T) => T) => cache.setQueryData<T>(options.queryKey, (before) => (before === undefined ? before : change(before))),
    [key],
  );
  const signedIn = useRef(signIns.value);
  useEffect(() => {
    if (signedIn.current !== signIns.value) reload();
    signedIn.current = signIns.value;
  }, [signIns.value]);
  return { data, failure: error && !isFetching ? toFailure(error) : undefined, loading: isFetching, slow: useSlow(isFetching), reload, set };
}

function useSlow(isFetching: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!isFetching) return setSlow(false);
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, [isFetching]);
  return slow;
}
