import { strings } from "../lib/strings.ts";

const words = strings.help;

/** The address of a guide. Guides are served with the console, so that they describe the version of the gateway. */
export function guideUrl(name: string): string {
  return `docs/${name}.html`;
}

/** A link to a guide. It opens in a new tab, so that the text typed on this page is not lost. */
export function GuideLink({ name, label }: { name: string; label: string }) {
  return (
    <a class="link" href={guideUrl(name)} target="_blank" rel="noopener">
      {label}
      <span class="visually-hidden"> ({strings.common.newTab})</span>
    </a>
  );
}

/** Links to the documentation of an operation. */
export function HelpLinks({ operation, urns = false }: { operation: string; urns?: boolean }) {
  return (
    <p class="row help-links">
      <GuideLink name={`reference/${operation}`} label={words.reference} />
      {urns && <GuideLink name="console" label={words.urn} />}
    </p>
  );
}
