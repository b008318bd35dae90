import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import { asciiDigits } from "../lib/digits.ts";
import { strings } from "../lib/strings.ts";
import { TextField, focusInvalid } from "./field.tsx";

const words = strings.signIn;

interface Step {
  busy: boolean;
  /** The failure of the last attempt. */
  problem: ComponentChildren;
}

interface EmailStepProps extends Step {
  email: string;
  onInput: (email: string) => void;
  onSend: (email: string) => void;
}

/** The first step: the email address that the code is sent to. */
export function EmailStep({ email, onInput, onSend, busy, problem }: EmailStepProps) {
  const [error, setError] = useState<string>();
  function submit(event: Event) {
    event.preventDefault();
    const address = email.trim();
    // Rejects only what cannot be an address. Whether the address exists shows when the email arrives.
    const wrong = /^[^\s@]+@[^\s@]+$/.test(address) ? undefined : words.emailInvalid;
    setError(wrong);
    if (wrong) focusInvalid(event.currentTarget as HTMLElement);
    else onSend(address);
  }
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <TextField label={words.email} type="email" name="email" autoComplete="email" focus required error={error} value={email} onInput={onInput} />
      {problem}
      <button class="button primary wide" aria-disabled={busy}>
        {busy ? words.sending : words.send}
      </button>
    </form>
  );
}

interface CodeStepProps extends Step {
  email: string;
  /** Whether the last code was rejected. */
  rejected: boolean;
  /** Called when the code changes, so that the failure of the previous code is no longer shown. */
  onChange: () => void;
  onVerify: (otp: string) => void;
  /** Alternatives to entering the code, shown below the button. */
  children: ComponentChildren;
}

/** The first six digits in `text`, so that a code can be pasted together with the text around it. */
function codeDigits(text: string): string {
  return asciiDigits(text).replace(/\D/g, "").slice(0, 6);
}

/** The second step: the code from the email. */
export function CodeStep({ email, rejected, onChange, onVerify, busy, problem, children }: CodeStepProps) {
  const [otp, setOtp] = useState("");
  const [error, setError] = useState<string>();
  function submit(event: Event) {
    event.preventDefault();
    const wrong = /^\d{6}$/.test(otp) ? undefined : words.codeInvalid;
    setError(wrong);
    if (!wrong) return onVerify(otp);
    onChange();
    focusInvalid(event.currentTarget as HTMLElement);
  }
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <TextField
        label={words.code}
        name="otp"
        class="code-input"
        inputMode="numeric"
        autoComplete="one-time-code"
        focus
        required
        hint={words.codeHint(email)}
        error={error ?? (rejected ? words.codeRejected : undefined)}
        value={otp}
        filter={codeDigits}
        onInput={(typed) => {
          if (typed !== otp) {
            setError(undefined);
            onChange();
          }
          setOtp(typed);
        }}
      />
      {problem}
      <button class="button primary wide" aria-disabled={busy}>
        {busy ? words.signingIn : words.signIn}
      </button>
      {children}
    </form>
  );
}
