import { FailureNote } from "../../../shared/components/failure-note.tsx";
import { RelativeTime } from "../../../shared/components/relative-time.tsx";
import { strings } from "../lib/strings.ts";
import type { StoredState } from "../state/store.ts";

const words = strings.agent;

/** Whether OutX's own extension is active, so that OutX accepts the team's requests. No operation reports it, so the last check tells. */
export function ExtensionState({ digest, problem }: { digest: StoredState["digest"] | null; problem: StoredState["problem"] | null }) {
  const state = problem?.code === "extension_inactive" ? "inactive" : !problem && digest ? "active" : "unknown";
  return (
    <section class="stack" aria-label={words.title}>
      <p class="extension" role="status">
        <span class={`state ${state}`}>
          <span class="state-dot" />
        </span>
        <span>
          {words.title}: <strong>{problem || digest ? words.states[state] : words.checking}</strong>
        </span>
        {digest && (
          <span class="quiet">
            <RelativeTime at={new Date(digest.checkedAt)} />
          </span>
        )}
      </p>
      {problem && <FailureNote failure={problem} />}
    </section>
  );
}
