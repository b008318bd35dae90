import { render } from "preact";
import { useEffect, useState } from "preact/hooks";

import { strings } from "../../../shared/lib/strings.ts";
import { markSeen } from "../api/check.ts";
import type { News } from "../model/mention-digest.ts";
import { ExtensionState } from "../components/extension-state.tsx";
import { Head } from "../components/head.tsx";
import { Items } from "../components/items.tsx";
import { SignIn } from "../components/sign-in.tsx";
import { ThisPage } from "../components/this-page.tsx";
import { useStored } from "../state/use-stored.ts";
import { useSubject } from "../components/use-subject.ts";
import "../styles/index.ts";

function Popup() {
  const session = useStored("session");
  if (session === undefined) return null;
  return (
    <>
      <Head session={session} />
      {session ? <Home /> : <SignIn />}
    </>
  );
}

function Home() {
  const subject = useSubject();
  const news = useStored("news");
  const problem = useStored("problem");
  useEffect(() => void chrome.runtime.sendMessage("check"), []);
  if (news === undefined || problem === undefined) return null;
  return (
    <main class="pane">
      <h1 class="visually-hidden">{strings.companion.name}</h1>
      <ExtensionState news={news} problem={problem} />
      {subject && <ThisPage subject={subject} />}
      {news && <Mentions news={news} />}
    </main>
  );
}

function Mentions({ news }: { news: News }) {
  const fresh = useFresh(news);
  return (
    <section class="stack" aria-labelledby="mentions">
      <h2 id="mentions">{strings.companion.mentions}</h2>
      {news.posts.length > 0 ? <Items posts={news.posts} fresh={fresh} /> : <p class="quiet">{strings.posts.emptyWhy}</p>}
    </section>
  );
}

/** What was unread when it was first shown here; to show it is to have it read. */
function useFresh({ checkedAt, posts, latest }: News): ReadonlySet<string> {
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const unread = posts.filter(({ unread }) => unread).map(({ id }) => id);
    if (unread.length > 0) setFresh((before) => new Set([...before, ...unread]));
    void markSeen(Object.keys(latest));
  }, [checkedAt]);
  return fresh;
}

const root = document.getElementById("app");
if (root) render(<Popup />, root);
