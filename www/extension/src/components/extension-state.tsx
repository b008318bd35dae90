import { FailureNote } from "../../../shared/components/failure-note.tsx";
import { Ago } from "../../../shared/components/time.tsx";
import { strings } from "../../../shared/lib/strings.ts";
import type { Kept } from "../state/store.ts";

const words = strings.overview;

/** Whether OutX takes the team's calls. No operation reports it; the last check of the watchlists does, by its answer. */
export function ExtensionState({ news, problem }: { news: Kept["news"] | null; problem: Kept["problem"] | null }) {
  const state = problem?.code === "extension_inactive" ? "inactive" : !problem && news ? "active" : "unknown";
  return (
    <section class="stack" aria-label={words.extension}>
      <p class="extension" role="status">
        <span class={`state ${state}`}>
          <span class="state-dot" />
        </span>
        <span>
          {words.extension}: <strong>{problem || news ? words.extensionStates[state] : words.extensionChecking}</strong>
        </span>
        {news && (
          <span class="quiet">
            <Ago at={new Date(news.checkedAt)} />
          </span>
        )}
      </p>
      {problem && <FailureNote failure={problem} />}
    </section>
  );
}
