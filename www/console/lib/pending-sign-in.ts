// Stores the address that a code was sent to, for this tab. After a reload, or after a phone discarded the tab while the email was open, the
// code can still be entered.

const KEY = "outx.sign-in";

export function readPendingSignIn(): string | undefined {
  try {
    return sessionStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

export function storePendingSignIn(email: string | undefined): void {
  try {
    if (email === undefined) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, email);
  } catch {
    // Storage may be blocked. A reload then starts with the email address again.
  }
}
