import type { ComponentChildren } from "preact";

import { type IconName, Icon } from "../../shared/components/icon.tsx";
import { strings } from "../lib/strings.ts";
import type { Resource } from "../state/resource.ts";
import { Problem } from "./problem.tsx";

/** Grey lines in place of content that is loading. */
export function Skeleton({ rows = 3, tall = false }: { rows?: number; tall?: boolean }) {
  return (
    <div class={tall ? "skeleton tall" : "skeleton"} aria-hidden="true">
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} class="skeleton-row" />
      ))}
    </div>
  );
}

/** An empty state: what is missing, why, and what to do. */
export function Empty({ icon, title, why, children }: { icon: IconName; title: string; why: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <span class="empty-icon">
        <Icon name={icon} />
      </span>
      <p class="empty-title">{title}</p>
      <p class="empty-why">{why}</p>
      {children}
    </div>
  );
}

interface LoadedProps<T> {
  resource: Resource<T>;
  skeleton: ComponentChildren;
  children: (data: T) => ComponentChildren;
}

/** Shows a resource in each of its states. Old data stays visible while the resource reloads. */
export function ResourceView<T>({ resource, skeleton, children }: LoadedProps<T>) {
  const { data, failure, loading, slow, reload } = resource;
  return (
    <>
      <p class={loading && slow ? "slow" : "visually-hidden"} role="status">
        {loading ? (slow ? strings.common.slow : strings.common.loading) : ""}
      </p>
      {failure && <Problem failure={failure} onRetry={reload} />}
      {data !== undefined ? children(data) : loading && skeleton}
    </>
  );
}
