import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { formatNumber } from "../../shared/lib/format.ts";
import { strings } from "../lib/strings.ts";
import type { Feed } from "../state/feed.ts";
import { Problem } from "./problem.tsx";
import { Skeleton } from "./states.tsx";

const words = strings.posts;

interface Props<T> {
  feed: Feed<T>;
  label: string;
  count: (count: string, total: string | undefined) => string;
  /** Shown instead of an empty feed. */
  empty: ComponentChildren;
  children: (item: T) => ComponentChildren;
}

/** A feed that loads a page whenever its end scrolls into view. */
export function FeedList<T extends { id?: string | undefined }>({ feed, label, count, empty, children }: Props<T>) {
  const { items, total, failure, loading, ended, more } = feed;
  return (
    <section aria-label={label}>
      <p class={items.length > 0 ? "list-count" : "visually-hidden"} role="status">
        {loading && items.length === 0 ? strings.common.loading : count(formatNumber(items.length), ended || total === undefined ? undefined : formatNumber(total))}
      </p>
      {items.length === 0 && !loading && !failure && empty}
      <ul class="feed">
        {items.map((item, index) => (
          <li key={item.id ?? index}>{children(item)}</li>
        ))}
      </ul>
      {loading && <Skeleton rows={items.length > 0 ? 1 : 3} tall />}
      {failure && <Problem failure={failure} onRetry={more} />}
      {!loading && !failure && items.length > 0 && (ended ? <p class="feed-end">{words.end}</p> : <More more={more} />)}
    </section>
  );
}

/** Loads the next page when its button scrolls into view, or when the button is pressed. */
function More({ more }: { more: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!button.current) return;
    const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting && more(), { rootMargin: "400px" });
    watcher.observe(button.current);
    return () => watcher.disconnect();
  }, []);
  return (
    <button ref={button} type="button" class="button feed-more" onClick={more}>
      {words.more}
    </button>
  );
}
