import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import { toJson } from "../../shared/components/code.tsx";
import { Icon } from "../../shared/components/icon.tsx";
import { formatNumber } from "../../shared/lib/format.ts";
import { toCsv } from "../lib/csv.ts";
import { downloadFile } from "../lib/download.ts";
import { strings } from "../lib/strings.ts";
import type { FeedPost } from "../model/feed-post.ts";
import { exportRows } from "../model/post-table.ts";
import type { Feed } from "../state/feed.ts";
import { MAX_ITEMS } from "../state/feed.ts";
import { type PostLayout, postLayout } from "../state/preferences.ts";
import { type Selection, useSelection } from "../state/selection.ts";
import { toast, toastWarning } from "../state/toasts.ts";
import { BulkLike } from "./bulk-like.tsx";
import { Choices } from "./choices.tsx";
import { FeedFrame, FeedList } from "./feed-list.tsx";
import { PostCard } from "./post-card.tsx";
import { ChoosePost, PostTable, layoutIcons } from "./post-table.tsx";
import { PostStatistics } from "./post-statistics.tsx";

const words = strings.posts;
const layouts: readonly PostLayout[] = ["cards", "table"];

interface Props {
  feed: Feed<FeedPost>;
  /** Beginning of the name of an exported file. */
  fileName: string;
  merged?: boolean;
  empty: ComponentChildren;
}

/** A feed of posts as cards or as a table, with a selection to export or to like. */
export function PostFeed({ feed, fileName, merged = false, empty }: Props) {
  const selection = useSelection();
  const tools = <Tools feed={feed} selection={selection} fileName={fileName} />;
  const frame = { feed, label: words.title, count: words.count, empty, tools };
  return (
    <>
      {feed.items.length > 0 && <PostStatistics posts={feed.items} total={feed.total} />}
      {feed.items.some(({ id }) => id !== undefined && selection.has(id)) && <Chosen feed={feed} selection={selection} fileName={fileName} />}
      {postLayout.value === "table" ? (
        <FeedFrame {...frame}>{(posts) => <PostTable label={words.title} posts={posts} selection={selection} merged={merged} />}</FeedFrame>
      ) : (
        <FeedList {...frame}>{(post) => <PostCard post={post} choice={post.id && <ChoosePost post={post} selection={selection} />} />}</FeedList>
      )}
    </>
  );
}

interface ToolsProps {
  feed: Feed<FeedPost>;
  selection: Selection;
  fileName: string;
}

function Tools({ feed, fileName }: ToolsProps) {
  return (
    <>
      <Choices
        legend={words.layout}
        quiet
        iconsOnly
        choices={layouts.map((value) => ({ value, label: words.layouts[value], icon: layoutIcons[value] }))}
        value={postLayout.value}
        onChange={(layout) => (postLayout.value = layout)}
      />
      <ExportAll feed={feed} fileName={fileName} />
    </>
  );
}

type Format = "CSV" | "JSON";
const formats: readonly Format[] = ["CSV", "JSON"];

function save(posts: readonly FeedPost[], format: Format, name: string): void {
  const rows = exportRows(posts);
  if (format === "CSV") downloadFile(`${name}.csv`, "text/csv;charset=utf-8", toCsv(rows));
  else downloadFile(`${name}.json`, "application/json", toJson(rows));
}

/** Loads the rest of the feed, then saves the whole feed. A second press stops the loading. */
function ExportAll({ feed, fileName }: { feed: Feed<FeedPost>; fileName: string }) {
  const [running, setRunning] = useState<AbortController>();
  async function run(format: Format) {
    if (running) return running.abort();
    const stop = new AbortController();
    setRunning(stop);
    const posts = await feed.loadAll(stop.signal);
    setRunning(undefined);
    if (posts) save(posts, format, fileName);
    // No file is saved then, because a file that lacks posts would look complete.
    else if (!stop.signal.aborted) toastWarning(words.notExported);
    if (posts && feed.total !== undefined && feed.total > posts.length) toast(words.exportCut(formatNumber(posts.length), formatNumber(feed.total)));
  }
  return (
    <>
      {formats.map((format) => (
        <button key={format} type="button" class="button small" title={words.exportHint(formatNumber(MAX_ITEMS))} onClick={() => void run(format)}>
          <Icon name="download" />
          {running ? words.exportStop(formatNumber(feed.items.length)) : strings.linkedin.download(format)}
        </button>
      ))}
    </>
  );
}

function Chosen({ feed, selection, fileName }: ToolsProps) {
  const [liking, setLiking] = useState(false);
  const chosen = feed.items.filter(({ id }) => id !== undefined && selection.has(id));
  return (
    <section class="chosen-bar" aria-label={words.selection}>
      <p role="status">{words.selected(formatNumber(chosen.length))}</p>
      <div class="row">
        <button type="button" class="button small primary" onClick={() => setLiking(true)}>
          <Icon name="like" />
          {words.likeSelected}
        </button>
        {formats.map((format) => (
          <button key={format} type="button" class="button small" onClick={() => save(chosen, format, fileName)}>
            <Icon name="download" />
            {strings.linkedin.download(format)}
          </button>
        ))}
        <button type="button" class="button small" onClick={selection.clear}>
          {words.clearSelection}
        </button>
      </div>
      {liking && <BulkLike posts={chosen} onClose={() => setLiking(false)} onDone={selection.clear} />}
    </section>
  );
}
