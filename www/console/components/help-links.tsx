import { strings } from "../lib/strings.ts";

const words = strings.help;

/** The page of a guide. Guides are served with the console, so that they describe the gateway's own version. */
export function guideUrl(name: string): string {
  return `docs/${name}.html`;
}

/** A link to a guide, in a new tab: what was typed here stays. */
export function GuideLink({ name, label }: { name: string; label: string }) {
  return (
    <a class="link" href={guideUrl(name)} target="_blank" rel="noopener">
      {label}
      <span class="visually-hidden"> ({strings.common.newTab})</span>
    </a>
  );
}

/** The documents about an operation. */
export function HelpLinks({ operation, urns = false }: { operation: string; urns?: boolean }) {
  return (
    <p class="row help-links">
      <GuideLink name={`reference/${operation}`} label={words.reference} />
      {urns && <GuideLink name="console" label={words.urn} />}
    </p>
  );
}
