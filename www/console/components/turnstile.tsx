import { useEffect, useRef, useState } from "preact/hooks";

import { strings } from "../lib/strings.ts";
import { theme } from "../state/theme.ts";

const SCRIPT = "https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit";
/** Minimum width of the widget, in px, unless it is compact. */
const NORMAL_WIDTH = 300;
const words = strings.guest;

/** The part of Cloudflare's script that is used. */
interface Turnstile {
  render(place: HTMLElement, options: Options): string;
  remove(id: string): void;
}

interface Options {
  sitekey: string;
  size: "flexible" | "compact";
  theme: "light" | "dark" | "auto";
  callback: (token: string) => void;
  /** Receives a code; returning `true` marks it as handled. */
  "error-callback": (code: string) => boolean;
}

let script: Promise<Turnstile> | undefined;

/** Cloudflare's check that the visitor is a person. The content security policy allows its script only if the gateway requires the check. */
export function TurnstileCheck({ siteKey, onToken }: { siteKey: string; onToken: (token: string) => void }) {
  const place = useRef<HTMLDivElement>(null);
  const [wrong, setWrong] = useState<string>();
  useEffect(() => {
    let shown: (() => void) | undefined;
    let left = false;
    load().then(
      (turnstile) => {
        if (left || !place.current) return;
        const id = turnstile.render(place.current, {
          sitekey: siteKey,
          size: place.current.clientWidth < NORMAL_WIDTH ? "compact" : "flexible",
          theme: theme.value === "system" ? "auto" : theme.value,
          callback: onToken,
          "error-callback": (code) => {
            setWrong(words.checkFailed(code));
            return true;
          },
        });
        shown = () => turnstile.remove(id);
      },
      () => setWrong(words.checkAway),
    );
    return () => {
      left = true;
      shown?.();
    };
  }, [siteKey]);
  return (
    <div class="stack">
      <p class="hint">{words.check}</p>
      <div ref={place} class="turnstile" />
      {wrong && (
        <p class="field-error" role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}

/** Loads Cloudflare's script once; a failed load can be repeated. */
function load(): Promise<Turnstile> {
  script ??= new Promise<Turnstile>((resolve, reject) => {
    const element = document.createElement("script");
    element.src = SCRIPT;
    element.onload = () => resolve((globalThis as unknown as { turnstile: Turnstile }).turnstile);
    element.onerror = () => reject(new Error("could not load https://challenges.cloudflare.com/turnstile/: check content blockers"));
    document.head.append(element);
  }).catch((error: unknown) => {
    script = undefined;
    throw error;
  });
  return script;
}
