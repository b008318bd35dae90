import { ExternalLink } from "../../shared/components/external-link.tsx";
import { Icon } from "../../shared/components/icon.tsx";
import { RelativeTime } from "../../shared/components/relative-time.tsx";
import type { Watchlist } from "../../shared/model/watchlist.ts";
import { strings } from "../lib/strings.ts";
import { extensionStatus } from "../state/extension-status.ts";
import type { Resource } from "../state/resource.ts";
import { Problem } from "./problem.tsx";

const words = strings.agent;
export const STORE = "https://www.outx.ai/docs/resources/chrome-extension";

/** Whether the team's extension is active, so that OutX accepts its requests. `probe` lists watchlists, the cheapest operation that tells. */
export function ExtensionCard({ probe }: { probe: Resource<Watchlist[]> }) {
  const { state, at } = extensionStatus.value;
  const other = probe.failure && probe.failure.code !== "extension_inactive" ? probe.failure : undefined;
  return (
    <section class="card" aria-labelledby="extension">
      <h2 id="extension">{words.title}</h2>
      <p class={`figure state ${state}`} role="status">
        <span class="state-dot" />
        {probe.loading && state === "unknown" ? words.checking : words.states[state]}
      </p>
      <p class="quiet">{words[state]}</p>
      {state === "inactive" && (
        <ol class="steps">
          {words.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      {other && <Problem failure={other} />}
      <div class="row">
        <button type="button" class="button small" aria-disabled={probe.loading} onClick={() => probe.loading || probe.reload()}>
          <Icon name="check" />
          {probe.loading ? words.checking : words.check}
        </button>
        {state === "inactive" && (
          <ExternalLink class="link" href={STORE}>
            {words.get}
          </ExternalLink>
        )}
        {at && (
          <span class="quiet">
            <RelativeTime at={new Date(at)} />
          </span>
        )}
      </div>
    </section>
  );
}
