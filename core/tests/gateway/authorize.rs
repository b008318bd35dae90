//! The order of the gateway's checks, as a table: a request, what is known, and the decision.
//!
//! A request is written `METHOD path words`, with words `at=ORIGIN` (where the gateway is called), `origin=`, `site=` (`Sec-Fetch-Site`),
//! `bearer=CREDENTIAL`, `cookie=CREDENTIAL`, `twice=CREDENTIAL` (the cookie two times), `page=CREDENTIAL` (the session
//! that `x-outx-session-id` names), `raw=` (`Authorization` with `_` for a space) and
//! `read` (the body has arrived). What is known is a list of words: `cold` (no credential was opened or verified before), `later` (the
//! token was verified two minutes ago), `stale` (the ledger has to be asked about sign-outs) and `revoked`; empty when all is known and good.
//! A decision in capitals names one of the texts in `harness.rs`.

mod agents;
mod extra_routes;
mod harness;
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
fn preflights_of_allowed_origins_are_responded_to_whatever_they_ask_for() {
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
fn a_gateway_that_lacks_settings_serves_its_own_description_only() {
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
fn the_steps_of_signing_in_need_no_credential_and_look_at_none() {
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
fn sessions_open_by_cookie_and_by_bearer() {
    assert_rows(
        SESSION,
        r#"
        GET /api-team | | NO_SESSION
        GET /api-team cookie=empty | | NO_SESSION
        GET /api-team cookie=session | | forward team.get for team-a by cookie on the fast path
        GET /api-team bearer=session | | forward team.get for team-a by bearer on the fast path
        GET /api-team bearer=other-team | | forward team.get for team-b by bearer on the fast path
        GET /api-team cookie=forged | | OVER
        GET /api-team cookie=cut | | OVER
        GET /api-team cookie=prefix | | OVER
        GET /api-team cookie=api-key | | OVER
        GET /api-team bearer=forged | | OVER
        GET /api-team bearer=cut | | OVER
        GET /api-team cookie=expired | | OVER
        GET /api-team cookie=just-expired | | OVER
        GET /api-team bearer=expired | | OVER
        GET /api-team cookie=far-ahead | | OVER
        GET /api-team cookie=before-cut-off | | OVER
        GET /api-team cookie=public | | OVER
        GET /api-team twice=session | | TWICE
        GET /api-team raw=Basic_YWRhOnB3 | | NOT_BEARER
        GET /api-team raw=Bearer | | NOT_BEARER
        GET /api-team raw=Basic_YWRhOnB3 cookie=session | | NOT_BEARER
        GET /api-team bearer=token | | TAKES_NO_TOKENS
        GET /api-team bearer=api-key | | TAKES_NO_TOKENS
        GET /api-team bearer=empty | | TAKES_NO_TOKENS
        "#,
    );
}

#[test]
fn bearer_wins_over_the_cookie_even_when_it_is_wrong() {
    assert_rows(
        SESSION,
        r#"
        GET /api-team bearer=other-team cookie=session | | forward team.get for team-b by bearer on the fast path
        GET /api-team bearer=forged cookie=session | | OVER
        GET /api-team bearer=token cookie=session | | TAKES_NO_TOKENS
        GET /api-team bearer=session twice=session | | forward team.get for team-a by bearer on the fast path
        POST /api-like bearer=session cookie=session | | read body of engagement.like for team-a by bearer
        "#,
    );
    assert_rows(
        ALL,
        r#"
        GET /api-team bearer=token cookie=session | | forward team.get for token of visitor-1
        GET /api-team bearer=token-expired cookie=session | | 401 invalid_key: the token has expired
        GET /api-team bearer=public cookie=session origin=https://app.example | | forward team.get for operator by bearer
        GET /api-team bearer=forged origin=https://app.example | | OVER
        GET /api-team cookie=expired origin=https://app.example | | OVER
        GET /api-team bearer=token-foreign origin=https://app.example | | 401 invalid_key: the token has an invalid signature
        "#,
    );
}

#[test]
fn writes_by_cookie_need_a_page_that_names_itself() {
    assert_rows(
        SESSION,
        r#"
        POST /api-like cookie=session | | COOKIE_WRITE
        POST /api-like cookie=session site=none | | COOKIE_WRITE
        POST /api-like cookie=session site=same-origin | | COOKIE_WRITE
        POST /api-like cookie=session site=cross-site | | CROSS_ORIGIN
        POST /api-like cookie=session origin=null | | CROSS_ORIGIN
        POST /api-like cookie=session origin=https://evil.example | | CROSS_ORIGIN
        POST /api-like cookie=session at=http://gateway.example origin=http://gateway.example | | CROSS_ORIGIN
        POST /api-like cookie=session origin=https://gateway.example | | read body of engagement.like for team-a by cookie
        POST /api-like cookie=session origin=https://app.example | | read body of engagement.like for team-a by cookie
        POST /api-like cookie=session origin=https://app.example site=cross-site | | read body of engagement.like for team-a by cookie
        POST /api-like cookie=session at=http://localhost:8787 origin=http://localhost:8787 | | read body of engagement.like for team-a by cookie
        POST /api-like bearer=session | | read body of engagement.like for team-a by bearer
        PUT /api-keyword-watchlist cookie=session | | COOKIE_WRITE
        DELETE /api-keyword-watchlist cookie=session | | COOKIE_WRITE
        POST /linkedin-agent/fetch-profile cookie=session | | COOKIE_WRITE
        POST /api-like cookie=expired | | OVER
        POST /api-like cookie=session read | | COOKIE_WRITE
        POST /api-like cookie=session | revoked | COOKIE_WRITE
        DELETE /_gateway/session cookie=session | | COOKIE_WRITE
        DELETE /_gateway/session cookie=session site=same-origin | | COOKIE_WRITE
        "#,
    );
}

#[test]
fn a_body_is_read_after_the_caller_is_known_and_the_caller_is_checked_again_after_it() {
    assert_rows(
        ALL,
        r#"
        POST /api-like bearer=session | | read body of engagement.like for team-a by bearer
        POST /api-like bearer=session read | | forward engagement.like for team-a by bearer
        POST /api-like bearer=session read | revoked | OVER
        POST /api-like bearer=session read | stale | must ask team-a about id
        POST /api-like bearer=just-expired read | | OVER
        POST /api-like bearer=token-write read | revoked | TOKEN_SIGNED_OUT
        POST /api-like bearer=token-write read | stale | may ask operator about token
        POST /api-like bearer=token-ending read | later | 401 invalid_key: the token has expired
        POST /api-like bearer=token-write read | | forward engagement.like for token of visitor-1
        PUT /api-people-watchlist bearer=session | | read body of watchlists.people.update for team-a by bearer
        DELETE /api-people-watchlist bearer=session | | read body of watchlists.people.delete for team-a by bearer
        POST /linkedin-agent/fetch-profile bearer=session | | read body of linkedin.fetchProfile for team-a by bearer
        POST /linkedin-agent/send-message bearer=session read | | forward linkedin.sendMessage for team-a by bearer
        GET /api-posts bearer=session read | | forward posts.list for team-a by bearer on the fast path
        "#,
    );
}

#[test]
fn tokens_reach_what_their_scope_says() {
    assert_rows(
        TOKEN,
        r#"
        GET /api-team | | NO_TOKEN
        GET /api-team cookie=session | | OVER
        GET /api-team bearer=session | | OVER
        GET /api-team raw=Token_abc | | NOT_BEARER
        GET /api-team bearer=token | | forward team.get for token of visitor-1
        GET /api-team bearer=token-read | | forward team.get for token of visitor-1
        GET /api-team bearer=token-write | | forward team.get for token of visitor-1
        GET /linkedin-agent/get-task-status?api_agent_task_id=t1 bearer=token | | forward tasks.get for token of visitor-1
        POST /api-like bearer=token | | 403 access_denied: engagement.like needs a token with scope write; this one reads
        POST /api-like bearer=token-read | | 403 access_denied: engagement.like needs a token with scope write; this one reads
        POST /api-like bearer=token-read read | | 403 access_denied: engagement.like needs a token with scope write; this one reads
        POST /linkedin-agent/fetch-profile bearer=token | | 403 access_denied: linkedin.fetchProfile needs a token with scope write; this one reads
        DELETE /api-keyword-watchlist bearer=token | | 403 access_denied: watchlists.keyword.delete needs a token with scope write; this one reads
        POST /api-like bearer=token | revoked | 403 access_denied: engagement.like needs a token with scope write; this one reads
        POST /api-like bearer=token-write | | read body of engagement.like for token of visitor-1
        POST /api-like bearer=token-write origin=https://app.example | | read body of engagement.like for token of visitor-1
        POST /linkedin-agent/fetch-profile bearer=token-write | | read body of linkedin.fetchProfile for token of visitor-1
        GET /api-team bearer=token-expired | | 401 invalid_key: the token has expired
        GET /api-team bearer=token-day | | 401 invalid_key: the token lives for more than an hour
        GET /api-team bearer=token-early | | 401 invalid_key: the token is not valid yet
        GET /api-team bearer=token-foreign | | 401 invalid_key: the token has an invalid signature
        GET /api-team bearer=token-no-sub | | 401 invalid_key: the token has an empty sub
        GET /api-team bearer=token-admin | | 401 invalid_key: the token lacks sub or exp, or has a scope other than read, write and operator
        GET /api-team bearer=api-key | | 401 invalid_key: the token is not a JSON Web Token
        GET /api-team bearer=empty | | 401 invalid_key: the token is not a JSON Web Token
        "#,
    );
}

#[test]
fn public_access_is_for_pages_and_listed_operations_at_their_pinned_values() {
    assert_rows(
        PUBLIC,
        r#"
        GET /api-team origin=https://app.example | | forward team.get for anyone
        GET /api-team site=same-origin | | forward team.get for anyone
        GET /api-team | | NOT_A_PAGE
        GET /api-team site=none | | NOT_A_PAGE
        GET /api-team site=cross-site | | CROSS_ORIGIN
        GET /api-posts?watchlist_id=w1 origin=https://app.example | | forward posts.list for anyone
        GET /api-posts?watchlist_id=%771&page=2 origin=https://app.example | | forward posts.list for anyone
        GET /api-posts origin=https://app.example | | NOT_PINNED
        GET /api-posts?watchlist_id=w2 origin=https://app.example | | NOT_PINNED
        GET /api-posts?watchlist_id=w2 | | NOT_PINNED
        GET /api-posts?watchlist_id=w1 | | NOT_A_PAGE
        GET /api-interactions origin=https://app.example | | NO_TOKEN
        GET /api-keyword-watchlist origin=https://app.example | | NO_TOKEN
        POST /api-comment origin=https://app.example | | NO_TOKEN
        POST /api-like origin=https://app.example | | read body of engagement.like for anyone
        POST /api-like origin=https://app.example read | | forward engagement.like for anyone
        POST /api-like | | NOT_A_PAGE
        GET /api-team origin=https://app.example | stale | forward team.get for anyone
        GET /api-team origin=https://app.example bearer=token | | TAKES_NO_TOKENS
        GET /api-team origin=https://app.example cookie=session | | OVER
        GET /_gateway/session origin=https://app.example | | NO_TOKEN
        GET /_gateway/usage origin=https://app.example | | usage for anyone
        POST /_gateway/session origin=https://app.example | | open public session
        "#,
    );
    assert_rows(
        ALL,
        r#"
        GET /api-interactions origin=https://app.example | | NO_SESSION
        GET /api-posts?watchlist_id=w1 origin=https://app.example | | forward posts.list for anyone
        GET /api-posts?watchlist_id=w2 cookie=session origin=https://app.example | | forward posts.list for team-a by cookie on the fast path
        "#,
    );
}

#[test]
fn public_sessions_reach_what_is_public_and_no_more() {
    let turnstile = &[PUBLIC, &[("TURNSTILE_SECRET", "0x4AAAAAAATestTurnstileSecretOfThisGateway")]].concat();
    assert_rows(
        turnstile,
        r#"
        GET /api-team origin=https://app.example | | PROVE
        GET /api-posts?watchlist_id=w2 origin=https://app.example | | PROVE
        GET /api-interactions origin=https://app.example | | NO_TOKEN
        GET /api-team origin=https://app.example cookie=public | | forward team.get for operator by cookie
        GET /api-team origin=https://app.example bearer=public | | forward team.get for operator by bearer
        GET /api-team bearer=public | | NOT_A_PAGE
        GET /api-posts?watchlist_id=w1 origin=https://app.example bearer=public | | forward posts.list for operator by bearer
        GET /api-posts?watchlist_id=w2 origin=https://app.example bearer=public | | NOT_PINNED
        GET /api-interactions origin=https://app.example bearer=public | | NOT_PUBLIC
        POST /api-like origin=https://app.example cookie=public | | read body of engagement.like for operator by cookie
        POST /api-like cookie=public | | COOKIE_WRITE
        POST /api-like bearer=public | | NOT_A_PAGE
        GET /api-team origin=https://app.example bearer=public-expired | | OVER
        GET /api-team origin=https://app.example bearer=public | revoked | OVER
        GET /api-team origin=https://app.example bearer=public | stale | must ask operator about id
        GET /api-team origin=https://app.example bearer=session | | OVER
        GET /_gateway/session bearer=public | | show session of operator by bearer
        "#,
    );
}

#[test]
fn the_fast_path_serves_reads_under_a_known_session_that_is_not_due_for_renewal() {
    assert_rows(
        ALL,
        r#"
        GET /api-posts cookie=session | | forward posts.list for team-a by cookie on the fast path
        GET /api-interactions bearer=session | | forward interactions.list for team-a by bearer on the fast path
        GET /api-posts cookie=due | | forward posts.list for team-a by cookie
        GET /api-team bearer=due | | forward team.get for team-a by bearer
        GET /linkedin-agent/get-task-status?api_agent_task_id=t1 bearer=session | | forward tasks.get for team-a by bearer
        GET /api-team bearer=token | | forward team.get for token of visitor-1
        GET /api-team origin=https://app.example | | forward team.get for anyone
        GET /api-team origin=https://app.example bearer=public | | forward team.get for operator by bearer
        "#,
    );
}

#[test]
fn what_is_not_known_is_named() {
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

#[test]
fn own_routes_have_the_callers_that_they_need() {
    assert_rows(
        ALL,
        r#"
        GET /_gateway/health | cold | health
        GET /_gateway/health bearer=forged | | health
        GET /_gateway/openapi.json twice=session | | openapi
        POST /_gateway/session bearer=forged | | open public session
        GET /_gateway/session | | NO_SESSION
        GET /_gateway/session cookie=session | | show session of team-a by cookie
        GET /_gateway/session cookie=due | | show session of team-a by cookie
        GET /_gateway/session bearer=token | | show session of token of visitor-1
        GET /_gateway/session bearer=forged | | OVER
        GET /_gateway/session bearer=session | revoked | OVER
        GET /_gateway/usage | | NOT_A_PAGE
        GET /_gateway/usage?days=7 bearer=session | | usage for team-a by bearer
        GET /_gateway/usage?nonsense bearer=session | | usage for team-a by bearer
        GET /_gateway/usage bearer=token-read | | usage for token of visitor-1
        DELETE /_gateway/session | | sign out ThisSession: nothing to revoke
        DELETE /_gateway/session cookie=expired origin=https://app.example | | sign out ThisSession: nothing to revoke
        DELETE /_gateway/session bearer=session | revoked | sign out ThisSession: nothing to revoke
        DELETE /_gateway/session bearer=session | | sign out ThisSession of team-a by bearer
        DELETE /_gateway/session?everywhere=true bearer=session | | sign out Everywhere of team-a by bearer
        DELETE /_gateway/session?everywhere=true bearer=token | | sign out Everywhere of token of visitor-1
        DELETE /_gateway/session cookie=session origin=https://gateway.example | | sign out ThisSession of team-a by cookie
        DELETE /_gateway/session?everywhere bearer=session | | 400 invalid_request: invalid query: expected everywhere=true, everywhere=false or none; correct it and sign out again
        DELETE /_gateway/session bearer=session | cold | open outxs1.
        DELETE /_gateway/session bearer=session | stale | must ask team-a about id
        "#,
    );
    assert_rows(
        &[("ACCESS", "session,public"), ("PUBLIC_OPERATIONS", "posts.list")],
        r#"
        GET /_gateway/usage origin=https://app.example | | NO_SESSION
        GET /_gateway/usage bearer=public origin=https://app.example | | 403 access_denied: team.get is not public (PUBLIC_OPERATIONS)
        "#,
    );
}

#[test]
fn a_request_that_names_another_session_than_its_own_does_nothing() {
    assert_rows(
        ALL,
        r#"
        GET /api-team cookie=session page=session | | forward team.get for team-a by cookie on the fast path
        GET /api-team bearer=session page=session | | forward team.get for team-a by bearer on the fast path
        GET /api-team cookie=due page=session | | forward team.get for team-a by cookie
        GET /api-team cookie=session page=other-team | | other session
        GET /api-team cookie=other-team page=session | | other session
        GET /api-team bearer=session page=other-team | | other session
        GET /api-team cookie=session page=nonsense | | other session
        GET /api-team cookie=session page=upper-case | | other session
        GET /api-team cookie=session page=internal | | other session
        GET /api-team bearer=token page=session | | other session
        GET /api-team origin=https://app.example page=session | | other session
        GET /api-team bearer=public origin=https://app.example page=public | | forward team.get for operator by bearer
        GET /api-team bearer=public origin=https://app.example page=session | | other session
        POST /api-like cookie=session origin=https://app.example page=session | | read body of engagement.like for team-a by cookie
        POST /api-like cookie=session origin=https://app.example page=other-team | | other session
        POST /api-like cookie=session origin=https://app.example page=other-team read | | other session
        POST /api-like bearer=session page=other-team | stale | other session
        POST /api-like cookie=session page=other-team | | COOKIE_WRITE
        GET /api-team cookie=expired page=other-team | | OVER
        GET /api-team cookie=session page=other-team | cold | open outxs1.
        GET /_gateway/session cookie=session page=session | | show session of team-a by cookie
        GET /_gateway/session cookie=session page=other-team | | other session
        GET /_gateway/usage cookie=session page=other-team | | other session
        DELETE /_gateway/session bearer=session page=session | | sign out ThisSession of team-a by bearer
        DELETE /_gateway/session bearer=session page=other-team | | other session
        DELETE /_gateway/session?everywhere=true bearer=session page=other-team | | other session
        DELETE /_gateway/session cookie=expired origin=https://app.example page=session | | sign out ThisSession: nothing to revoke
        POST /linkedin-agent/auth-send-otp cookie=session page=other-team | | sign in: send auth.sendOtp
        GET /_gateway/health cookie=session page=other-team | | health
        "#,
    );
}

#[test]
fn own_routes_serve_head_as_get_and_name_the_methods_that_they_allow() {
    assert_rows(
        ALL,
        r#"
        HEAD /_gateway/health | | health
        HEAD /_gateway/openapi.json | | openapi
        HEAD /_gateway/session cookie=session | | show session of team-a by cookie
        HEAD /_gateway/session | | NO_SESSION
        HEAD /_gateway/usage bearer=session | | usage for team-a by bearer
        POST /_gateway/health | | 405 invalid_request: POST is not a method of /_gateway/health: use GET, HEAD
        PUT /_gateway/session cookie=session | | 405 invalid_request: PUT is not a method of /_gateway/session: use GET, HEAD, POST, DELETE
        DELETE /_gateway/usage | | 405 invalid_request: DELETE is not a method of /_gateway/usage: use GET, HEAD
        OPTIONS /_gateway/openapi.json | | 405 invalid_request: OPTIONS is not a method of /_gateway/openapi.json: use GET, HEAD
        get /_gateway/health | | 405 invalid_request: get is not a method of /_gateway/health: use GET, HEAD
        PUT /_gateway/session origin=https://evil.example | | CROSS_ORIGIN
        HEAD /api-team bearer=session | | 404 route_denied: HEAD /api-team is not an operation of this gateway
        "#,
    );
}

#[test]
fn a_public_session_id_says_nothing_about_the_session() {
    let team_a = harness::page_session("session");
    assert!(team_a.len() == 32 && team_a.bytes().all(|byte| byte.is_ascii_hexdigit()), "{team_a}");
    assert_eq!(team_a, harness::page_session("due"));
    assert_ne!(team_a, harness::page_session("other-team"));
    assert!(!team_a.contains(&harness::page_session("internal")));
}
