//! Sessions: their transport, when they are checked, and the fast path.

use super::harness::{assert_rows, page_session};
use super::{ALL, SESSION};

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
        POST /api-like bearer=session cookie=session | | read body of engagement.like for team-a by bearer on the fast path
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
fn writes_by_cookie_need_the_origin_header() {
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
        POST /api-like cookie=session origin=https://gateway.example | | read body of engagement.like for team-a by cookie on the fast path
        POST /api-like cookie=session origin=https://app.example | | read body of engagement.like for team-a by cookie on the fast path
        POST /api-like cookie=session origin=https://app.example site=cross-site | | read body of engagement.like for team-a by cookie on the fast path
        POST /api-like cookie=session at=http://localhost:8787 origin=http://localhost:8787 | | read body of engagement.like for team-a by cookie on the fast path
        POST /api-like bearer=session | | read body of engagement.like for team-a by bearer on the fast path
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
        POST /api-like bearer=session | | read body of engagement.like for team-a by bearer on the fast path
        POST /api-like bearer=session read | | forward engagement.like for team-a by bearer
        POST /api-like bearer=session read | revoked | OVER
        POST /api-like bearer=session read | stale | must ask team-a about id
        POST /api-like bearer=just-expired read | | OVER
        POST /api-like bearer=token-write read | revoked | TOKEN_SIGNED_OUT
        POST /api-like bearer=token-write read | stale | may ask operator about token
        POST /api-like bearer=token-ending read | later | 401 invalid_key: the token has expired
        POST /api-like bearer=token-write read | | forward engagement.like for token of visitor-1
        PUT /api-people-watchlist bearer=session | | read body of watchlists.people.update for team-a by bearer on the fast path
        DELETE /api-people-watchlist bearer=session | | read body of watchlists.people.delete for team-a by bearer on the fast path
        POST /linkedin-agent/fetch-profile bearer=session | | read body of linkedin.fetchProfile for team-a by bearer on the fast path
        POST /linkedin-agent/send-message bearer=session read | | forward linkedin.sendMessage for team-a by bearer
        GET /api-posts bearer=session read | | forward posts.list for team-a by bearer on the fast path
        "#,
    );
}

#[test]
fn the_fast_paths_serve_reads_and_writes_under_a_known_session_that_is_not_due_for_renewal() {
    assert_rows(
        ALL,
        r#"
        GET /api-posts cookie=session | | forward posts.list for team-a by cookie on the fast path
        GET /api-interactions bearer=session | | forward interactions.list for team-a by bearer on the fast path
        GET /api-posts cookie=due | | forward posts.list for team-a by cookie
        GET /api-team bearer=due | | forward team.get for team-a by bearer
        POST /api-like bearer=session | | read body of engagement.like for team-a by bearer on the fast path
        POST /api-like bearer=due | | read body of engagement.like for team-a by bearer
        GET /linkedin-agent/get-task-status?api_agent_task_id=t1 bearer=session | | forward tasks.get for team-a by bearer
        GET /api-team bearer=token | | forward team.get for token of visitor-1
        GET /api-team origin=https://app.example | | forward team.get for anyone
        GET /api-team origin=https://app.example bearer=public | | forward team.get for operator by bearer
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
        POST /api-like cookie=session origin=https://app.example page=session | | read body of engagement.like for team-a by cookie on the fast path
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
fn a_public_session_id_does_not_reveal_the_session() {
    let team_a = page_session("session");
    assert!(team_a.len() == 32 && team_a.bytes().all(|byte| byte.is_ascii_hexdigit()), "{team_a}");
    assert_eq!(team_a, page_session("due"));
    assert_ne!(team_a, page_session("other-team"));
    assert!(!team_a.contains(&page_session("internal")));
}
