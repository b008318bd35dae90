import { signal } from "@preact/signals";
import type { FunctionComponent } from "preact";
import { useEffect } from "preact/hooks";

import { whenIdle } from "../lib/idle.ts";
import { strings } from "../lib/strings.ts";
import { online } from "../state/online.ts";
import { Problem } from "./problem.tsx";
import { Skeleton } from "./states.tsx";

/** Load the code of the pages that were not opened. */
const pending: (() => Promise<void>)[] = [];

/** The first page is complete by then, in ms. */
const PRELOAD_AFTER_MS = 8_000;

/** Loads the code of the other pages, one after the other while the browser has nothing to do, so that they open without a network too. */
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
    // Without a network the page tells the failure when it is opened.
    const loaded = await load().catch(() => undefined);
    if (loaded) page.value = loaded;
  });
  return function LazyPage(props: P) {
    // Again when the network returns.
    useEffect(() => {
      if (typeof page.value !== "function") open();
    }, [online.value]);
    const Loaded = page.value;
    if (typeof Loaded === "function") return <Loaded {...props} />;
    return (
      <div class="page">
        {/* A gateway that was updated meanwhile no longer has the file; the page of the new one does. */}
        {Loaded === "failed" ? <Problem failure={{ code: "network", message: strings.common.pageNotLoaded }} onRetry={() => location.reload()} /> : <Skeleton rows={4} tall />}
      </div>
    );
  };
}
