import type { ComponentChildren } from "preact";

import { strings } from "../lib/strings.ts";
import { Icon } from "./icon.tsx";

/** A link to another site in a new tab. It sends no referrer and no opener. */
export function ExternalLink({ href, class: name, children }: { href: string; class?: string; children: ComponentChildren }) {
  return (
    <a class={name} href={href} target="_blank" rel="noopener noreferrer">
      {children}
      <Icon name="external" />
      <span class="visually-hidden">({strings.common.newTab})</span>
    </a>
  );
}
