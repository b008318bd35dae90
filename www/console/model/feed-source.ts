// Sources of the items of a feed: the pages of one list, or several lists merged by time.

import { readPage, unseen } from "../../shared/model/page.ts";
import type { Raw } from "../../shared/model/raw.ts";

export interface Batch<T> {
  items: T[];
  /** Whether this is the last batch; `undefined` when the API does not say. */
  isLast: boolean | undefined;
  /** Number of items over all batches, if the API reports it. */
  total: number | undefined;
}

/** Returns the next batch with each call. A call that failed can be repeated. */
export type Source<T> = (signal: AbortSignal) => Promise<Batch<T>>;

/** Requests one page; numbers begin with 1. */
export type LoadPage = (page: number, signal: AbortSignal) => PromiseLike<unknown>;

/** The pages of one list. */
export function pagedSource<T>(load: LoadPage, read: (raw: Raw) => T): Source<T> {
  let next = { page: 1, seen: 0 };
  return async (signal) => {
    const { rows, isLast, total } = readPage(await load(next.page, signal), next);
    next = { page: next.page + 1, seen: next.seen + rows.length };
    return { items: rows.map(read), isLast, total };
  };
}

interface Stream<T> {
  source: Source<T>;
  waiting: T[];
  ended: boolean;
  total: number | undefined;
  /** The items of the last page. If the API does not say where a list ends, it may repeat them. */
  last: readonly T[];
}

interface Identified {
  id?: string | undefined;
}

/** Requests that run at the same time while the first pages of many lists are loaded. */
const PARALLEL = 4;
const MERGED_BATCH = 50;

/**
 * Merges several lists. Each source must be sorted by `compare` (negative: `a` comes first), and so is the result. An item that several
 * lists contain comes once.
 */
export function mergedSource<T extends Identified>(sources: readonly Source<T>[], compare: (a: T, b: T) => number): Source<T> {
  const streams = sources.map((source): Stream<T> => ({ source, waiting: [], ended: false, total: undefined, last: [] }));
  const given = new Set<string>();
  return async (signal) => {
    const items: T[] = [];
    while (items.length < MERGED_BATCH) {
      await fill(streams, signal);
      const first = earliest(streams, compare);
      if (!first) break;
      const [item] = first.waiting.splice(0, 1);
      if (!item || (item.id !== undefined && given.has(item.id))) continue;
      if (item.id !== undefined) given.add(item.id);
      items.push(item);
    }
    const totals = streams.map(({ total }) => total);
    const total = totals.every((each) => each !== undefined) ? totals.reduce((sum, each) => sum + each, 0) : undefined;
    return { items, isLast: streams.every(({ ended, waiting }) => ended && waiting.length === 0), total };
  };
}

/** Loads a page of every list that has no item left to compare. */
async function fill<T extends Identified>(streams: Stream<T>[], signal: AbortSignal): Promise<void> {
  const empty = streams.filter(({ ended, waiting }) => !ended && waiting.length === 0);
  const worker = async () => {
    for (let stream = empty.pop(); stream; stream = empty.pop()) await fillOne(stream, signal);
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
}

async function fillOne<T extends Identified>(stream: Stream<T>, signal: AbortSignal): Promise<void> {
  while (!stream.ended && stream.waiting.length === 0) {
    const { items, isLast, total } = await stream.source(signal);
    stream.waiting = unseen(stream.last, items);
    stream.ended = isLast ?? stream.waiting.length === 0;
    stream.total = total;
    stream.last = items;
  }
}

function earliest<T>(streams: Stream<T>[], compare: (a: T, b: T) => number): Stream<T> | undefined {
  let first: Stream<T> | undefined;
  for (const stream of streams) {
    const [item] = stream.waiting;
    const [best] = first?.waiting ?? [];
    if (item !== undefined && (best === undefined || compare(item, best) < 0)) first = stream;
  }
  return first;
}
