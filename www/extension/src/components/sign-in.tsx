import { useState } from "preact/hooks";

import { FailureNote } from "../../../shared/components/failure-note.tsx";
import { CodeStep, EmailStep } from "../../../shared/components/sign-in-steps.tsx";
import { sendCode, signIn } from "../api/account.ts";
import { strings } from "../lib/strings.ts";
import { writeStored } from "../state/store.ts";
import { useStored } from "../state/use-stored.ts";
import { useAction } from "./use-action.ts";

const words = strings.signIn;

/**
 * Sign-in by code. The popup closes as soon as the reader opens their email, so the current step is stored and the
 * next popup continues there.
 */
export function SignIn() {
  const step = useStored("signIn");
  const problem = useStored("problem");
  if (step === undefined || problem === undefined) return null;
  return (
    <main class="pane">
      <h1>{problem?.code === "session_expired" ? words.again : words.title}</h1>
      {step ? <Code email={step.email} /> : <Email />}
    </main>
  );
}

function Email() {
  const [email, setEmail] = useState("");
  const send = useAction(sendCode);
  return (
    <>
      <p class="quiet">{words.lead}</p>
      <EmailStep email={email} onInput={setEmail} onSend={(to) => void send.run(to)} busy={send.busy} problem={send.failure && <FailureNote failure={send.failure} />} />
    </>
  );
}

function Code({ email }: { email: string }) {
  const [sent, setSent] = useState(false);
  const resend = useAction(() => sendCode(email));
  const verify = useAction((otp: string) => signIn(email, otp));
  return (
    <CodeStep
      email={email}
      rejected={verify.failure?.code === "invalid_otp"}
      onChange={verify.clear}
      onVerify={(otp) => void verify.run(otp)}
      busy={verify.busy}
      problem={verify.failure && <FailureNote failure={verify.failure} />}
    >
      <div class="row spread">
        <button type="button" class="link" onClick={() => void writeStored("signIn", undefined)}>
          {words.otherEmail}
        </button>
        <button type="button" class="link" aria-disabled={resend.busy} onClick={() => void resend.run().then(setSent)}>
          {resend.busy ? words.sending : words.resend}
        </button>
      </div>
      {resend.failure && <FailureNote failure={resend.failure} />}
      <p role="status" class={sent ? "hint" : "visually-hidden"}>
        {sent && words.sent}
      </p>
    </CodeStep>
  );
}
