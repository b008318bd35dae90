// The address a code was sent to, for this tab: a reload, or a phone that discards the tab while the email is open, must not cost a code.

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
    // Storage may be blocked; the step then ends with the page.
  }
}
