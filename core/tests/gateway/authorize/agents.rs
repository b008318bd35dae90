//! The MCP endpoint, agent tokens, and the callers that may create them. The syntax of the tables is in `authorize.rs`.

use super::harness::assert_rows;

const WRITE: &[(&str, &str)] = &[("ACCESS", "session"), ("MCP", "write")];
const READ: &[(&str, &str)] = &[("ACCESS", "session"), ("MCP", "read")];
const EVERYONE: &[(&str, &str)] = &[("ACCESS", "session,token,public"), ("MCP", "write")];

#[test]
fn messages_need_a_bearer_credential_of_the_team() {
    assert_rows(
        EVERYONE,
        r#"
        POST /_gateway/mcp bearer=session | | mcp for team-a by bearer
        POST /_gateway/mcp bearer=agent-read | | mcp for team-a by bearer
        POST /_gateway/mcp bearer=token | | mcp for token of visitor-1
        POST /_gateway/mcp | | NO_AGENT_TOKEN
        POST /_gateway/mcp cookie=session origin=https://gateway.example | | NO_AGENT_TOKEN
        POST /_gateway/mcp origin=https://app.example | | NO_AGENT_TOKEN
        POST /_gateway/mcp bearer=public origin=https://app.example | | 403 access_denied: a public session cannot use MCP: send an agent token
        POST /_gateway/mcp bearer=expired | | OVER
        POST /_gateway/mcp bearer=session | revoked | OVER
        POST /_gateway/mcp bearer=agent-read | revoked | AGENT_OVER
        POST /_gateway/mcp bearer=agent-read | cold | open outxs1.
        POST /_gateway/mcp bearer=agent-read | stale | must ask team-a about id
        POST /_gateway/mcp bearer=agent-read origin=https://evil.example | | CROSS_ORIGIN
        GET /_gateway/mcp bearer=agent-read | | 405 invalid_request: GET is not a method of /_gateway/mcp: use POST
        "#,
    );
}

#[test]
fn an_agent_token_calls_what_its_scope_its_operations_and_mcp_allow() {
    assert_rows(
        WRITE,
        r#"
        GET /api-team bearer=agent-read | | forward team.get for team-a by bearer on the fast path
        POST /linkedin-agent/fetch-profile bearer=agent-read read | | forward linkedin.fetchProfile for team-a by bearer
        POST /api-like bearer=agent-read | | 403 access_denied: engagement.like needs an agent token with scope write; this one reads
        POST /api-like bearer=agent-write read | | forward engagement.like for team-a by bearer
        POST /api-like bearer=agent-write read | revoked | AGENT_OVER
        GET /api-posts bearer=agent-posts | | forward posts.list for team-a by bearer on the fast path
        GET /api-team bearer=agent-posts | | 403 access_denied: team.get is not among the operations of this agent token: make one that has it
        GET /_gateway/usage bearer=agent-posts | | 403 access_denied: team.get is not among the operations of this agent token: make one that has it
        GET /_gateway/usage bearer=agent-read | | usage for team-a by bearer
        GET /_gateway/audit bearer=agent-write | | 403 access_denied: the audit is not for agents: sign in
        GET /api-team cookie=agent-read | | AGENT_OVER
        "#,
    );
    assert_rows(
        READ,
        r#"
        POST /api-like bearer=agent-write | | 403 access_denied: engagement.like writes, and this gateway lets agents only read (MCP)
        POST /api-like bearer=session read | | forward engagement.like for team-a by bearer
        "#,
    );
    assert_rows(&[("ACCESS", "session")], "GET /api-team bearer=agent-read | | AGENT_OVER");
    assert_rows(&[("ACCESS", "public"), ("MCP", "write")], "GET /api-team bearer=agent-read | | OVER");
}

#[test]
fn agent_tokens_are_made_listed_and_revoked_by_a_person() {
    assert_rows(
        EVERYONE,
        r#"
        GET /_gateway/agents cookie=session | | list agents for team-a by cookie
        POST /_gateway/agents cookie=session origin=https://gateway.example | | create agent for team-a by cookie
        POST /_gateway/agents cookie=session | | COOKIE_WRITE
        DELETE /_gateway/agents?id=ab cookie=session | | COOKIE_WRITE
        DELETE /_gateway/agents?id=ab bearer=session | | revoke agent for team-a by bearer
        POST /_gateway/agents bearer=agent-write | | NO_PERSON
        GET /_gateway/agents bearer=agent-write | | NO_PERSON
        DELETE /_gateway/agents?id=ab bearer=agent-write | | NO_PERSON
        POST /_gateway/agents bearer=token-write | | NO_PERSON
        POST /_gateway/agents bearer=public origin=https://app.example | | NO_PERSON
        POST /_gateway/agents bearer=session | revoked | OVER
        "#,
    );
}

#[test]
fn an_agent_signs_out_itself_and_not_its_owner() {
    assert_rows(
        WRITE,
        r#"
        DELETE /_gateway/session bearer=agent-write | | sign out ThisSession of team-a by bearer
        DELETE /_gateway/session?everywhere=true bearer=agent-write | | AGENT_EVERYWHERE
        GET /_gateway/session bearer=agent-read | | show session of team-a by bearer
        "#,
    );
}
