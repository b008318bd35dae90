import { useState } from "preact/hooks";

import { withIdempotencyKey } from "../../shared/api/idempotency.ts";
import { AreaField, CheckField, TextField } from "../../shared/components/field.tsx";
import { outx } from "../api/client.ts";
import { strings } from "../lib/strings.ts";
import { useAction } from "../state/action.ts";
import { session } from "../state/session.ts";
import { toast } from "../state/toasts.ts";
import { Problem } from "./problem.tsx";

const words = strings.posts;

export type Reaction = "like" | "comment";

/** Likes or comments on a post, as a member of the team or as a company page that they manage. */
export function Engage({ reaction, postId, onSent, onCancel }: { reaction: Reaction; postId: string; onSent: () => void; onCancel: () => void }) {
  const [email, setEmail] = useState(session.value?.email ?? "");
  const [text, setText] = useState("");
  const [asCompany, setAsCompany] = useState(false);
  const [company, setCompany] = useState("");
  const [tried, setTried] = useState(false);
  const missing = (value: string, name: string) => (tried && !value.trim() ? strings.form.required(name) : undefined);

  const send = useAction(async () => {
    const member = { post_id: postId, user_email: email.trim() };
    const actor = asCompany ? { ...member, actor_type: "company" as const, company_title: company.trim() } : member;
    const comment = { ...actor, comment_text: text };
    if (reaction === "like") await withIdempotencyKey(["like", actor], (options) => outx.engagement.like(actor, options));
    else await withIdempotencyKey(["comment", comment], (options) => outx.engagement.comment(comment, options));
    toast(reaction === "like" ? words.likeQueued : words.commentQueued);
    onSent();
  });

  function submit(event: Event) {
    event.preventDefault();
    setTried(true);
    const ready = email.trim() && (reaction === "like" || text.trim()) && (!asCompany || company.trim());
    if (ready) void send.run();
  }

  return (
    <form class="stack engage" noValidate onSubmit={submit}>
      {reaction === "comment" && <AreaField label={words.text} error={missing(text, words.text)} value={text} onInput={setText} />}
      <TextField label={words.actAs} type="email" hint={words.actAsHint} error={missing(email, words.actAs)} focus={reaction === "like"} value={email} onInput={setEmail} />
      <CheckField label={words.company} value={asCompany} onInput={setAsCompany} />
      {asCompany && <TextField label={words.companyTitle} error={missing(company, words.companyTitle)} value={company} onInput={setCompany} />}
      {send.failure && <Problem failure={send.failure} />}
      <div class="row">
        <button class="button primary" aria-disabled={send.busy}>
          {send.busy ? words.sending : reaction === "like" ? words.sendLike : words.sendComment}
        </button>
        <button type="button" class="button" onClick={onCancel}>
          {strings.common.cancel}
        </button>
      </div>
    </form>
  );
}
