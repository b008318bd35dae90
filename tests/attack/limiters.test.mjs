// Attacks on the limiters of sign-in: filling the account with objects, and spreading requests over the networks of one site.

import { setTimeout as sleep } from "node:timers/promises";

import { attack } from "../support/attack.mjs";
import { Clock, clockUnavailable } from "../support/clock.mjs";
import { countStoredLimiters, tryCode } from "../support/limiter-objects.mjs";
import { sendRequest } from "../support/requests.mjs";
import { restartableGateway } from "../support/restartable-gateway.mjs";

const WEEK_MS = 7 * 86_400_000;
/** How long overdue alarms may take to run, in milliseconds. */
const ALARMS_MS = 8_000;

attack("making limiter objects that are stored without end", { oldRule: "kept-limiters", skip: clockUnavailable }, async (t, start) => {
  const [clock, open] = [new Clock(), await restartableGateway(t, undefined, start)];
  const first = await clock.run(open);
  for (let n = 0; n < 5; n += 1) await tryCode(first, `a${n}@outx.test`, "203.0.113.9");
  first.kill();
  const made = countStoredLimiters(first.folder);
  clock.offset(WEEK_MS + 60_000);
  const second = await clock.run(open);
  await sendRequest(second, "GET /_gateway/health");
  const last = Date.now() + ALARMS_MS;
  while (countStoredLimiters(second.folder) > 0 && Date.now() < last) await sleep(100);
  const left = countStoredLimiters(second.folder);
  t.diagnostic(`${left} of ${made} objects are stored a week later`);
  return left > 0 ? left : undefined;
});

attack("having more codes sent than one IPv6 site may, from its many /64 networks", { oldRule: "v6-by-64-alone" }, async (t, start) => {
  const gateway = await start(t);
  let sent = 0;
  for (let n = 0; n < 50; n += 1) {
    const headers = { "cf-connecting-ip": `2001:db8:0:${n.toString(16)}::1` };
    const { status } = await sendRequest(gateway, "POST /linkedin-agent/auth-send-otp", { body: { email: `v6-${n}@outx.test` }, headers });
    if (status === 200) sent += 1;
  }
  t.diagnostic(`${sent} of 50 codes were sent`);
  return sent > 40 ? sent : undefined;
});
