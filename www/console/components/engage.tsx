import { useState } from "preact/hooks";

import { outx } from "../api/client.ts";
import { once } from "../../shared/api/idempotency.ts";
import { useAction } from "../state/action.ts";
import { session } from "../state/session.ts";
import { strings } from "../../shared/lib/strings.ts";
import { say } from "../state/toasts.ts";
import { AreaField, CheckField, TextField } from "../../shared/components/field.tsx";
import { Problem } from "./problem.tsx";

const words = strings.posts;

export type Reaction = "like" | "comment";

/** Likes or comments on a post, as a member of the team or as a company page that they manage. */
export function Engage({ reaction, postId, onDone }: { reaction: Reaction; postId: string; onDone: () => void }) {
  const [email, setEmail] = useState(session.value?.email ?? "");
  const [text, setText] = useState("");
  const [asCompany, setAsCompany] = useState(false);
  const [company, setCompany] = useState("");
  const [tried, setTried] = useState(false);
  const needed = (value: string, name: string) => (tried && !value.trim() ? strings.form.needed(name) : undefined);

  const send = useAction(async () => {
    const member = { post_id: postId, user_email: email.trim() };
    const actor = asCompany ? { ...member, actor_type: "company" as const, company_title: company.trim() } : member;
    const comment = { ...actor, comment_text: text };
    if (reaction === "like") await once(["like", actor], (options) => outx.engagement.like(actor, options));
    else await once(["comment", comment], (options) => outx.engagement.comment(comment, options));
    say(reaction === "like" ? words.liked : words.commented);
    onDone();
  });

  function submit(event: Event) {
    event.preventDefault();
    setTried(true);
    const ready = email.trim() && (reaction === "like" || text.trim()) && (!asCompany || company.trim());
    if (ready) void send.run();
  }

  return (
    <form class="stack engage" noValidate onSubmit={submit}>
      {reaction === "comment" && <AreaField label={words.text} error={needed(text, words.text)} value={text} onInput={setText} />}
      <TextField label={words.actAs} type="email" hint={words.actAsHint} error={needed(email, words.actAs)} focus={reaction === "like"} value={email} onInput={setEmail} />
      <CheckField label={words.company} value={asCompany} onInput={setAsCompany} />
      {asCompany && <TextField label={words.companyTitle} error={needed(company, words.companyTitle)} value={company} onInput={setCompany} />}
      {send.failure && <Problem failure={send.failure} />}
      <div class="row">
        <button class="button primary" disabled={send.busy}>
          {send.busy ? words.sending : reaction === "like" ? words.sendLike : words.sendComment}
        </button>
        <button type="button" class="button" onClick={onDone}>
          {strings.common.cancel}
        </button>
      </div>
    </form>
  );
}
