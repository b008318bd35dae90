import { useState } from "preact/hooks";

import { AreaField, CheckField, TextField, focusInvalid } from "../../shared/components/field.tsx";
import type { Failure } from "../../shared/model/failure.ts";
import { strings } from "../lib/strings.ts";
import { useActingMembers } from "../state/acting-members.ts";
import { useAction } from "../state/action.ts";
import { useDraft } from "../state/draft.ts";
import { type Actor, type Reaction, commentOnPost, likePost } from "../state/reactions.ts";
import { toast } from "../state/toasts.ts";
import { ActingMember } from "./acting-member.tsx";
import { Problem } from "./problem.tsx";

const words = strings.posts;

interface Props {
  reaction: Reaction;
  postId: string;
  onSent: () => void;
  onCancel: () => void;
}

/** The error for the email field, if the client rejected `user_email`. */
function rejectedEmail(failure: Failure | undefined): string | undefined {
  return failure?.code === "invalid_request" && failure.message.startsWith("user_email") ? words.actAsInvalid : undefined;
}

/** Likes or comments on a post, as a member of the team or as a company page that they manage. */
export function Engage({ reaction, postId, onSent, onCancel }: Props) {
  const members = useActingMembers();
  const draft = useDraft(`${reaction} ${postId}`, { email: members.emails[0] ?? "", text: "", asCompany: false, company: "" });
  const { email, text, asCompany, company } = draft.value;
  const [tried, setTried] = useState(false);
  const set = (change: Partial<typeof draft.value>) => draft.set({ ...draft.value, ...change });
  const missing = (value: string, name: string) => (tried && !value.trim() ? strings.form.required(name) : undefined);

  const send = useAction(async () => {
    const member = { user_email: email.trim() };
    const actor: Actor = asCompany ? { ...member, actor_type: "company", company_title: company.trim() } : member;
    await (reaction === "like" ? likePost(postId, actor) : commentOnPost(postId, actor, text));
    members.remember(actor.user_email);
    draft.clear();
    toast(reaction === "like" ? words.likeQueued : words.commentQueued);
    onSent();
  });

  function submit(event: SubmitEvent) {
    event.preventDefault();
    setTried(true);
    const form = event.currentTarget as HTMLFormElement;
    if (email.trim() && (reaction === "like" || text.trim()) && (!asCompany || company.trim())) void send.run().then((sent) => sent || focusInvalid(form));
    else focusInvalid(form);
  }

  return (
    <form class="stack engage" noValidate onSubmit={submit}>
      {reaction === "comment" && <AreaField label={words.text} error={missing(text, words.text)} focus value={text} onInput={(text) => set({ text })} />}
      <ActingMember known={members.emails} value={email} error={missing(email, words.actAsEmail) ?? rejectedEmail(send.failure)} focus={reaction === "like"} onInput={(email) => set({ email })} />
      <CheckField label={words.company} value={asCompany} onInput={(asCompany) => set({ asCompany })} />
      {asCompany && <TextField label={words.companyTitle} error={missing(company, words.companyTitle)} value={company} onInput={(company) => set({ company })} />}
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
