import type { Kind } from "../../shared/model/watchlist.ts";
import { Choices } from "../components/choices.tsx";
import { FeedList } from "../components/feed-list.tsx";
import { InteractionCard } from "../components/interaction-card.tsx";
import { Empty } from "../components/states.tsx";
import { WatchlistPage } from "../components/watchlist-page.tsx";
import { href } from "../lib/route.ts";
import { strings } from "../lib/strings.ts";
import { useInteractions } from "../state/feed.ts";
import { navigate } from "../state/navigation.ts";

const words = strings.interactions;
const types = ["all", "like", "comment"] as const;

export function InteractionsPage({ kind, id, query }: { kind: Kind; id: string; query: URLSearchParams }) {
  const type = types.find((each) => each === query.get("type")) ?? "all";
  const feed = useInteractions({ watchlist_id: id, ...(type !== "all" && { interaction_type: type }) });
  const at = (type: string) => href(["watchlists", kind, id, "interactions"], { type: type === "all" ? undefined : type });
  return (
    <WatchlistPage kind={kind} id={id} here="interactions" title={words.title} titleOf={words.of}>
      {() => (
        <>
          <Choices
            legend={words.type}
            quiet
            choices={types.map((value) => ({ value, label: words.types[value] }))}
            value={type}
            onChange={(type) => navigate(at(type), { replace: true })}
          />
          <FeedList
            feed={feed}
            label={words.title}
            count={words.count}
            empty={
              <Empty icon="comment" title={words.empty} why={words.emptyWhy}>
                <a class="button" href={href(["watchlists", kind, id])}>
                  {words.toPosts}
                </a>
              </Empty>
            }
          >
            {(interaction) => <InteractionCard interaction={interaction} />}
          </FeedList>
        </>
      )}
    </WatchlistPage>
  );
}
