import { useState } from "preact/hooks";

import { TextField } from "../../../src/components/field.tsx";
import { strings } from "../../../src/strings.ts";
import { outx } from "../client.ts";
import { start } from "../session.ts";
import { write } from "../store.ts";
import { Trouble } from "./trouble.tsx";
import { useAction } from "./use-action.ts";
import { useStored } from "./use-stored.ts";

const words = strings.signIn;

/**
 * Signs in by code. The popup closes as soon as the reader turns to their mail, so the step they are at is kept and the
 * next popup goes on from there.
 */
export function SignIn() {
  const step = useStored("signIn");
  const problem = useStored("problem");
  if (step === undefined || problem === undefined) return null;
  return (
    <main class="pane">
      <h1>{problem?.code === "session_expired" ? words.again : words.title}</h1>
      {step ? <CodeStep email={step.email} /> : <EmailStep />}
    </main>
  );
}

function EmailStep() {
  const [email, setEmail] = useState("");
  const [error, setError] = useState<string>();
  const send = useAction(async (to: string) => {
    await outx.auth.sendOtp({ email: to });
    await write("signIn", { email: to });
  });
  function submit(event: Event) {
    event.preventDefault();
    const address = email.trim();
    const wrong = /^[^\s@]+@[^\s@]+$/.test(address) ? undefined : words.emailInvalid;
    setError(wrong);
    if (!wrong) void send.run(address);
  }
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <p class="quiet">{strings.companion.signInLead}</p>
      <TextField label={words.email} type="email" name="email" autoComplete="email" focus required error={error} value={email} onInput={setEmail} />
      {send.failure && <Trouble failure={send.failure} />}
      <button class="button primary wide" disabled={send.busy}>
        {send.busy ? words.sending : words.send}
      </button>
    </form>
  );
}

function CodeStep({ email }: { email: string }) {
  const [otp, setOtp] = useState("");
  const [error, setError] = useState<string>();
  const verify = useAction(async () => start(await outx.auth.verifyOtp({ email, otp })));
  function submit(event: Event) {
    event.preventDefault();
    const wrong = /^\d{6}$/.test(otp) ? undefined : words.codeInvalid;
    setError(wrong);
    if (!wrong) void verify.run();
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
        error={error}
        value={otp}
        onInput={(text) => setOtp(text.replace(/\D/g, "").slice(0, 6))}
      />
      {verify.failure && <Trouble failure={verify.failure} />}
      <button class="button primary wide" disabled={verify.busy}>
        {verify.busy ? words.signingIn : words.signIn}
      </button>
      <button type="button" class="link" onClick={() => void write("signIn", undefined)}>
        {words.otherEmail}
      </button>
    </form>
  );
}
