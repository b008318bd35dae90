import type { ComponentChildren } from "preact";

import { CopyButton } from "../../shared/components/code.tsx";
import { ExternalLink } from "../../shared/components/external-link.tsx";
import { linkedInUrl, pageOf } from "../../shared/model/linkedin-url.ts";
import type { Kind, Watchlist } from "../../shared/model/watchlist.ts";
import { gatewayUrl } from "../api/client.ts";
import { href } from "../lib/route.ts";
import { strings } from "../lib/strings.ts";
import { health } from "../state/session.ts";
import { useWatchlist } from "../state/watchlists.ts";
import { BackLink } from "./back-link.tsx";
import { Page } from "./page.tsx";
import { Problem } from "./problem.tsx";
import { Tabs } from "./tabs.tsx";

const words = strings.posts;

interface Props {
  kind: Kind;
  id: string;
  here: "posts" | "interactions";
  /** The title of the page without the watchlist's name; `titleOf` returns the title with it. */
  title: string;
  titleOf: (name: string) => string;
  /** The content. The watchlist is `undefined` until it is loaded. */
  children: (watchlist: Watchlist | undefined) => ComponentChildren;
}

/** The page of a watchlist, with a tab for its posts and a tab for the team's interactions with them. */
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
      {watchlist.data && <Tracked kind={kind} slugs={watchlist.data.slugs} />}
      {watchlist.failure?.code === "not_found" ? <Problem failure={watchlist.failure} /> : children(watchlist.data)}
    </Page>
  );
}

const SHOWN_SLUGS = 12;

/** The people or companies that a watchlist tracks. */
export function Tracked({ kind, slugs }: { kind: Kind; slugs: readonly string[] }) {
  if (slugs.length === 0) return null;
  return (
    <details class="tracked" open={slugs.length <= SHOWN_SLUGS}>
      <summary>{strings.watchlists.trackedTitle(kind)}</summary>
      <ul class="row">
        {slugs.map((slug) => {
          const page = pageOf(kind === "company" ? "company" : "profile", slug);
          return (
            <li key={slug} class="tag" dir="auto">
              {page ? (
                <ExternalLink href={linkedInUrl(page)}>{slug}</ExternalLink>
              ) : (
                slug
              )}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
