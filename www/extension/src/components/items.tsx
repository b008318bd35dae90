import { External } from "../../../shared/components/external.tsx";
import { Initials } from "../../../shared/components/initials.tsx";
import { Ago } from "../../../shared/components/time.tsx";
import { strings } from "../../../shared/lib/strings.ts";
import type { Item, Named } from "../model/mention-digest.ts";

const words = strings.posts;

interface Props {
  posts: readonly (Item & { watchlist?: Named })[];
  /** The ids the reader has not seen before. */
  fresh?: ReadonlySet<string>;
}

/** Posts in little room; liking and commenting is the console's. */
export function Items({ posts, fresh }: Props) {
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
            {fresh?.has(item.id) && <span class="tag accent">{strings.companion.fresh}</span>}
            {item.at > 0 && (
              <span class="item-at">
                <Ago at={new Date(item.at)} />
              </span>
            )}
          </div>
          <p class="item-text" dir="auto">{item.text}</p>
          {item.url && (
            <External class="link" href={item.url}>
              {item.source === "reddit" ? words.openReddit : words.open}
            </External>
          )}
        </li>
      ))}
    </ul>
  );
}
