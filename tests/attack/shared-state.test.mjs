// Attacks on state that callers share: stored responses of writes, the budget of LinkedIn actions, the number of tries per code.

import assert from "node:assert/strict";

import { attack, gains } from "../support/attack.mjs";
import { requestsDuring } from "../support/assertions.mjs";
import { DEMO, PAGE, SAM, TOKEN_SECRET, startGatewayPair } from "../support/gateway.mjs";
import { signJwt } from "../support/jwt.mjs";
import { sendRequest } from "../support/requests.mjs";
import { signInForToken } from "../support/sign-in.mjs";

const CREATE = "POST /api-keyword-watchlist";
const FETCH = "POST /linkedin-agent/fetch-profile";
const again = { "idempotency-key": "the-same" };

attack("reading the stored response of another anonymous caller at the same address", { oldRule: "stored-public-writes" }, async (t, start) => {
  const settings = ({ api_key }) => ({ ACCESS: "public", OUTX_API_KEY: api_key, PUBLIC_OPERATIONS: "watchlists.keyword.create" });
  const gateway = await start(t, { settings });
  const stolen = [];
  for (const [theirs, mine] of [["192.0.2.7", "192.0.2.7"], ["2001:db8::1", "2001:db8::2"]]) {
    const create = (address) =>
      sendRequest(gateway, CREATE, { body: { keywords: ["rust"] }, origin: PAGE, headers: { "cf-connecting-ip": address, ...again } });
    const [first, second] = [await create(theirs), await create(mine)];
    for (const { status, text } of [first, second]) assert.equal(status, 200, text);
    if (second.body.id === first.body.id) stolen.push(second.text);
  }
  return gains(stolen);
});

attack("reading the stored response of another user's write by its idempotency key", {}, async (t, start) => {
  const gateway = await start(t, { settings: ({ api_key }) => ({ ACCESS: "session,token", TOKEN_SECRET, OUTX_API_KEY: api_key }) });
  const create = (token, body = { keywords: ["rust"] }) => sendRequest(gateway, CREATE, { body, token, headers: again });
  const victims = { member: await signInForToken(gateway, DEMO), user: signJwt({ scope: "write", sub: "one" }) };
  const attackers = [await signInForToken(gateway, SAM), await signInForToken(gateway, "other@outx.test"), signJwt({ scope: "write", sub: "two" })];
  const stolen = [];
  for (const [name, victim] of Object.entries(victims)) {
    const first = await create(victim);
    assert.equal((await create(victim)).text, first.text, "its own repeat receives the stored response");
    for (const attacker of attackers) {
      // With the same body, and with another one, for which a conflict would reveal that the idempotency key is in use.
      for (const body of [{ keywords: ["wasm"] }, { keywords: ["rust"] }]) {
        const second = await create(attacker, body);
        if (second.body?.id === first.body.id) stolen.push(name);
      }
    }
    const other = await sendRequest(gateway, FETCH, { body: { profile_slug: "ada-example" }, token: victim, headers: again });
    if (other.body?.id === first.body.id) stolen.push(`${name}, by another operation`);
  }
  return gains(stolen);
});

attack("exceeding the budget of LinkedIn actions by simultaneous requests at two isolates", {}, async (t) => {
  const budget = 5;
  const settings = ({ api_key }) => ({ ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: api_key, ACTIONS_PER_HOUR: String(budget) });
  const pair = await startGatewayPair(t, { settings });
  const token = signJwt({ scope: "write" });
  const requests = Array.from({ length: 60 }, (_, n) => sendRequest(pair[n % 2], FETCH, { body: { profile_slug: "ada-example" }, token }));
  const responses = await Promise.all(requests);
  for (const { status, body } of responses) if (status !== 200) assert.equal(body.code, "action_budget");
  const done = await pair[0].sandbox.createdTasks();
  assert.ok(done >= budget, `${done} were done`);
  return done > budget ? done : undefined;
});

attack("trying more than five codes for an address, by simultaneous requests and by other spellings of it", {}, async (t, start) => {
  const gateway = await start(t);
  const spellings = ["victim@outx.test", "Victim@OutX.test", " victim@outx.test ", "VICTIM@OUTX.TEST", "victim@outx.test\t", "vi\u212Atim@outx.test"];
  const reached = await requestsDuring(gateway, () => Promise.all(Array.from({ length: 60 }, (_, n) => {
    const headers = { "cf-connecting-ip": `203.0.113.${n}` };
    return sendRequest(gateway, "POST /linkedin-agent/auth-verify-otp", { body: { email: spellings[n % spellings.length], otp: String(100_000 + n) }, headers });
  })));
  assert.ok(reached.length > 0, "some tries reach the API");
  return reached.length > 5 ? reached.length : undefined;
});
