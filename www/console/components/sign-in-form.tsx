import { useState } from "preact/hooks";

import { ExternalLink } from "../../shared/components/external-link.tsx";
import { Icon } from "../../shared/components/icon.tsx";
import { CodeStep, EmailStep } from "../../shared/components/sign-in-steps.tsx";
import { readPendingSignIn, storePendingSignIn } from "../lib/pending-sign-in.ts";
import { strings } from "../lib/strings.ts";
import { type Action, useAction } from "../state/action.ts";
import { health, sendCode, signIn } from "../state/session.ts";
import { Problem } from "./problem.tsx";

const words = strings.signIn;
const DEMO = "demo@outx.test";

/** Signs in in two steps: the email address, then the code that was sent to it. */
export function SignInForm({ email: known = "" }: { email?: string | undefined }) {
  const [email, setEmail] = useState(known);
  const [sentTo, setSentTo] = useState(() => pendingFor(known));
  const send = useAction(async (to: string) => {
    await sendCode(to);
    setStep(to);
  });

  function setStep(email: string | undefined) {
    storePendingSignIn(email);
    setSentTo(email);
  }

  return (
    <>
      {sentTo === undefined ? (
        <EmailStep email={email} onInput={setEmail} onSend={(to) => void send.run(to)} busy={send.busy} problem={send.failure && <Problem failure={send.failure} />} />
      ) : (
        <Code email={sentTo} send={send} back={() => setStep(undefined)} />
      )}
      <SandboxNote email={sentTo} useDemo={() => setEmail(DEMO)} />
    </>
  );
}

/** The address that a code was sent to before a reload, unless the dialog is for another address. */
function pendingFor(known: string): string | undefined {
  const pending = readPendingSignIn();
  return known === "" || known === pending ? pending : undefined;
}

interface CodeProps {
  email: string;
  send: Action<[string]>;
  back: () => void;
}

function Code({ email, send, back }: CodeProps) {
  const [resent, setResent] = useState(false);
  const verify = useAction((otp: string) => signIn(email, otp));
  return (
    <CodeStep
      email={email}
      rejected={verify.failure?.code === "invalid_otp"}
      onChange={verify.clear}
      onVerify={(otp) => void verify.run(otp)}
      busy={verify.busy}
      problem={verify.failure && <Problem failure={verify.failure} />}
    >
      <div class="row spread">
        <button type="button" class="link" onClick={back}>
          {words.otherEmail}
        </button>
        <button type="button" class="link" aria-disabled={send.busy} onClick={() => void send.run(email).then(setResent)}>
          {send.busy ? words.sending : words.resend}
        </button>
      </div>
      {send.failure && <Problem failure={send.failure} />}
      <p role="status" class={resent ? "hint" : "visually-hidden"}>
        {resent && words.sent}
      </p>
    </CodeStep>
  );
}

function SandboxNote({ email, useDemo }: { email: string | undefined; useDemo: () => void }) {
  const sandbox = health.value?.sandbox;
  if (!sandbox) return null;
  return (
    <aside class="sandbox-note" aria-label={strings.banner.sandbox}>
      <Icon name="flask" />
      <div>
        <p>{words.sandbox}</p>
        {email === undefined ? (
          <p>
            {words.sandboxSuggest} <code>{DEMO}</code>.{" "}
            <button type="button" class="link" onClick={useDemo}>
              {words.useDemo}
            </button>
          </p>
        ) : (
          <ExternalLink class="link" href={`${sandbox}/__sandbox/outbox?email=${encodeURIComponent(email)}`}>
            {words.outbox}
          </ExternalLink>
        )}
      </div>
    </aside>
  );
}
