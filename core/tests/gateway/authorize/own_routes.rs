//! The gateway's own routes.

use super::ALL;
use super::harness::assert_rows;

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
