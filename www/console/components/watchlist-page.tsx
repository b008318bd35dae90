import type { ComponentChildren } from "preact";

import { CopyButton } from "../../shared/components/code.tsx";
import type { Kind } from "../../shared/model/watchlist.ts";
import { gatewayUrl } from "../api/client.ts";
import { href } from "../lib/route.ts";
import { strings } from "../lib/strings.ts";
import { health } from "../state/session.ts";
import { useWatchlist } from "../state/watchlists.ts";
import { BackLink } from "./back-link.tsx";
import { Page } from "./page.tsx";
import { Tabs } from "./tabs.tsx";

const words = strings.posts;

interface Props {
  kind: Kind;
  id: string;
  here: "posts" | "interactions";
  /** The page's name, with and without the watchlist's. */
  title: string;
  titleOf: (name: string) => string;
  children: ComponentChildren;
}

/** A watchlist: its posts, and the team's interactions with them. */
export function WatchlistPage({ kind, id, here, title, titleOf, children }: Props) {
  const watchlist = useWatchlist(kind, id);
  const at = ["watchlists", kind, id];
  const name = watchlist.data?.name;
  return (
    <Page
      title={name ? titleOf(name) : title}
      above={<BackLink to={href(["watchlists", kind])} name={words.back} />}
      actions={
        <>
          {health.value?.access.includes("public") && <CopyButton text={`${gatewayUrl}/${href(["public", id])}`} label={words.copyPublicLink} />}
          <a class="button" href={href([...at, "edit"])}>
            {strings.watchlists.edit}
          </a>
        </>
      }
    >
      <Tabs
        label={words.views}
        tabs={[
          { name: words.title, to: href(at), here: here === "posts" },
          { name: strings.interactions.title, to: href([...at, "interactions"]), here: here === "interactions" },
        ]}
      />
      {children}
    </Page>
  );
}
