import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";

import { strings } from "../lib/strings.ts";
import type { Failure } from "../model/failure.ts";
import { remedyFor } from "../model/remedies.ts";
import { describeRetryTime } from "../model/retry-time.ts";
import { Icon } from "./icon.tsx";

interface Props {
  failure: Failure;
  /** Returns the address of the page that shows a request, for pages that have one. */
  requestLink?: ((id: string) => string) | undefined;
  children?: ComponentChildren;
}

/** A failure and its remedy; `children` are buttons. */
export function FailureNote({ failure, requestLink, children }: Props) {
  const { title, advice } = remedyFor(failure);
  const retryTime = useMemo(() => describeRetryTime(failure, Date.now()), [failure]);
  return (
    <div class="problem" role="alert">
      <Icon name="warning" />
      <div class="problem-text">
        <p class="problem-title">{title}</p>
        <p>
          {advice}
          {retryTime && ` ${retryTime}`}
        </p>
        <p class="problem-said" dir="auto">
          {failure.message}
          {failure.requestId && (
            <>
              {" "}
              · {strings.common.requestId} {requestLink ? <a href={requestLink(failure.requestId)}><code>{failure.requestId}</code></a> : <code>{failure.requestId}</code>}
            </>
          )}
        </p>
        {children}
      </div>
    </div>
  );
}
