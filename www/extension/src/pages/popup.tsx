import { render } from "preact";
import { useEffect, useState } from "preact/hooks";

import { keepFocus } from "../../../shared/state/focus.ts";
import { storeSeen } from "../api/check-mentions.ts";
import { ExtensionState } from "../components/extension-state.tsx";
import { Header } from "../components/header.tsx";
import { MentionList } from "../components/mention-list.tsx";
import { SignIn } from "../components/sign-in.tsx";
import { ThisPage } from "../components/this-page.tsx";
import { useSubject } from "../components/use-subject.ts";
import { strings } from "../lib/strings.ts";
import type { MentionDigest } from "../model/mention-digest.ts";
import { useStored } from "../state/use-stored.ts";
import "../styles/index.ts";

function Popup() {
  const session = useStored("session");
  if (session === undefined) return null;
  return (
    <>
      <Header session={session} />
      {session ? <Home key={session.id} /> : <SignIn />}
    </>
  );
}

function Home() {
  const subject = useSubject();
  const digest = useStored("digest");
  const problem = useStored("problem");
  useEffect(() => void chrome.runtime.sendMessage("check"), []);
  if (digest === undefined || problem === undefined) return null;
  return (
    <main class="pane">
      <h1 class="visually-hidden">{strings.companion.name}</h1>
      <ExtensionState digest={digest} problem={problem} />
      {subject && <ThisPage subject={subject} />}
      {digest && <Mentions digest={digest} />}
    </main>
  );
}

function Mentions({ digest }: { digest: MentionDigest }) {
  const fresh = useFresh(digest);
  return (
    <section class="stack" aria-labelledby="mentions">
      <h2 id="mentions">{strings.companion.mentions}</h2>
      {digest.posts.length > 0 ? <MentionList posts={digest.posts} fresh={fresh} /> : <p class="quiet">{strings.posts.emptyWhy}</p>}
    </section>
  );
}

/** The ids of the posts that were unread when they were first shown here. Showing them marks them as read. */
function useFresh({ checkedAt, posts, latest }: MentionDigest): ReadonlySet<string> {
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const unread = posts.filter(({ unread }) => unread).map(({ id }) => id);
    if (unread.length > 0) setFresh((before) => new Set([...before, ...unread]));
    void storeSeen(Object.keys(latest));
  }, [checkedAt]);
  return fresh;
}

keepFocus();
const root = document.getElementById("app");
if (root) render(<Popup />, root);
