import { useEffect } from "preact/hooks";

import { Logo } from "../shared/components/logo.tsx";
import { isKind } from "../shared/model/watchlist.ts";
import { Banners } from "./components/banners.tsx";
import { CommandPalette } from "./components/command-palette.tsx";
import { GuideLink } from "./components/help-links.tsx";
import { lazyPage, preloadPages } from "./components/lazy-page.tsx";
import { Problem } from "./components/problem.tsx";
import { Rail } from "./components/rail.tsx";
import { SessionDialog } from "./components/session-dialog.tsx";
import { ShortcutsDialog } from "./components/shortcuts-dialog.tsx";
import { Skeleton } from "./components/states.tsx";
import { Toasts } from "./components/toasts.tsx";
import type { Route } from "./lib/route.ts";
import { strings } from "./lib/strings.ts";
import { NotFoundPage } from "./pages/not-found.tsx";
import { OverviewPage } from "./pages/overview.tsx";
import { SignInPage } from "./pages/sign-in.tsx";
import { route } from "./state/navigation.ts";
import { guest, health, restoreSession, session, unreachable } from "./state/session.ts";
import { restoreTasks } from "./state/tasks.ts";

const AllPostsPage = lazyPage(() => import("./pages/all-posts.tsx").then((module) => module.AllPostsPage));
const GuestPage = lazyPage(() => import("./pages/guest.tsx").then((module) => module.GuestPage));
const PublicPosts = lazyPage(() => import("./pages/guest.tsx").then((module) => module.PublicPosts));
const InteractionsPage = lazyPage(() => import("./pages/interactions.tsx").then((module) => module.InteractionsPage));
const LinkedinPage = lazyPage(() => import("./pages/linkedin.tsx").then((module) => module.LinkedinPage));
const WatchlistEditPage = lazyPage(() => import("./pages/watchlist-edit.tsx").then((module) => module.WatchlistEditPage));
const WatchlistNewPage = lazyPage(() => import("./pages/watchlist-new.tsx").then((module) => module.WatchlistNewPage));
const ActivityPage = lazyPage(() => import("./pages/activity.tsx").then((module) => module.ActivityPage));
const AgentsPage = lazyPage(() => import("./pages/agents.tsx").then((module) => module.AgentsPage));
const ConnectPage = lazyPage(() => import("./pages/connect.tsx").then((module) => module.ConnectPage));
const PostsPage = lazyPage(() => import("./pages/posts.tsx").then((module) => module.PostsPage));
const WatchlistsPage = lazyPage(() => import("./pages/watchlists.tsx").then((module) => module.WatchlistsPage));
const SettingsPage = lazyPage(() => import("./pages/settings.tsx").then((module) => module.SettingsPage));
const TryItPage = lazyPage(() => import("./pages/try-it.tsx").then((module) => module.TryItPage));
const UsagePage = lazyPage(() => import("./pages/usage.tsx").then((module) => module.UsagePage));

export function App() {
  const team = session.value?.team.id;
  useEffect(() => {
    if (!team) return;
    preloadPages();
    return restoreTasks();
  }, [team]);
  return (
    <>
      <a class="skip" href="#main" onClick={skip}>
        {strings.skip}
      </a>
      {session.value ? (
        <div class="shell">
          <Rail />
          <div class="shell-main">
            <Banners />
            <main id="main" tabIndex={-1}>
              {page(route.value)}
            </main>
          </div>
        </div>
      ) : (
        <Outside />
      )}
      {session.value && <CommandPalette />}
      {session.value && <ShortcutsDialog />}
      <SessionDialog />
      <Toasts />
    </>
  );
}

function Outside() {
  if (unreachable.value) {
    return (
      <main id="main" class="outside" tabIndex={-1}>
        <div class="rail-brand">
          <Logo />
          <h1 class="rail-name">{strings.name}</h1>
        </div>
        <Banners />
        {/* The banner lists the settings; the message would repeat them. */}
        {health.value?.status === "misconfigured" ? <Retry /> : <Problem failure={unreachable.value} onRetry={() => void restoreSession()} />}
        <p>
          <GuideLink name="deploy" label={strings.help.deploy} />
        </p>
      </main>
    );
  }
  const [first, second = ""] = route.value.path;
  const { access = [], turnstile = null } = health.value ?? {};
  // A shared link opens at once if no Turnstile check is required.
  const isShared = first === "public" && access.includes("public") && turnstile === null;
  if (guest.value || (session.value === null && isShared)) return <GuestPage id={second} />;
  if (session.value === null) return <SignInPage />;
  return (
    <main id="main" class="outside" aria-busy="true" tabIndex={-1}>
      <h1 class="visually-hidden">{strings.common.loading}</h1>
      <Skeleton rows={4} />
    </main>
  );
}

function Retry() {
  return (
    <p>
      <button type="button" class="button" onClick={() => void restoreSession()}>
        {strings.common.retry}
      </button>
    </p>
  );
}

/** The page of an address. A page with a `key` is mounted again when its arguments change. */
function page({ path, query }: Route) {
  const [first = "", second, third, fourth, ...rest] = path;
  if (rest.length > 0) return <NotFoundPage />;
  if (first === "" && !second) return <OverviewPage />;
  if (first === "watchlists") {
    if (!second) return <WatchlistsPage kind="keyword" query={query} />;
    if (!isKind(second)) return <NotFoundPage />;
    if (!third) return <WatchlistsPage key={second} kind={second} query={query} />;
    if (third === "new" && !fourth) return <WatchlistNewPage key={second} kind={second} />;
    if (!fourth) return <PostsPage key={third} kind={second} id={third} query={query} />;
    if (fourth === "interactions") return <InteractionsPage key={third} kind={second} id={third} query={query} />;
    if (fourth === "edit") return <WatchlistEditPage key={third} kind={second} id={third} />;
  }
  if (first === "linkedin" && !third) return <LinkedinPage operation={second} query={query} />;
  if (first === "posts" && !second) return <AllPostsPage query={query} />;
  if (first === "activity" && !third) {
    if (!second) return <ActivityPage view="audit" query={query} />;
    if (second === "tasks") return <ActivityPage view="tasks" query={query} />;
    if (second === "requests") return <ActivityPage key={query.get("id") ?? ""} view="requests" query={query} />;
  }
  if (first === "connect" && !second) return <ConnectPage />;
  if (first === "settings" && !second) return <SettingsPage />;
  if (first === "usage" && !second) return <UsagePage days={Number(query.get("days"))} all={query.get("console") === "true"} />;
  if (first === "public" && !third) return <PublicPosts key={second} id={second ?? ""} />;
  if (first === "agents" && !second) return <AgentsPage />;
  if (first === "try" && !third) return <TryItPage operation={second} />;
  return <NotFoundPage />;
}

// The hash is the route, so an anchor cannot move the focus.
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}
