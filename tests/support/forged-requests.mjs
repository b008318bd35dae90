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

/** Two `Origin` headers each. */
export const ORIGIN_PAIRS = [[PAGE, "https://evil.example"], ["https://evil.example", PAGE], [PAGE, PAGE]];

/** Targets of a request line. The runtime resolves dots and an absolute form as the URL standard says; what is left is no operation. */
export const FORGED_TARGETS = [
  "//api-team", "/./api-teamx", "/api-team/../__sandbox/teams", "/%2e%2e/__sandbox/teams", "/api-team/..%2f__sandbox/teams",
  "/api-team%2f", "/%61pi-team", "/api-team%00", "/api-team;x=1", "/api-team%3fx=1", "/api-team\\",
  "//evil.example/api-team", "/_gateway/../__sandbox/teams", "/linkedin-agent/%2e%2e/__sandbox/outbox",
];

/** Query of `posts.list` to the text of its rejection. */
export const FORGED_QUERIES = {
  "?bogus=1": 'posts.list has no query parameter "bogus"',
  "?page=1&page=2": 'query parameter "page" of posts.list may be given once',
  "?p%61ge=1": 'posts.list has no query parameter "p%61ge"',
  "?search_term=%zz": 'query parameter "search_term" of posts.list is badly encoded',
  "?search_term=%00": 'query parameter "search_term" of posts.list is badly encoded',
  [`?search_term=${"a".repeat(5_000)}`]: "the query of posts.list is longer than 4096 bytes",
  "?api_key=1": 'posts.list has no query parameter "api_key"',
};

const NOT_HS256 = "the token is not signed with HS256";
const BAD_SIGNATURE = "the token has a signature that does not fit";
const LACKING = "the token lacks sub or exp, or has a scope other than read and write";
const LONG = "the token lives for more than an hour";

/** Name to `[token, the text of its rejection]`. */
export const FORGED_TOKENS = {
  "that has expired": [signJwt({ exp: secondsFromNow(-1) }), "the token has expired"],
  "that lives for two hours": [signJwt({ exp: secondsFromNow(7_200) }), LONG],
  "of a day, in its last hour": [signJwt({ iat: secondsFromNow(-82_800), exp: secondsFromNow(3_500) }), LONG],
  "that is not valid yet": [signJwt({ nbf: secondsFromNow(250) }), "the token is not valid yet"],
  "without expiry": [signJwt({ exp: undefined }), LACKING],
  "without subject": [signJwt({ sub: undefined }), LACKING],
  "with an empty subject": [signJwt({ sub: "" }), "the token has an empty sub"],
  "with an unknown scope": [signJwt({ scope: "admin" }), LACKING],
  "under alg none": [signJwt({}, { alg: "none" }), NOT_HS256],
  "under alg RS256": [signJwt({}, { alg: "RS256" }), NOT_HS256],
  "under alg HS512": [signJwt({}, { alg: "HS512" }), NOT_HS256],
  "under another secret": [signJwt({}, { secret: TOKEN_SECRET.toUpperCase() }), BAD_SIGNATURE],
  "without signature": [`${signJwt().split(".").slice(0, 2).join(".")}.`, BAD_SIGNATURE],
  "whose claims were changed": [signJwt().split(".").with(1, signJwt({ sub: "visitor-2" }).split(".")[1]).join("."), BAD_SIGNATURE],
  "with a header field that must be understood": [
    signJwt({}, { header: { crit: ["exp"] } }),
    "the token has a header field crit or b64, which this gateway does not support",
  ],
  "with a nested token": [signJwt({}, { header: { cty: "JWT" } }), "the token has a header field cty: nested tokens are not supported"],
  "of another type": [signJwt({}, { header: { typ: "JOSE+JSON" } }), "the token has a typ other than JWT"],
  "that is no token": ["abc", "the token is not a JSON Web Token"],
};
