import { ExternalLink } from "../../../shared/components/external-link.tsx";
import { Initials } from "../../../shared/components/initials.tsx";
import { RelativeTime } from "../../../shared/components/relative-time.tsx";
import { strings } from "../lib/strings.ts";
import type { Item, WatchlistRef } from "../model/mention-digest.ts";

const words = strings.posts;

interface Props {
  posts: readonly (Item & { watchlist?: WatchlistRef })[];
  /** The ids the reader has not seen before. */
  fresh?: ReadonlySet<string>;
}

/** Posts in a narrow layout. To like them or comment on them, readers use the console. */
export function MentionList({ posts, fresh }: Props) {
  return (
    <ul class="items">
      {posts.map((item) => (
        <li key={item.id} class="item">
          <div class="item-head">
            <Initials name={item.author ?? "?"} />
            <p class="item-by">
              <strong dir="auto">{item.author ?? words.unknownAuthor}</strong>
              {item.watchlist && <span class="quiet" dir="auto">{item.watchlist.name}</span>}
            </p>
            {fresh?.has(item.id) && <span class="tag accent">{strings.companion.isNew}</span>}
            {item.at > 0 && (
              <span class="item-at">
                <RelativeTime at={new Date(item.at)} />
              </span>
            )}
          </div>
          <p class="item-text" dir="auto">{item.text}</p>
          {item.url && (
            <ExternalLink class="link" href={item.url}>
              {item.source === "reddit" ? words.openReddit : words.open}
            </ExternalLink>
          )}
        </li>
      ))}
    </ul>
  );
}
