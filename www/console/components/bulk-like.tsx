import { useEffect, useRef, useState } from "preact/hooks";

import { formatNumber } from "../../shared/lib/format.ts";
import type { Failure } from "../../shared/model/failure.ts";
import { usageQuery } from "../api/queries.ts";
import { strings } from "../lib/strings.ts";
import type { FeedPost } from "../model/feed-post.ts";
import { useActingMembers } from "../state/acting-members.ts";
import { likePost, likedPosts } from "../state/reactions.ts";
import { report } from "../state/report.ts";
import { useResource } from "../state/resource.ts";
import { toast } from "../state/toasts.ts";
import { ActingMember } from "./acting-member.tsx";
import { DialogClose } from "./dialog-close.tsx";
import { Problem } from "./problem.tsx";

const words = strings.posts;

interface Props {
  posts: readonly FeedPost[];
  onClose: () => void;
  onDone: () => void;
}

/** Likes several posts, one after the other. Each like uses a LinkedIn action, so the budget of the hour is shown first. */
export function BulkLike({ posts, onClose, onDone }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const members = useActingMembers();
  const [email, setEmail] = useState(members.emails[0] ?? "");
  const [done, setDone] = useState<number>();
  const [failure, setFailure] = useState<Failure>();
  const [tried, setTried] = useState(false);
  const stop = useRef(false);
  const budget = useResource(usageQuery(1));
  const left = budget.data && Math.max(0, budget.data.actions.limit - budget.data.actions.hour);
  const likeable = posts.flatMap(({ id, source }) => (id && source !== "reddit" && !likedPosts.value.has(id) ? [id] : []));
  const busy = done !== undefined;

  async function run() {
    setTried(true);
    if (busy || likeable.length === 0 || !email.trim()) return;
    setFailure(undefined);
    setDone(0);
    stop.current = false;
    let sent = 0;
    try {
      for (const id of likeable) {
        if (stop.current) break;
        await likePost(id, { user_email: email.trim() });
        setDone(++sent);
      }
      members.remember(email.trim());
      if (sent > 0) toast(words.likesQueued(formatNumber(sent)));
      onDone();
      onClose();
    } catch (error) {
      // The remaining likes would fail for the same reason, such as the budget, the member or the session.
      setFailure(report(error));
      if (sent > 0) toast(words.likesQueued(formatNumber(sent)));
      setDone(undefined);
      budget.reload();
    }
  }

  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="bulk-like" onClose={() => ((stop.current = true), onClose())}>
      <DialogClose />
      <div class="stack">
        <h2 id="bulk-like">{words.likeMany(formatNumber(likeable.length))}</h2>
        <p>{likeable.length === 0 ? words.noneLikeable : left === undefined ? strings.common.loading : words.budget(formatNumber(likeable.length), formatNumber(left))}</p>
        {left !== undefined && left < likeable.length && <p class="warn-text">{words.budgetShort}</p>}
        <ActingMember known={members.emails} value={email} error={tried && !email.trim() ? strings.form.required(words.actAsEmail) : undefined} onInput={setEmail} />
        {failure && <Problem failure={failure} />}
        {busy && (
          <p role="status">
            <progress max={likeable.length} value={done} aria-label={words.likeSelected} /> {words.progress(formatNumber(done), formatNumber(likeable.length))}
          </p>
        )}
        <div class="row">
          <button type="button" class="button primary" aria-disabled={busy || likeable.length === 0} onClick={() => void run()}>
            {words.likeMany(formatNumber(likeable.length))}
          </button>
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {busy ? strings.linkedin.stopNow : strings.common.cancel}
          </button>
        </div>
      </div>
    </dialog>
  );
}
