import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { strings } from "../../shared/lib/strings.ts";

interface Props {
  title: string;
  lead?: string;
  /** Above the title: where this page hangs. */
  above?: ComponentChildren;
  /** Beside the title. */
  actions?: ComponentChildren;
  children: ComponentChildren;
}

// The first page of a visit must not take the focus from the browser's own place.
let visited = false;

/** A page's frame. A new page says its title to readers of the screen by taking the focus. */
export function Page({ title, lead, above, actions, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = strings.title(title);
  }, [title]);
  useEffect(() => {
    if (visited) heading.current?.focus({ preventScroll: true });
    visited = true;
    scrollTo(0, 0);
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
