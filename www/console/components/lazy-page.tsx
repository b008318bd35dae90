import { signal } from "@preact/signals";
import type { FunctionComponent } from "preact";
import { useEffect } from "preact/hooks";

import { strings } from "../lib/strings.ts";
import { Problem } from "./problem.tsx";
import { Skeleton } from "./states.tsx";

/** A page whose code is loaded when it is first opened. */
export function lazyPage<P extends object>(load: () => Promise<FunctionComponent<P>>): FunctionComponent<P> {
  const page = signal<FunctionComponent<P> | "failed" | undefined>(undefined);
  const open = () => {
    page.value = undefined;
    load().then(
      (loaded) => (page.value = loaded),
      () => (page.value = "failed"),
    );
  };
  return function LazyPage(props: P) {
    useEffect(() => {
      if (typeof page.value !== "function") open();
    }, []);
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
