import type { ComponentChildren } from "preact";

import { strings } from "../lib/strings.ts";
import type { Failure } from "../model/failure.ts";
import { remedyFor } from "../model/remedies.ts";
import { Icon } from "./icon.tsx";

/** A failure and its remedy; `children` are buttons. */
export function FailureNote({ failure, children }: { failure: Failure; children?: ComponentChildren }) {
  const { title, advice } = remedyFor(failure);
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
