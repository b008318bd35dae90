import { render } from "preact";
import { useEffect, useState } from "preact/hooks";

import { strings } from "../../src/strings.ts";
import { markSeen } from "./check.ts";
import type { News } from "./news.ts";
import { ExtensionState } from "./parts/extension-state.tsx";
import { Head } from "./parts/head.tsx";
import { Items } from "./parts/items.tsx";
import { SignIn } from "./parts/sign-in.tsx";
import { ThisPage } from "./parts/this-page.tsx";
import { useStored } from "./parts/use-stored.ts";
import { useSubject } from "./parts/use-subject.ts";
import "./styles.ts";

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
