//! Public access.

use super::harness::assert_rows;
use super::{ALL, PUBLIC};

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
