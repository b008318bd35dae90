import { useState } from "preact/hooks";

import { TextField, focusInvalid } from "../../shared/components/field.tsx";
import { Logo } from "../../shared/components/logo.tsx";
import { Banners } from "../components/banners.tsx";
import { FeedList } from "../components/feed-list.tsx";
import { Page } from "../components/page.tsx";
import { PostCard } from "../components/post-card.tsx";
import { Empty } from "../components/states.tsx";
import { ThemeSwitch } from "../components/theme-switch.tsx";
import { href, parseRoute } from "../lib/route.ts";
import { strings } from "../lib/strings.ts";
import { usePosts } from "../state/feed.ts";
import { navigate } from "../state/navigation.ts";
import { leaveGuest } from "../state/session.ts";

const words = strings.guest;

/** The public page: the posts of a watchlist, read-only. */
export function GuestPage({ id }: { id: string }) {
  return (
    <>
      <header class="sign-in-head">
        <Logo />
        <div class="row">
          <ThemeSwitch />
          <button type="button" class="button small" onClick={toSignIn}>
            {words.leave}
          </button>
        </div>
      </header>
      <Banners />
      <main id="main" tabIndex={-1}>
        <PublicPosts id={id} />
      </main>
    </>
  );
}

/** The posts of a watchlist, read-only. Members see this page too when they open a shared link. */
export function PublicPosts({ id }: { id: string }) {
  return (
    <Page title={words.title} lead={words.lead}>
      <Choose key={id} id={id} />
      {id ? <Posts key={id} id={id} /> : <Empty icon="watchlists" title={words.empty} why={words.emptyWhy} />}
    </Page>
  );
}

function toSignIn(): void {
  navigate(href([]));
  leaveGuest();
}

function Choose({ id }: { id: string }) {
  const [typed, setTyped] = useState(id);
  const [tried, setTried] = useState(false);
  function submit(event: Event) {
    event.preventDefault();
    setTried(true);
    const chosen = watchlistId(typed);
    if (chosen) navigate(href(["public", chosen]));
    else focusInvalid(event.currentTarget as HTMLElement);
  }
  return (
    <form class="stack form" noValidate onSubmit={submit}>
      <TextField label={words.watchlist} hint={words.watchlistHint} error={tried && !typed.trim() ? words.needId : undefined} value={typed} onInput={setTyped} />
      <div class="row">
        <button class="button primary">{words.show}</button>
      </div>
    </form>
  );
}

/** The id of a watchlist in a text, which is the id itself or the public link. */
function watchlistId(text: string): string {
  const { path } = parseRoute(text.trim().split("#")[1] ?? "");
  return path[0] === "public" ? (path[1] ?? "") : text.trim();
}

function Posts({ id }: { id: string }) {
  const feed = usePosts({ watchlist_id: id });
  return (
    <FeedList
      feed={feed}
      label={strings.posts.title}
      count={strings.posts.count}
      empty={<Empty icon="watchlists" title={strings.posts.empty} why={strings.posts.emptyWhy} />}
    >
      {/* A card without an id offers no like and no comment. */}
      {(post) => <PostCard post={{ ...post, id: undefined }} />}
    </FeedList>
  );
}
