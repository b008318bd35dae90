// Requests that are not what they seem: origins, targets, queries and tokens that must not pass.

import { PAGE, TOKEN_SECRET } from "./gateway.mjs";
import { secondsFromNow, signJwt } from "./jwt.mjs";

/** Name to origin: none of them is {@link PAGE} or the gateway's own, at `host`. */
export function foreignOrigins(host) {
  return {
    "another site": "https://evil.example",
    "a longer host": "https://app.example.evil.test",
    "a host that ends alike": "https://notapp.example",
    "a subdomain": "https://www.app.example",
    "plain http": "http://app.example",
    "another port": "https://app.example:8443",
    "the default port spelled out": "https://app.example:443",
    "upper case": "https://APP.example",
    "a slash at the end": "https://app.example/",
    "user info": "https://app.example@evil.test",
    "a sandboxed frame": "null",
    "another extension": "chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba",
    "an app of another host": "capacitor://other",
    "an id in another case": "safari-web-extension://1a2b3c4d-0000-4111-8222-933344445555",
    "the gateway's host over https": `https://${host}`,
  };
}

/** The values of two `Origin` headers in one request. */
export const ORIGIN_PAIRS = [[PAGE, "https://evil.example"], ["https://evil.example", PAGE], [PAGE, PAGE]];

/** Targets of a request line. The runtime resolves dots and an absolute form as the URL standard says; the result is not the path of an operation. */
export const FORGED_TARGETS = [
  "//api-team", "/./api-teamx", "/api-team/../__sandbox/teams", "/%2e%2e/__sandbox/teams", "/api-team/..%2f__sandbox/teams",
  "/api-team%2f", "/%61pi-team", "/api-team%00", "/api-team;x=1", "/api-team%3fx=1", "/api-team\\",
  "//evil.example/api-team", "/_gateway/../__sandbox/teams", "/linkedin-agent/%2e%2e/__sandbox/outbox",
];

/** Queries that `posts.list` does not take. */
export const FORGED_QUERIES = [
  "?bogus=1", "?page=1&page=2", "?p%61ge=1", "?search_term=%zz", "?search_term=%00", `?search_term=${"a".repeat(5_000)}`, "?api_key=1",
];

/** Name to a token that must not be accepted. */
export const FORGED_TOKENS = {
  "that has expired": signJwt({ exp: secondsFromNow(-1) }),
  "that lives for two hours": signJwt({ exp: secondsFromNow(7_200) }),
  "of a day, in its last hour": signJwt({ iat: secondsFromNow(-82_800), exp: secondsFromNow(3_500) }),
  "that is not valid yet": signJwt({ nbf: secondsFromNow(250) }),
  "without expiry": signJwt({ exp: undefined }),
  "without subject": signJwt({ sub: undefined }),
  "with an empty subject": signJwt({ sub: "" }),
  "with an unknown scope": signJwt({ scope: "admin" }),
  "under alg none": signJwt({}, { alg: "none" }),
  "under alg RS256": signJwt({}, { alg: "RS256" }),
  "under alg HS512": signJwt({}, { alg: "HS512" }),
  "under another secret": signJwt({}, { secret: TOKEN_SECRET.toUpperCase() }),
  "without signature": `${signJwt().split(".").slice(0, 2).join(".")}.`,
  "whose claims were changed": signJwt().split(".").with(1, signJwt({ sub: "visitor-2" }).split(".")[1]).join("."),
  "with a header field that must be understood": signJwt({}, { header: { crit: ["exp"] } }),
  "with a nested token": signJwt({}, { header: { cty: "JWT" } }),
  "of another type": signJwt({}, { header: { typ: "JOSE+JSON" } }),
  "that is no token": "abc",
};
