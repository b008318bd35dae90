import { useState } from "preact/hooks";

import { withIdempotencyKey } from "../../../shared/api/idempotency.ts";
import { FailureNote } from "../../../shared/components/failure-note.tsx";
import { AreaField, focusInvalid } from "../../../shared/components/field.tsx";
import { Icon } from "../../../shared/components/icon.tsx";
import { client } from "../api/client.ts";
import { strings } from "../lib/strings.ts";
import { useAction } from "./use-action.ts";

const words = strings.companion.post;

type Step = "none" | "like" | "comment";

/** Likes or comments on the post of the tab. Both are visible to others and cannot be undone, so each takes a second press. */
export function OpenPost({ urn }: { urn: string }) {
  const [step, setStep] = useState<Step>("none");
  const [text, setText] = useState("");
  const [tried, setTried] = useState(false);
  const [done, setDone] = useState<readonly Step[]>([]);
  const send = useAction(async (what: Step) => {
    await start(urn, what, text.trim());
    setDone((before) => [...before, what]);
    setStep("none");
    setText("");
    setTried(false);
  });
  return (
    <section class="card" aria-labelledby="this-page">
      <h2 id="this-page">{words.title}</h2>
      <div class="row">
        <button type="button" class="button" aria-expanded={step === "like"} aria-disabled={done.includes("like")} onClick={() => done.includes("like") || setStep("like")}>
          <Icon name={done.includes("like") ? "check" : "like"} />
          {done.includes("like") ? words.liked : words.like}
        </button>
        <button type="button" class="button" aria-expanded={step === "comment"} onClick={() => setStep("comment")}>
          <Icon name="comment" />
          {words.comment}
        </button>
      </div>
      {step !== "none" && (
        <form
          class="stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setTried(true);
            if (step === "like" || text.trim()) void send.run(step);
            else focusInvalid(event.currentTarget);
          }}
        >
          {step === "comment" && <AreaField label={words.text} error={tried && !text.trim() ? words.needText : undefined} focus value={text} onInput={setText} />}
          <p class="hint">{words.note}</p>
          <div class="row">
            <button class="button primary" aria-disabled={send.busy}>
              {step === "like" ? words.sendLike : words.sendComment}
            </button>
            <button type="button" class="button" onClick={() => setStep("none")}>
              {strings.common.cancel}
            </button>
          </div>
        </form>
      )}
      {send.failure && <FailureNote failure={send.failure} />}
      <p class="hint" role="status">
        {done.length > 0 && words.queued}
      </p>
    </section>
  );
}

async function start(urn: string, what: Step, text: string): Promise<void> {
  const { linkedin } = await client();
  if (what === "like") await withIdempotencyKey(["like", urn], (options) => linkedin.likePost({ social_urn: urn }, options));
  else await withIdempotencyKey(["comment", urn, text], (options) => linkedin.commentPost({ social_urn: urn, comment_text: text }, options));
}
