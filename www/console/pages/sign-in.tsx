import { useEffect } from "preact/hooks";

import { Logo } from "../../shared/components/logo.tsx";
import { Banners } from "../components/banners.tsx";
import { GuestEntry } from "../components/guest-entry.tsx";
import { SignInForm } from "../components/sign-in-form.tsx";
import { ThemeSwitch } from "../components/theme-switch.tsx";
import { strings } from "../lib/strings.ts";
import { health } from "../state/session.ts";

export function SignInPage() {
  useEffect(() => {
    document.title = strings.title(strings.signIn.title);
  }, []);
  const canSignIn = health.value?.access.includes("session") ?? true;
  return (
    <div class="sign-in">
      <header class="sign-in-head">
        <div class="rail-brand">
          <Logo />
          <span class="rail-name">OutX</span>
        </div>
        <ThemeSwitch />
      </header>
      <Banners />
      <main id="main" class="sign-in-card" tabIndex={-1}>
        <h1>{strings.signIn.title}</h1>
        {canSignIn ? (
          <>
            <p class="lead">{strings.signIn.lead}</p>
            <SignInForm />
          </>
        ) : (
          <p class="lead">{strings.signIn.closed}</p>
        )}
        <GuestEntry />
      </main>
    </div>
  );
}
