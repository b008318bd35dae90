use super::harness::assert_rows;

const SESSION: &[(&str, &str)] = &[("EXTRA_ROUTES", ROUTES)];
const TOKEN: &[(&str, &str)] = &[("ACCESS", "token"), ("EXTRA_ROUTES", ROUTES)];
const PUBLIC: &[(&str, &str)] = &[("ACCESS", "session,public"), ("EXTRA_ROUTES", ROUTES)];
const ROUTES: &str =
    "GET /api-new read, POST /api-new write, POST /v2/search read, POST /linkedin-agent/follow write-task";

#[test]
fn extra_routes_are_denied_by_default() {
    for request in ["GET /api-new", "POST /api-new"] {
        let denied = format!("404 route_denied: {request} is not an operation of this gateway");
        assert_rows(&[], &format!("{request} bearer=session | | {denied}"));
    }
}

#[test]
fn an_extra_route_is_an_operation_of_its_kind_under_its_exact_method_and_path() {
    assert_rows(
        SESSION,
        r#"
        GET /api-new?any=thing&any=more bearer=session | | forward GET /api-new for team-a by bearer on the fast path
        POST /api-new bearer=session | | read body of POST /api-new for team-a by bearer on the fast path
        POST /api-new bearer=session read | | forward POST /api-new for team-a by bearer
        POST /v2/search bearer=session read | | forward POST /v2/search for team-a by bearer
        GET /api-new | | NO_SESSION
        GET /api-new bearer=expired | | OVER
        GET /api-new bearer=session | revoked | OVER
        GET /api-new origin=https://evil.example bearer=session | | CROSS_ORIGIN
        POST /api-new cookie=session | | COOKIE_WRITE
        POST /v2/search cookie=session | | COOKIE_WRITE
        POST /api-new cookie=session origin=https://app.example | | read body of POST /api-new for team-a by cookie on the fast path
        PUT /api-new bearer=session | | 404 route_denied: PUT /api-new is not an operation of this gateway
        GET /api-new/ bearer=session | | 404 route_denied: GET /api-new/ is not an operation of this gateway
        GET /API-new bearer=session | | 404 route_denied: GET /API-new is not an operation of this gateway
        GET /api%2Dnew bearer=session | | 404 route_denied: GET /api%2Dnew is not an operation of this gateway
        GET /api-new/more bearer=session | | 404 route_denied: GET /api-new/more is not an operation of this gateway
        GET /api-new?a=%00 bearer=session | | 400 invalid_request: the query of GET /api-new is badly percent-encoded
        GET /api-new?a=%zz bearer=session | | 400 invalid_request: the query of GET /api-new is badly percent-encoded
        GET /api-new?a#b bearer=session | | 400 invalid_request: the query of GET /api-new is badly percent-encoded
        "#,
    );
}

#[test]
fn a_token_of_scope_read_calls_only_extra_routes_of_kind_read() {
    let needs_write = |name: &str| format!("403 access_denied: {name} needs a token with scope write; this one reads");
    assert_rows(TOKEN, "GET /api-new bearer=token-read | | forward GET /api-new for token of visitor-1");
    assert_rows(TOKEN, "POST /v2/search bearer=token-read read | | forward POST /v2/search for token of visitor-1");
    assert_rows(TOKEN, &format!("POST /api-new bearer=token-read | | {}", needs_write("POST /api-new")));
    let follow = "POST /linkedin-agent/follow";
    assert_rows(TOKEN, &format!("{follow} bearer=token-read | | {}", needs_write(follow)));
    assert_rows(TOKEN, &format!("{follow} bearer=token-write read | | forward {follow} for token of visitor-1"));
}

#[test]
fn extra_routes_are_never_public() {
    assert_rows(
        PUBLIC,
        r#"
        GET /api-new origin=https://app.example | | NO_SESSION
        GET /api-new origin=https://app.example bearer=public | | 403 access_denied: GET /api-new is not public (PUBLIC_OPERATIONS)
        "#,
    );
}
