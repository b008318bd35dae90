// Attacks through texts that the API chooses and the gateway repeats outside of API responses: in its own routes, its log and its alerts.

import { attack, gains } from "../support/attack.mjs";
import { TOKEN_SECRET } from "../support/gateway.mjs";
import { sendRequest } from "../support/requests.mjs";
import { startServer } from "../support/server.mjs";
import { signInAtApi, startSignInApi } from "../support/sign-in-api.mjs";

const KEY = "outx_session0canary1session2";
const GATEWAY_KEY = "outx_gateway0canary1gateway2";

/** Signs in as a member of `team`, raises an alert, and returns what left the gateway: place to text. */
async function whereTeamIsShown(t, start, team) {
  const hook = await startServer(t, { body: "ok" });
  const settings = { ACCESS: "session,token", TOKEN_SECRET, OUTX_API_KEY: GATEWAY_KEY, ALERT_WEBHOOK: `${hook.url}/hook` };
  const gateway = await start(t, { settings, upstream: await startSignInApi(t, { ...team, api_key: KEY }) });
  const { cookie } = await signInAtApi(gateway);
  const session = await sendRequest(gateway, "GET /_gateway/session", { cookie });
  await sendRequest(gateway, "GET /api-posts", { cookie });
  // Alerts are sent before usage is returned.
  await sendRequest(gateway, "GET /_gateway/usage", { cookie });
  if (hook.requests.length !== 1) throw new Error(`${hook.requests.length} alerts arrived, expected 1`);
  const { text } = JSON.parse(hook.requests[0].body);
  return { "GET /_gateway/session": session.raw, "the webhook": text, "the log": gateway.log.lines.join("\n") };
}

attack("reading a key from a team's name and id", { oldRule: "unsearched-own-texts" }, async (t, start) => {
  const shown = await whereTeamIsShown(t, start, { id: `team-${GATEWAY_KEY}`, name: `Team ${GATEWAY_KEY}` });
  return gains(Object.keys(shown).filter((place) => shown[place].includes(GATEWAY_KEY)));
});

attack("reading the session's own key from a team's name and id", {}, async (t, start) => {
  const shown = await whereTeamIsShown(t, start, { id: `team-${KEY}`, name: `Team ${KEY}` });
  return gains(Object.keys(shown).filter((place) => shown[place].includes(KEY)));
});

attack("placing mentions and links in an alert", { oldRule: "raw-webhook-texts" }, async (t, start) => {
  const markup = ["<!channel>", "<https://evil.example|report>"];
  const shown = await whereTeamIsShown(t, start, { id: markup.join(" "), name: "Team" });
  return gains(markup.filter((text) => shown["the webhook"].includes(text)));
});
