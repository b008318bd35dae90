// An API that signs every caller in to one team.

import { DEMO } from "./gateway.mjs";
import { sendRequest } from "./requests.mjs";
import { startServer } from "./server.mjs";
import { cookieOf } from "./sign-in.mjs";

/** Starts the API. It accepts every code for `team`, and rejects every other request because no extension is active, which raises an alert. */
export function startSignInApi(t, team) {
  return startServer(t, ({ url }, response) => {
    const isSignIn = url === "/linkedin-agent/auth-verify-otp";
    response.writeHead(isSignIn ? 200 : 403, { "content-type": "application/json" });
    response.end(JSON.stringify(isSignIn ? { user: { email: DEMO }, team } : { error: "Plugin installation required: no active extension" }));
  });
}

/** Signs in to that API through a gateway and returns `{ verified, cookie }`. */
export async function signInAtApi(gateway) {
  const verified = await sendRequest(gateway, "POST /linkedin-agent/auth-verify-otp", { body: { email: DEMO, otp: "000000" } });
  return { verified, cookie: cookieOf(verified) };
}
