import { signal } from "@preact/signals";
import type { FunctionComponent } from "preact";
import { useEffect } from "preact/hooks";

import { whenIdle } from "../lib/idle.ts";
import { strings } from "../lib/strings.ts";
import { online } from "../state/online.ts";
import { Problem } from "./problem.tsx";
import { Skeleton } from "./states.tsx";

/** Functions that load the code of the pages. */
const pending: (() => Promise<void>)[] = [];

/** Time in ms until the other pages are loaded, so that the first page is complete before. */
const PRELOAD_AFTER_MS = 8_000;

/** Loads the code of the other pages one by one while the browser is idle, so that they open without a network too. */
export function preloadPages(): void {
  setTimeout(() => whenIdle(preloadNext), PRELOAD_AFTER_MS);
}

function preloadNext(): void {
  const next = pending.shift();
  if (next) void next().then(() => whenIdle(preloadNext));
}

/** A page whose code is loaded when it is first opened, or before by {@link preloadPages}. */
export function lazyPage<P extends object>(load: () => Promise<FunctionComponent<P>>): FunctionComponent<P> {
  const page = signal<FunctionComponent<P> | "failed" | undefined>(undefined);
  const open = () => {
    page.value = undefined;
    load().then(
      (loaded) => (page.value = loaded),
      () => (page.value = "failed"),
    );
  };
  pending.push(async () => {
    if (page.peek() !== undefined) return;
    // A failure is ignored here; the page loads again and shows the failure when it is opened.
    const loaded = await load().catch(() => undefined);
    if (loaded) page.value = loaded;
  });
  return function LazyPage(props: P) {
    // Loads when the page is opened, and again when the network returns.
    useEffect(() => {
      if (typeof page.value !== "function") open();
    }, [online.value]);
    const Loaded = page.value;
    if (typeof Loaded === "function") return <Loaded {...props} />;
    return (
      <div class="page">
        {/* A gateway that was updated meanwhile no longer has the file, so only a reload of the console helps. */}
        {Loaded === "failed" ? <Problem failure={{ code: "network", message: strings.common.pageNotLoaded }} onRetry={() => location.reload()} /> : <Skeleton rows={4} tall />}
      </div>
    );
  };
}
