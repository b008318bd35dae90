import { useState } from "preact/hooks";

import { TextField } from "../../../shared/components/field.tsx";
import { Icon } from "../../../shared/components/icon.tsx";
import { moveTo } from "../api/account.ts";
import { type Verdict, probe } from "../api/probe.ts";
import { strings } from "../lib/strings.ts";
import { completeAddress, parseGatewayAddress } from "../model/gateway-address.ts";
import { dropOtherHosts, requestHost } from "../state/hosts.ts";
import { BUILT_IN_GATEWAY } from "../state/session.ts";
import { useStored } from "../state/use-stored.ts";
import { useAction } from "./use-action.ts";

const words = strings.options;

/** Changes the gateway. The new address is probed first; the previous gateway stays in use until the new one has responded as a gateway. */
export function GatewayForm({ gateway, onDone }: { gateway: string; onDone: () => void }) {
  const session = useStored("session");
  const [typed, setTyped] = useState(gateway);
  const [error, setError] = useState<string>();
  const save = useAction(async (address: string) => {
    // First, because the browser asks for a permission only during a user gesture.
    if (!(await requestHost(address))) return setError(words.hostDenied(new URL(address).host));
    const verdict = await probe(address);
    if (verdict.is === "ready") await moveTo(address);
    await dropOtherHosts();
    if (verdict.is === "ready") onDone();
    else setError(verdictText(verdict, address));
  });
  function submit(text: string) {
    const read = parseGatewayAddress(completeAddress(text));
    setTyped("address" in read ? read.address : text);
    if ("problem" in read) return setError(words.addressInvalid(read.problem));
    if (read.address === gateway) return onDone();
    setError(undefined);
    void save.run(read.address);
  }
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!save.busy) submit(typed);
      }}
    >
      <TextField
        label={words.gatewayAddress}
        type="url"
        name="gateway"
        focus
        required
        hint={session ? words.signsOut : words.gatewayAsk}
        error={error ?? save.failure?.message}
        value={typed}
        onInput={(text) => {
          setTyped(text);
          setError(undefined);
        }}
      />
      <div class="row">
        <button class="button primary" aria-disabled={save.busy}>
          {save.busy ? words.checking : words.saveGateway}
        </button>
        <button type="button" class="button" onClick={onDone}>
          {strings.common.cancel}
        </button>
        {gateway !== BUILT_IN_GATEWAY && (
          <button type="button" class="link" aria-disabled={save.busy} onClick={() => save.busy || submit(BUILT_IN_GATEWAY)}>
            <Icon name="refresh" />
            {words.builtIn(new URL(BUILT_IN_GATEWAY).host)}
          </button>
        )}
      </div>
    </form>
  );
}

/** The verdict as a sentence. */
export function verdictText(verdict: Verdict, gateway: string): string {
  switch (verdict.is) {
    case "ready":
      return words.ok(verdict.version);
    case "misconfigured":
      return words.misconfigured(verdict.reasons);
    case "not-allowed":
      return words.notAllowed(location.origin);
    case "not-a-gateway":
      return words.notAGateway(gateway);
    default:
      return words.unreachable(gateway);
  }
}
