use super::harness::assert_rows;

const TOKEN: &[(&str, &str)] = &[("ACCESS", "token"), ("EXTRA_ROUTES", "GET /api-new read,GET /api-other read")];
const PUBLIC: &[(&str, &str)] = &[("ACCESS", "session,token,public"), ("PUBLIC_OPERATIONS", "team.get")];

#[test]
fn a_token_with_ops_calls_only_these_operations() {
    let denied = |name: &str| {
        format!(
            "403 access_denied: {name} is not among the operations of this token (ops): ask its issuer for one that has it"
        )
    };
    // `ops` of the token: posts.list, watchlists.keyword.*, GET /api-new.
    for (request, name) in [
        ("GET /api-team", "team.get"),
        ("GET /api-people-watchlist", "watchlists.people.list"),
        ("GET /api-other", "GET /api-other"),
        ("POST /api-like", "engagement.like"),
        ("GET /_gateway/usage", "team.get"),
        ("GET /_gateway/requests", "team.get"),
        ("GET /_gateway/audit", "team.get"),
    ] {
        assert_rows(TOKEN, &format!("{request} bearer=token-ops | | {}", denied(name)));
    }
    assert_rows(
        TOKEN,
        r#"
        GET /api-posts?watchlist_id=w bearer=token-ops | | forward posts.list for token of visitor-1
        GET /api-keyword-watchlist bearer=token-ops | | forward watchlists.keyword.list for token of visitor-1
        POST /api-keyword-watchlist bearer=token-ops read | | forward watchlists.keyword.create for token of visitor-1
        GET /api-new bearer=token-ops | | forward GET /api-new for token of visitor-1
        GET /_gateway/session bearer=token-ops | | show session of token of visitor-1
        DELETE /_gateway/session bearer=token-ops | | sign out ThisSession of token of visitor-1
        "#,
    );
}

#[test]
fn ops_do_not_widen_the_scope() {
    let text = "403 access_denied: watchlists.keyword.create needs a token with scope write; this one reads";
    assert_rows(TOKEN, &format!("POST /api-keyword-watchlist bearer=token-ops-read | | {text}"));
}

#[test]
fn the_audit_is_for_the_team_and_for_tokens_that_write() {
    assert_rows(
        PUBLIC,
        r#"
        GET /_gateway/audit bearer=session | | audit for team-a by bearer
        GET /_gateway/audit cookie=session | | audit for team-a by cookie
        GET /_gateway/audit bearer=token-write | | audit for token of visitor-1
        GET /_gateway/audit bearer=token-read | | 403 access_denied: the audit needs a token with scope write; this one reads
        GET /_gateway/audit bearer=expired | | OVER
        GET /_gateway/audit bearer=session | revoked | OVER
        GET /_gateway/audit origin=https://app.example | | NOT_FOR_PUBLIC
        GET /_gateway/audit bearer=public origin=https://app.example | | NOT_FOR_PUBLIC
        POST /_gateway/audit bearer=session | | 405 invalid_request: POST is not a method of /_gateway/audit: use GET, HEAD
        "#,
    );
}

#[test]
fn the_request_log_is_for_the_team() {
    assert_rows(
        PUBLIC,
        r#"
        GET /_gateway/requests bearer=session | | requests for team-a by bearer
        GET /_gateway/requests bearer=token-read | | requests for token of visitor-1
        GET /_gateway/requests origin=https://app.example | | NOT_FOR_PUBLIC
        GET /_gateway/requests bearer=public origin=https://app.example | | NOT_FOR_PUBLIC
        "#,
    );
}

#[test]
fn a_gateway_with_an_identity_provider_needs_no_secret_of_its_own() {
    let identity = [
        ("ACCESS", "token"),
        ("TOKEN_SECRET", ""),
        ("TOKEN_JWKS_URL", "https://id.example/keys"),
        ("TOKEN_ISSUER", "https://id.example"),
        ("TOKEN_AUDIENCE", "outx"),
    ];
    assert_rows(&identity, "GET /api-team bearer=token | cold | verify ey");
    assert_rows(&identity, "GET /api-team | | NO_TOKEN");
}

const FOR_OPERATORS: &str =
    "access_denied: this route is for operators: send authorization with Bearer and a token of scope operator";

#[test]
fn usage_over_all_teams_is_for_tokens_of_scope_operator() {
    assert_rows(
        PUBLIC,
        &format!(
            r#"
        GET /_gateway/teams bearer=token-operator | | teams for token of visitor-1
        GET /_gateway/teams?days=7&format=csv bearer=token-operator | | teams for token of visitor-1
        GET /_gateway/teams bearer=token-write | | 403 {FOR_OPERATORS}
        GET /_gateway/teams bearer=token-read | | 403 {FOR_OPERATORS}
        GET /_gateway/teams bearer=session | | 403 {FOR_OPERATORS}
        GET /_gateway/teams cookie=session | | 403 {FOR_OPERATORS}
        GET /_gateway/teams bearer=agent-write | | 403 {FOR_OPERATORS}
        GET /_gateway/teams bearer=public origin=https://app.example | | 403 {FOR_OPERATORS}
        GET /_gateway/teams bearer=token-operator-ops | | 403 access_denied: this route is not for tokens with ops: leave the claim out
        GET /_gateway/teams | | 401 missing_key: this route is for operators: send authorization with Bearer and a token of scope operator
        GET /_gateway/teams bearer=token-foreign | | 401 invalid_key: the token has an invalid signature
        GET /_gateway/teams bearer=token-expired | | 401 invalid_key: the token has expired
        GET /_gateway/teams bearer=token-operator | revoked | TOKEN_SIGNED_OUT
        GET /_gateway/teams bearer=token-operator | cold | verify ey
        GET /_gateway/teams bearer=token-operator origin=https://foreign.example | | CROSS_ORIGIN
        POST /_gateway/teams bearer=token-operator | | 405 invalid_request: POST is not a method of /_gateway/teams: use GET, HEAD
        "#
        ),
    );
}

#[test]
fn access_does_not_limit_the_routes_for_operators() {
    assert_rows(
        &[("ACCESS", "session")],
        &format!(
            r#"
        GET /_gateway/teams bearer=token-operator | | teams for token of visitor-1
        GET /_gateway/status bearer=token-operator | | status for token of visitor-1
        GET /_gateway/teams bearer=token-write | | 403 {FOR_OPERATORS}
        GET /_gateway/status bearer=token-write | | TAKES_NO_TOKENS
        GET /api-team bearer=token-operator | | TAKES_NO_TOKENS
        "#
        ),
    );
    assert_rows(
        &[("ACCESS", "session"), ("TOKEN_SECRET", "")],
        r#"
        GET /_gateway/teams bearer=token-operator | | 401 invalid_key: this gateway verifies no tokens: set TOKEN_SECRET, or TOKEN_JWKS_URL for an identity provider
        GET /_gateway/status bearer=token-operator | | TAKES_NO_TOKENS
        "#,
    );
}

#[test]
fn a_token_of_scope_operator_calls_no_operation() {
    let reads = "needs a token with scope read or write; this one (operator) is for the routes over all teams";
    for (request, name) in [
        ("GET /api-team", "team.get"),
        ("GET /_gateway/usage", "team.get"),
        ("GET /_gateway/requests", "team.get"),
        ("GET /_gateway/audit", "team.get"),
    ] {
        assert_rows(TOKEN, &format!("{request} bearer=token-operator | | 403 access_denied: {name} {reads}"));
    }
    assert_rows(
        TOKEN,
        "POST /api-like bearer=token-operator | | 403 access_denied: engagement.like needs a token with scope write; this one (operator) is for the routes over all teams",
    );
}

#[test]
fn the_status_is_for_operators_and_for_those_who_may_see_the_audit() {
    assert_rows(
        PUBLIC,
        r#"
        GET /_gateway/status bearer=token-operator | | status for token of visitor-1
        GET /_gateway/status cookie=session | | status for team-a by cookie
        GET /_gateway/status bearer=token-write | | status for token of visitor-1
        GET /_gateway/status bearer=token-read | | 403 access_denied: the status needs a token with scope write; this one reads
        GET /_gateway/status origin=https://app.example | | NOT_FOR_PUBLIC
        GET /_gateway/status bearer=public origin=https://app.example | | NOT_FOR_PUBLIC
        GET /_gateway/status bearer=session | revoked | OVER
        "#,
    );
}

#[test]
fn tokens_are_limited_by_their_scope() {
    assert_rows(
        super::TOKEN,
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
fn a_test_alert_needs_access_to_the_status_and_is_a_write() {
    assert_rows(
        PUBLIC,
        r#"
        POST /_gateway/alerts/test bearer=token-operator | | test alert for token of visitor-1
        POST /_gateway/alerts/test bearer=session | | test alert for team-a by bearer
        POST /_gateway/alerts/test cookie=session origin=https://app.example | | test alert for team-a by cookie
        POST /_gateway/alerts/test cookie=session | | COOKIE_WRITE
        POST /_gateway/alerts/test bearer=token-write | | test alert for token of visitor-1
        POST /_gateway/alerts/test bearer=token-read | | 403 access_denied: a test alert needs a token with scope write; this one reads
        POST /_gateway/alerts/test origin=https://app.example | | NOT_FOR_PUBLIC
        POST /_gateway/alerts/test bearer=public origin=https://app.example | | NOT_FOR_PUBLIC
        POST /_gateway/alerts/test bearer=session | revoked | OVER
        GET /_gateway/alerts/test bearer=token-operator | | 405 invalid_request: GET is not a method of /_gateway/alerts/test: use POST
        "#,
    );
}
