//! The order of the gateway's checks, as a table: a request, what is known, and the decision.
//!
//! A request is written `METHOD path words`, with words `at=ORIGIN` (where the gateway is called), `origin=`, `site=` (`Sec-Fetch-Site`),
//! `bearer=CREDENTIAL`, `cookie=CREDENTIAL`, `twice=CREDENTIAL` (the cookie two times), `page=CREDENTIAL` (the session
//! that `x-outx-session-id` names), `raw=` (`Authorization` with `_` for a space) and
//! `read` (the body has arrived). The second column lists what differs from a known and valid credential: `cold` (no credential was opened or
//! verified before), `later` (the token was verified two minutes ago), `stale` (the ledger has to be asked about sign-outs) and `revoked`.
//! A decision in capitals names one of the texts in `harness.rs`.

mod agents;
mod extra_routes;
mod harness;
mod own_routes;
mod public;
mod sessions;
mod tokens;

use harness::{Known, assert_rows, decision, settings};
use outx_core::gateway::authorize::Gateway;

const SESSION: &[(&str, &str)] = &[("ACCESS", "session")];
const TOKEN: &[(&str, &str)] = &[("ACCESS", "token")];
const PUBLIC: &[(&str, &str)] =
    &[("ACCESS", "public"), ("PUBLIC_OPERATIONS", "posts.list?watchlist_id=w1,team.get,engagement.like")];
const ALL: &[(&str, &str)] =
    &[("ACCESS", "session,token,public"), ("PUBLIC_OPERATIONS", "posts.list?watchlist_id=w1,team.get")];

#[test]
fn origins_are_checked_before_anything_else() {
    assert_rows(
        SESSION,
        r#"
        GET /api-team origin=https://evil.example cookie=session | | CROSS_ORIGIN
        GET /api-team origin=https://evil.example bearer=session | | CROSS_ORIGIN
        GET /api-team origin=null cookie=session | | CROSS_ORIGIN
        GET /api-team origin=http://gateway.example cookie=session | | CROSS_ORIGIN
        GET /api-team origin=https://gateway.example.evil cookie=session | | CROSS_ORIGIN
        GET /api-team origin=https://app.example:8443 cookie=session | | CROSS_ORIGIN
        GET /api-team origin=https://APP.example cookie=session | | CROSS_ORIGIN
        GET /api-team origin=https://sub.app.example cookie=session | | CROSS_ORIGIN
        GET /api-team site=cross-site cookie=session | | CROSS_ORIGIN
        GET /api-team site=same-site cookie=session | | CROSS_ORIGIN
        GET /api-team at=http://gateway.example site=same-origin cookie=session | | CROSS_ORIGIN
        GET /api-team at=http://gateway.example origin=http://gateway.example cookie=session | | CROSS_ORIGIN
        GET /nowhere origin=https://evil.example | | CROSS_ORIGIN
        OPTIONS /api-team origin=https://evil.example | | CROSS_ORIGIN
        POST /linkedin-agent/auth-send-otp origin=https://evil.example | | CROSS_ORIGIN
        GET /_gateway/health origin=https://evil.example | | CROSS_ORIGIN
        DELETE /_gateway/session origin=https://evil.example cookie=session | | CROSS_ORIGIN
        GET /api-team origin=https://gateway.example cookie=session | | forward team.get for team-a by cookie on the fast path
        GET /api-team origin=https://app.example cookie=session | | forward team.get for team-a by cookie on the fast path
        GET /api-team origin=chrome-extension://abcdefghijklmnopabcdefghijklmnop bearer=session | | forward team.get for team-a by bearer on the fast path
        GET /api-team site=same-origin cookie=session | | forward team.get for team-a by cookie on the fast path
        GET /api-team site=none cookie=session | | forward team.get for team-a by cookie on the fast path
        GET /api-team at=http://localhost:8787 site=same-origin cookie=session | | forward team.get for team-a by cookie on the fast path
        GET /api-team at=http://127.0.0.1:8787 origin=http://127.0.0.1:8787 cookie=session | | forward team.get for team-a by cookie on the fast path
        "#,
    );
}

#[test]
fn preflights_of_allowed_origins_succeed_for_any_path() {
    assert_rows(
        SESSION,
        r#"
        OPTIONS /api-team origin=https://app.example | | preflight
        OPTIONS /nowhere origin=https://app.example | | preflight
        OPTIONS /_gateway/session origin=https://gateway.example | | preflight
        OPTIONS /api-team | | 404 route_denied: OPTIONS /api-team is not an operation of this gateway
        OPTIONS /api-team site=cross-site | | CROSS_ORIGIN
        "#,
    );
}

#[test]
fn only_operations_and_own_routes_exist() {
    let denied = |request: &str| {
        let expected = format!("404 route_denied: {request} is not an operation of this gateway");
        assert_rows(SESSION, &format!("{request} cookie=session origin=https://app.example | | {expected}"));
        assert_rows(SESSION, &format!("{request} | | {expected}"));
    };
    for request in [
        "GET /",
        "GET /api-teams",
        "GET /api-team/",
        "GET //api-team",
        "GET /API-team",
        "GET /api%2Dteam",
        "GET /api-team/../api-posts",
        "POST /api-team",
        "HEAD /api-team",
        "get /api-team",
        "PATCH /api-keyword-watchlist",
        "GET /api-like",
        "GET /_gateway",
        "GET /_gateway/",
        "GET /_gateway/nothing",
        "GET /_gateway/health/",
        "GET /_gateway/audits",
        "POST /_gateway/mcp",
        "GET /_gateway/mcp",
        "GET /_gateway/agents",
        "POST /_gateway/agents",
        "DELETE /_gateway/agents",
        "HEAD /_gateway/nothing",
        "DELETE /_gateway/session/",
    ] {
        denied(request);
    }
}

#[test]
fn a_gateway_that_lacks_settings_serves_health_and_openapi_only() {
    let missing = &[("SESSION_SECRET", ""), ("ACCESS", "session")];
    let reason = "500 misconfigured: SESSION_SECRET ";
    let (settings, problems) = settings(missing);
    let gateway = Gateway { settings: settings.as_ref(), problems: &problems };
    for request in [
        "GET /api-team cookie=session",
        "GET /api-team at=http://localhost:8787 cookie=session",
        "GET /api-posts?nonsense=1",
        "POST /linkedin-agent/auth-send-otp",
        "GET /_gateway/session",
        "POST /_gateway/session",
        "DELETE /_gateway/session",
        "GET /_gateway/usage",
    ] {
        let known = Known { settings: None, words: "" };
        assert!(decision(request, &gateway, &known).starts_with(reason), "{request}");
    }
    assert_rows(
        missing,
        r#"
        GET /_gateway/health | | health
        GET /_gateway/openapi.json | | openapi
        GET /nowhere | | 404 route_denied: GET /nowhere is not an operation of this gateway
        OPTIONS /api-team origin=https://gateway.example | | preflight
        GET /api-team origin=https://app.example | | CROSS_ORIGIN
        "#,
    );
}

#[test]
fn a_plain_http_upstream_serves_this_machine_only() {
    assert_rows(
        &[("ACCESS", "session"), ("OUTX_UPSTREAM", "http://127.0.0.1:8788")],
        r#"
        GET /api-team cookie=session | | LOCAL_ONLY
        GET /api-team at=http://192.168.1.2:8787 cookie=session | | LOCAL_ONLY
        GET /api-team at=http://localhost.example:8787 cookie=session | | LOCAL_ONLY
        GET /api-posts?nonsense=1 cookie=session | | LOCAL_ONLY
        POST /linkedin-agent/auth-send-otp | | LOCAL_ONLY
        GET /_gateway/session cookie=session | | LOCAL_ONLY
        POST /_gateway/session | | LOCAL_ONLY
        DELETE /_gateway/session cookie=session | | LOCAL_ONLY
        DELETE /_gateway/session?nonsense | | LOCAL_ONLY
        GET /_gateway/usage cookie=session | | LOCAL_ONLY
        GET /_gateway/health | | health
        GET /_gateway/openapi.json | | openapi
        GET /api-team at=http://localhost:8787 cookie=session | | forward team.get for team-a by cookie on the fast path
        GET /api-team at=http://[::1]:8787 cookie=session | | forward team.get for team-a by cookie on the fast path
        GET /api-team at=http://app.localhost:8787 cookie=session | | forward team.get for team-a by cookie on the fast path
        "#,
    );
}

#[test]
fn queries_are_checked_before_credentials() {
    assert_rows(
        SESSION,
        r#"
        GET /api-team?x=1 | | 400 invalid_request: team.get has no query parameter "x"
        GET /api-team?x=1 cookie=session | | 400 invalid_request: team.get has no query parameter "x"
        GET /api-posts?page=1&page=2 bearer=forged | | 400 invalid_request: query parameter "page" of posts.list is repeated: send it once
        GET /api-posts?search_term=%zz bearer=session | | 400 invalid_request: query parameter "search_term" of posts.list is badly percent-encoded
        GET /api-posts?page%5Fsize=1 bearer=session | | 400 invalid_request: posts.list has no query parameter "page%5Fsize"
        POST /linkedin-agent/auth-send-otp?x=1 | | 400 invalid_request: auth.sendOtp has no query parameter "x"
        GET /api-posts?watchlist_id=w1&page=2 bearer=session | | forward posts.list for team-a by bearer on the fast path
        "#,
    );
}

#[test]
fn the_steps_of_signing_in_ignore_credentials() {
    for changes in [SESSION, TOKEN, PUBLIC] {
        assert_rows(
            changes,
            r#"
            POST /linkedin-agent/auth-send-otp | | sign in: send auth.sendOtp
            POST /linkedin-agent/auth-verify-otp | | sign in: verify auth.verifyOtp
            POST /linkedin-agent/auth-send-otp bearer=forged | | sign in: send auth.sendOtp
            POST /linkedin-agent/auth-verify-otp twice=session origin=https://app.example | | sign in: verify auth.verifyOtp
            "#,
        );
    }
}

#[test]
fn a_decision_names_what_must_be_looked_up_first() {
    assert_rows(
        ALL,
        r#"
        GET /api-team cookie=session | cold | open outxs1.
        GET /api-team bearer=session | cold stale | open outxs1.
        GET /api-team bearer=forged | cold | open outxs1.
        POST /api-like cookie=session | cold | open outxs1.
        GET /api-team bearer=token | cold | verify ey
        GET /api-team bearer=token-foreign | cold | verify ey
        GET /_gateway/session bearer=session | cold | open outxs1.
        GET /api-team cookie=session | stale | must ask team-a about id
        GET /api-team bearer=other-team | stale | must ask team-b about id
        GET /api-team bearer=token | stale | may ask operator about token
        POST /api-like bearer=session | stale | must ask team-a about id
        GET /_gateway/usage bearer=session | stale | must ask team-a about id
        GET /api-team cookie=session | revoked | OVER
        GET /api-team bearer=session | revoked | OVER
        GET /api-team bearer=token | revoked | TOKEN_SIGNED_OUT
        # Nothing is looked up for a request that is rejected anyway.
        GET /api-team?x=1 bearer=session | cold | 400 invalid_request: team.get has no query parameter "x"
        GET /nowhere bearer=session | cold | 404 route_denied: GET /nowhere is not an operation of this gateway
        GET /api-team twice=session | cold | TWICE
        GET /api-team cookie=expired | stale | OVER
        POST /api-like bearer=token | stale | 403 access_denied: engagement.like needs a token with scope write; this one reads
        "#,
    );
    assert_rows(
        SESSION,
        r#"
        GET /api-team bearer=token | cold | TAKES_NO_TOKENS
        "#,
    );
    assert_rows(
        TOKEN,
        r#"
        GET /api-team bearer=session | cold | OVER
        "#,
    );
}
