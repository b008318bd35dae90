import { extension } from "../state/extension-status.ts";
import { useWatchlists } from "../state/watchlists.ts";
import { strings } from "../../shared/lib/strings.ts";
import { External } from "../../shared/components/external.tsx";
import { Icon } from "../../shared/components/icon.tsx";
import { Problem } from "./problem.tsx";
import { Ago } from "../../shared/components/time.tsx";

const words = strings.overview;
const STORE = "https://www.outx.ai/docs/resources/chrome-extension";

/** Whether OutX takes the team's calls, asked by the cheapest call that tells: a list of watchlists. */
export function ExtensionCard() {
  const probe = useWatchlists("keyword");
  const { state, at } = extension.value;
  const other = probe.failure && probe.failure.code !== "extension_inactive" ? probe.failure : undefined;
  return (
    <section class="card" aria-labelledby="extension">
      <h2 id="extension">{words.extension}</h2>
      <p class={`figure state ${state}`} role="status">
        <span class="state-dot" />
        {probe.loading && state === "unknown" ? words.extensionChecking : words.extensionStates[state]}
      </p>
      <p class="quiet">{{ active: words.extensionActive, inactive: words.extensionInactive, unknown: words.extensionUnknown }[state]}</p>
      {state === "inactive" && (
        <ol class="steps">
          {words.extensionSteps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      {other && <Problem failure={other} />}
      <div class="row">
        <button type="button" class="button small" disabled={probe.loading} onClick={probe.reload}>
          <Icon name="check" />
          {probe.loading ? words.extensionChecking : words.extensionCheck}
        </button>
        {state === "inactive" && (
          <External class="link" href={STORE}>
            {words.extensionGet}
          </External>
        )}
        {at && (
          <span class="quiet">
            <Ago at={new Date(at)} />
          </span>
        )}
      </div>
    </section>
  );
}
