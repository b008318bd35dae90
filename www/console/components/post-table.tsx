import { useMemo, useRef, useState } from "preact/hooks";

import { CheckField } from "../../shared/components/field.tsx";
import { Icon } from "../../shared/components/icon.tsx";
import { RelativeTime } from "../../shared/components/relative-time.tsx";
import { formatNumber } from "../../shared/lib/format.ts";
import { truncate } from "../../shared/lib/graphemes.ts";
import { href } from "../lib/route.ts";
import { strings } from "../lib/strings.ts";
import { type FeedPost, timeOf } from "../model/feed-post.ts";
import { type Column, type TableOrder, columns, firstDirection, sortPosts } from "../model/post-table.ts";
import { shownColumns } from "../state/preferences.ts";
import type { Selection } from "../state/selection.ts";
import { PostDialog } from "./post-dialog.tsx";
import { Spacer, useVirtualRows } from "./virtual-rows.tsx";

const words = strings.posts;
/** Height of a row in px, as the style sheet sets it. */
const ROW_HEIGHT = 44;
const TEXT_CHARS = 240;

interface Props {
  label: string;
  posts: readonly FeedPost[];
  selection: Selection;
  /** Whether the posts are of several watchlists. */
  merged: boolean;
}

/** Posts as rows, to sort, compare and select. A row opens the whole post. */
export function PostTable({ label, posts, selection, merged }: Props) {
  const [order, setOrder] = useState<TableOrder>();
  const [open, setOpen] = useState<FeedPost>();
  const sorted = useMemo(() => (order ? sortPosts(posts, order) : posts), [posts, order]);
  const shown = shownColumns.value.filter((column) => merged || column !== "watchlist");
  const frame = useRef<HTMLTableSectionElement>(null);
  const keyOf = (index: number) => sorted[index]?.id ?? index;
  const { rows, after, measure } = useVirtualRows({ count: sorted.length, estimate: ROW_HEIGHT, keyOf, frame });
  const width = shown.length + 1;
  return (
    <>
      <Columns merged={merged} />
      <div class="table-scroll" tabIndex={0} role="group" aria-label={label}>
        <table class="post-table" aria-rowcount={sorted.length + 1}>
          <caption class="visually-hidden">{order ? words.sortedLoaded : label}</caption>
          <thead>
            <tr aria-rowindex={1}>
              <th scope="col" class="choose">
                <SelectAll posts={sorted} selection={selection} />
              </th>
              {shown.map((column) => (
                <Heading key={column} column={column} order={order} onOrder={setOrder} />
              ))}
            </tr>
          </thead>
          <tbody ref={frame}>
            {rows.flatMap(({ index, key, before }) => {
              const post = sorted[index];
              return post === undefined
                ? []
                : [
                    <Spacer key={`before-${key}`} as="tr" size={before} columns={width} />,
                    <tr key={key} data-index={index} ref={measure} aria-rowindex={index + 2} class={post.id && selection.has(post.id) ? "chosen" : undefined}>
                      <td class="choose">{post.id && <ChoosePost post={post} selection={selection} />}</td>
                      {shown.map((column) => (
                        <Cell key={column} column={column} post={post} onOpen={() => setOpen(post)} />
                      ))}
                    </tr>,
                  ];
            })}
            <Spacer as="tr" size={after} columns={width} />
          </tbody>
        </table>
      </div>
      {open && <PostDialog post={open} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function Columns({ merged }: { merged: boolean }) {
  const shown = shownColumns.value;
  const toggle = (column: Column, on: boolean) => {
    const next = columns.filter((each) => (each === column ? on : shown.includes(each)));
    if (next.length > 0) shownColumns.value = next;
  };
  return (
    <details class="columns-choice">
      <summary>{words.columns}</summary>
      <fieldset class="row">
        <legend class="visually-hidden">{words.columns}</legend>
        {columns
          .filter((column) => merged || column !== "watchlist")
          .map((column) => (
            <CheckField key={column} label={words.columnNames[column]} value={shown.includes(column)} onInput={(on) => toggle(column, on)} />
          ))}
      </fieldset>
    </details>
  );
}

function Heading({ column, order, onOrder }: { column: Column; order: TableOrder | undefined; onOrder: (order: TableOrder | undefined) => void }) {
  const active = order?.column === column;
  const next = () => {
    if (!active) return onOrder({ column, ascending: firstDirection(column) });
    // The second press reverses the order, the third returns to the order of the feed.
    onOrder(order.ascending === firstDirection(column) ? { column, ascending: !order.ascending } : undefined);
  };
  return (
    <th scope="col" class={column} aria-sort={active ? (order.ascending ? "ascending" : "descending") : undefined}>
      <button type="button" class="sort" onClick={next}>
        {words.columnNames[column]}
        <span aria-hidden="true">{active ? (order.ascending ? "↑" : "↓") : ""}</span>
      </button>
    </th>
  );
}

function SelectAll({ posts, selection }: { posts: readonly FeedPost[]; selection: Selection }) {
  const ids = posts.flatMap(({ id }) => id ?? []);
  const all = ids.length > 0 && ids.every((id) => selection.has(id));
  return <input type="checkbox" aria-label={words.selectAll(formatNumber(ids.length))} checked={all} onChange={() => (all ? selection.clear() : selection.add(ids))} />;
}

/** The checkbox that selects a post for an action on several posts. */
export function ChoosePost({ post, selection }: { post: FeedPost; selection: Selection }) {
  const { id = "", author } = post;
  return <input type="checkbox" aria-label={words.select(author ?? words.unknownAuthor)} checked={selection.has(id)} onChange={() => selection.toggle(id)} />;
}

function Cell({ column, post, onOpen }: { column: Column; post: FeedPost; onOpen: () => void }) {
  switch (column) {
    case "text":
      return (
        <td class="text">
          <button type="button" class="cell-open" dir="auto" onClick={onOpen}>
            {truncate(post.text, TEXT_CHARS) || words.noText}
          </button>
        </td>
      );
    case "at":
      return <td class="at">{timeOf(post) > 0 && <RelativeTime at={new Date(timeOf(post))} />}</td>;
    case "likes":
    case "comments":
    case "shares":
      return <td class="number">{post[column] === undefined ? "" : formatNumber(post[column])}</td>;
    case "tags":
      return (
        <td class="tags">
          {post.tags.map((tag) => (
            <span key={tag} class="tag" dir="auto">
              {tag}
            </span>
          ))}
        </td>
      );
    case "watchlist":
      return (
        <td class="watchlist" dir="auto">
          {post.watchlist && <a href={href(["watchlists", post.watchlist.kind, post.watchlist.id])}>{post.watchlist.name}</a>}
        </td>
      );
    default:
      return (
        <td class={column} dir="auto">
          {post[column] ?? <span class="quiet">–</span>}
        </td>
      );
  }
}

/** Icons of the switch between cards and table. */
export const layoutIcons = { cards: <Icon name="cards" />, table: <Icon name="table" /> };
