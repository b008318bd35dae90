import { useMemo, useState } from "preact/hooks";

import { formatNumber } from "../../shared/lib/format.ts";
import { PostChart } from "../charts/index.ts";
import { strings } from "../lib/strings.ts";
import type { FeedPost } from "../model/feed-post.ts";
import { type Ranked, summarizePosts } from "../model/post-statistics.ts";

const words = strings.posts;

/** Counts of the loaded posts by day, author and label. */
export function PostStatistics(counted: { posts: readonly FeedPost[]; total: number | undefined }) {
  const [open, setOpen] = useState(false);
  return (
    <details class="statistics" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.statistics}</summary>
      {open && <Summary {...counted} />}
    </details>
  );
}

function Summary({ posts, total }: { posts: readonly FeedPost[]; total: number | undefined }) {
  const summary = useMemo(() => summarizePosts(posts, Date.now()), [posts]);
  const today = summary.days.at(-1)?.count ?? 0;
  const week = summary.days.slice(-7).reduce((sum, { count }) => sum + count, 0);
  return (
    <div class="card">
      <dl class="figures">
        <Figure name={words.statTotal} value={total ?? summary.posts} />
        <Figure name={words.statToday} value={today} />
        <Figure name={words.statWeek} value={week} />
      </dl>
      <p class="quiet">{words.statScope(formatNumber(summary.posts))}</p>
      <section>
        <h2 class="eyebrow">{words.statDays}</h2>
        <PostChart label={words.statDays} days={summary.days} />
      </section>
      <div class="columns">
        <Ranking name={words.statAuthors} rows={summary.authors} />
        <Ranking name={words.statLabels} rows={summary.labels} />
      </div>
    </div>
  );
}

function Figure({ name, value }: { name: string; value: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class="figure">{formatNumber(value)}</dd>
    </div>
  );
}

function Ranking({ name, rows }: { name: string; rows: readonly Ranked[] }) {
  return (
    <section>
      <h2 class="eyebrow">{name}</h2>
      {rows.length === 0 ? (
        <p class="quiet">{words.statNone}</p>
      ) : (
        <ol class="ranking">
          {rows.map(({ name, count }) => (
            <li key={name}>
              <bdi>{name}</bdi> <span class="quiet">{formatNumber(count)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
