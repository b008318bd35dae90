import type { ComponentChildren } from "preact";

import type { Failure } from "../model/failure.ts";
import { remedy } from "../model/remedies.ts";
import { strings } from "../lib/strings.ts";
import { Icon } from "./icon.tsx";

/** What went wrong and what to do about it; `children` are the buttons that do it. */
export function FailureNote({ failure, children }: { failure: Failure; children?: ComponentChildren }) {
  const { title, advice } = remedy(failure);
  return (
    <div class="problem" role="alert">
      <Icon name="warning" />
      <div class="problem-text">
        <p class="problem-title">{title}</p>
        <p>{advice}</p>
        <p class="problem-said" dir="auto">
          {failure.message}
          {failure.requestId && (
            <>
              {" "}
              · {strings.common.requestId} <code>{failure.requestId}</code>
            </>
          )}
        </p>
        {children}
      </div>
    </div>
  );
}
