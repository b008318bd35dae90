// Attacks on sign-in: locking others out, outlasting a sign-out, having a code sent to a domain that SIGN_IN_DOMAINS does not list.

import { once } from "node:events";
import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

import { requestsDuring } from "../support/assertions.mjs";
import { attack } from "../support/attack.mjs";
import { sendRequest } from "../support/requests.mjs";
import { cookieOf, signInForToken } from "../support/sign-in.mjs";

const SEND = "POST /linkedin-agent/auth-send-otp";
const VERIFY = "POST /linkedin-agent/auth-verify-otp";
const fromNetwork = (address) => ({ "cf-connecting-ip": address });

attack("locking others out of sign-in, from one network and without requesting a code", { oldRule: "tries-by-email-alone" }, async (t, start) => {
  const gateway = await start(t);
  const victims = Array.from({ length: 6 }, (_, index) => ({ email: `victim-${index}@outx.test`, headers: fromNetwork(`203.0.113.${index}`) }));
  for (const victim of victims) {
    victim.cookie = cookieOf(await sendRequest(gateway, SEND, { body: { email: victim.email }, headers: victim.headers }));
  }
  for (const { email } of victims) {
    for (let tries = 0; tries < 5; tries += 1) {
      await sendRequest(gateway, VERIFY, { body: { email, otp: "not it" }, headers: fromNetwork("198.51.100.1") });
    }
  }
  const lockedOut = [];
  for (const { email, headers, cookie } of victims) {
    const { status } = await sendRequest(gateway, VERIFY, { body: { email, otp: await gateway.sandbox.otp(email) }, headers, cookie });
    if (status !== 200) lockedOut.push(email);
  }
  return lockedOut.length > 0 ? lockedOut : undefined;
});

attack("writing after a sign-out with a body that is sent slowly", { oldRule: "checked-once" }, async (t, start) => {
  const gateway = await start(t);
  const token = await signInForToken(gateway);
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  const write = request(`${gateway.url}/linkedin-agent/fetch-profile`, { method: "POST", headers });
  const response = once(write, "response");
  write.write('{"profile_slug":');
  // Admitted by its head.
  await sleep(300);
  await sendRequest(gateway, "DELETE /_gateway/session", { token });
  const sent = await requestsDuring(gateway, async () => {
    write.end('"ada-example"}');
    const [incoming] = await response;
    incoming.resume();
    await once(incoming, "end");
  });
  return sent.length > 0 ? sent : undefined;
});

attack("having a code sent to a domain that SIGN_IN_DOMAINS does not list, by a value that contains two addresses", { oldRule: "loose-emails" }, async (t, start) => {
  const gateway = await start(t, { settings: { SIGN_IN_DOMAINS: "corp.example" } });
  const spellings = ["attacker@evil.example,a@corp.example", '"x@evil"@corp.example', "attacker@evil.example>,<a@corp.example"];
  const sent = await requestsDuring(gateway, async () => {
    for (const email of spellings) await sendRequest(gateway, SEND, { body: { email } });
  });
  return sent.length > 0 ? sent : undefined;
});
