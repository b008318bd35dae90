import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { strings } from "../lib/strings.ts";
import { restorePlace } from "../state/history-entry.ts";

interface Props {
  title: string;
  /** The title of the tab, if it differs from the heading. */
  documentTitle?: string | undefined;
  lead?: string;
  /** The link to the parent page, shown above the title. */
  above?: ComponentChildren;
  /** Shown beside the title. */
  actions?: ComponentChildren;
  children: ComponentChildren;
}

// Whether a page was shown before. The first page leaves the focus where the browser put it.
let visited = false;

/** The frame of a page. A new page moves the focus to its title, so that screen readers announce it. */
export function Page({ title, documentTitle, lead, above, actions, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = strings.title(documentTitle ?? title);
  }, [title, documentTitle]);
  useEffect(() => {
    if (visited) heading.current?.focus({ preventScroll: true });
    visited = true;
    if (!restorePlace()) scrollTo(0, 0);
  }, []);
  return (
    <div class="page">
      <header class="page-head">
        <div class="page-title">
          {above}
          <h1 ref={heading} tabIndex={-1} dir="auto">
            {title}
          </h1>
          {lead && <p class="lead">{lead}</p>}
        </div>
        {actions && <div class="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
