import { useState } from "preact/hooks";

import { useAction } from "../resource.ts";
import { health, sendCode, signIn } from "../session.ts";
import { strings } from "../strings.ts";
import { External } from "./external.tsx";
import { TextField } from "./field.tsx";
import { Icon } from "./icon.tsx";
import { Problem } from "./problem.tsx";

const DEMO = "demo@outx.test";

/** Two steps: an address, then the code that was sent to it. */
export function SignInForm({ email: known = "" }: { email?: string | undefined }) {
  const [email, setEmail] = useState(known);
  const [sentTo, setSentTo] = useState<string>();
  const send = useAction(async (to: string) => {
    await sendCode(to);
    setSentTo(to);
  });
  return (
    <>
      {sentTo === undefined ? (
        <EmailStep email={email} setEmail={setEmail} send={send} />
      ) : (
        <CodeStep email={sentTo} resend={() => send.run(sentTo)} resending={send.busy} back={() => setSentTo(undefined)} />
      )}
      <SandboxNote email={sentTo} useDemo={() => setEmail(DEMO)} />
    </>
  );
}

interface EmailProps {
  email: string;
  setEmail: (email: string) => void;
  send: ReturnType<typeof useAction<[string]>>;
}

function EmailStep({ email, setEmail, send }: EmailProps) {
  const [error, setError] = useState<string>();
  function submit(event: Event) {
    event.preventDefault();
    const address = email.trim();
    // Only what cannot be an address at all: the mail itself is the check.
    const wrong = /^[^\s@]+@[^\s@]+$/.test(address) ? undefined : strings.signIn.emailInvalid;
    setError(wrong);
    if (!wrong) void send.run(address);
  }
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <TextField label={strings.signIn.email} type="email" name="email" autoComplete="email" focus required error={error} value={email} onInput={setEmail} />
      {send.failure && <Problem failure={send.failure} />}
      <button class="button primary wide" disabled={send.busy}>
        {send.busy ? strings.signIn.sending : strings.signIn.send}
      </button>
    </form>
  );
}

interface CodeProps {
  email: string;
  resend: () => Promise<boolean>;
  resending: boolean;
  back: () => void;
}

function CodeStep({ email, resend, resending, back }: CodeProps) {
  const [otp, setOtp] = useState("");
  const [error, setError] = useState<string>();
  const [resent, setResent] = useState(false);
  const verify = useAction(signIn);
  function submit(event: Event) {
    event.preventDefault();
    const wrong = /^\d{6}$/.test(otp) ? undefined : strings.signIn.codeInvalid;
    setError(wrong);
    if (!wrong) void verify.run(email, otp);
  }
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <TextField
        label={strings.signIn.code}
        name="otp"
        class="code-input"
        inputMode="numeric"
        autoComplete="one-time-code"
        focus
        required
        hint={strings.signIn.codeHint(email)}
        error={error}
        value={otp}
        onInput={(text) => setOtp(text.replace(/\D/g, "").slice(0, 6))}
      />
      {verify.failure && <Problem failure={verify.failure} />}
      <button class="button primary wide" disabled={verify.busy}>
        {verify.busy ? strings.signIn.signingIn : strings.signIn.signIn}
      </button>
      <div class="row spread">
        <button type="button" class="link" onClick={back}>
          {strings.signIn.otherEmail}
        </button>
        <button type="button" class="link" disabled={resending} onClick={() => void resend().then(setResent)}>
          {resending ? strings.signIn.sending : strings.signIn.resend}
        </button>
      </div>
      <p role="status" class={resent ? "hint" : "visually-hidden"}>
        {resent && strings.signIn.sent}
      </p>
    </form>
  );
}

function SandboxNote({ email, useDemo }: { email: string | undefined; useDemo: () => void }) {
  const sandbox = health.value?.sandbox;
  if (!sandbox) return null;
  return (
    <aside class="sandbox-note" aria-label={strings.banner.sandbox}>
      <Icon name="flask" />
      <div>
        <p>{strings.signIn.sandbox}</p>
        {email === undefined ? (
          <p>
            {strings.signIn.sandboxSuggest} <code>{DEMO}</code>.{" "}
            <button type="button" class="link" onClick={useDemo}>
              {strings.signIn.useDemo}
            </button>
          </p>
        ) : (
          <External class="link" href={`${sandbox}/__sandbox/outbox?email=${encodeURIComponent(email)}`}>
            {strings.signIn.outbox}
          </External>
        )}
      </div>
    </aside>
  );
}
