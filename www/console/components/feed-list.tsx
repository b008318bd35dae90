import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { Icon } from "../../shared/components/icon.tsx";
import { formatNumber } from "../../shared/lib/format.ts";
import { strings } from "../lib/strings.ts";
import type { Feed } from "../state/feed.ts";
import { Problem } from "./problem.tsx";
import { Skeleton } from "./states.tsx";
import { Spacer, useVirtualRows } from "./virtual-rows.tsx";

const words = strings.posts;

interface Props<T> {
  feed: Feed<T>;
  label: string;
  count: (count: string, total: string | undefined) => string;
  /** Shown instead of an empty feed. */
  empty: ComponentChildren;
  /** Shown beside the count. */
  tools?: ComponentChildren;
  children: (item: T) => ComponentChildren;
}

/** A feed as cards. The next page loads whenever the end scrolls into view. */
export function FeedList<T extends { id?: string | undefined }>({ children, ...frame }: Props<T>) {
  return <FeedFrame {...frame}>{(items) => <Cards items={items}>{children}</Cards>}</FeedFrame>;
}

interface FrameProps<T> extends Omit<Props<T>, "children"> {
  children: (items: readonly T[]) => ComponentChildren;
}

/** The parts that cards and table have in common: the count, new items, failures, and loading of further pages. */
export function FeedFrame<T>({ feed, label, count, empty, tools, children }: FrameProps<T>) {
  const { items, total, failure, loading, ended, news, more, refresh } = feed;
  const first = loading && items.length === 0;
  return (
    <section aria-label={label} class="feed-frame" aria-busy={loading}>
      <div class="feed-head">
        <p class={items.length > 0 ? "list-count" : "visually-hidden"} role="status">
          {first ? strings.common.loading : count(formatNumber(items.length), ended || total === undefined ? undefined : formatNumber(total))}
        </p>
        <div class="row">
          {tools}
          <button type="button" class="button small" aria-disabled={loading} onClick={() => loading || refresh()}>
            <Icon name="refresh" />
            {strings.common.refresh}
          </button>
        </div>
      </div>
      {news > 0 && (
        <p class="news" role="status">
          <button type="button" class="button small primary" onClick={refresh}>
            {words.news(formatNumber(news))}
          </button>
        </p>
      )}
      {items.length === 0 && !loading && !failure && empty}
      {items.length > 0 && children(items)}
      {loading && <Skeleton rows={items.length > 0 ? 1 : 3} tall />}
      {failure && <Problem failure={failure} onRetry={more} />}
      {!loading && !failure && items.length > 0 && (ended ? <p class="feed-end">{words.end}</p> : <More key={items.length} more={more} />)}
    </section>
  );
}

/** Space between two cards in px, as `.feed.long` in workbench.css sets it. */
const GAP = 16;
const CARD_HEIGHT = 230;

function Cards<T extends { id?: string | undefined }>({ items, children }: { items: readonly T[]; children: (item: T) => ComponentChildren }) {
  const frame = useRef<HTMLUListElement>(null);
  const keyOf = (index: number) => items[index]?.id ?? index;
  const { rows, after, measure } = useVirtualRows({ count: items.length, estimate: CARD_HEIGHT, gap: GAP, keyOf, frame });
  return (
    <ul class="feed long" ref={frame}>
      {rows.flatMap(({ index, key, before }) => {
        const item = items[index];
        return item === undefined
          ? []
          : [
              <Spacer key={`before-${key}`} as="li" size={before} />,
              <li key={key} data-index={index} ref={measure} aria-setsize={items.length} aria-posinset={index + 1}>
                {children(item)}
              </li>,
            ];
      })}
      <Spacer as="li" size={after} />
    </ul>
  );
}

/** Loads the next page when its button scrolls into view, or when the button is pressed. */
function More({ more }: { more: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!button.current) return;
    const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting && more(), { rootMargin: "600px" });
    watcher.observe(button.current);
    return () => watcher.disconnect();
  }, []);
  return (
    <button ref={button} type="button" class="button feed-more" onClick={more}>
      {words.more}
    </button>
  );
}
