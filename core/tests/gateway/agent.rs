//! Agent tokens: their creation and their limits.

use outx_core::api::operation::Kind;
use outx_core::api::{OPERATIONS, by_name};
use outx_core::gateway::auth::agent::NewAgent;
use outx_core::gateway::auth::agent_grant::AgentGrant;
use outx_core::gateway::auth::operations::AllowedOperations;
use outx_core::gateway::auth::revocation::{Revocable, Revocations};
use outx_core::gateway::auth::session::{OpenError, Sealer, Session, SessionKind};
use outx_core::gateway::mcp::Level;
use outx_core::gateway::secret::Secret;
use serde_json::{Value, json};

const HOUR_MS: f64 = 3_600_000.0;

fn owner() -> Session {
    Session {
        id: "owner".to_owned(),
        access: SessionKind::Session,
        email: "ada@outx.test".to_owned(),
        team_id: "team-a".to_owned(),
        team_name: "Team".to_owned(),
        api_key: Some(Secret::new("outx_abcdefghijklmnopqrstuvwx")),
        began_ms: 0.0,
        sealed_ms: 0.0,
        expires_ms: HOUR_MS,
        agent: None,
    }
}

fn parse(body: Value) -> Result<NewAgent, String> {
    NewAgent::parse(body.to_string().as_bytes()).map_err(|error| {
        assert_eq!(error.status, 400);
        error.text.into_owned()
    })
}

fn grant(level: Level, ops: Option<&[&str]>) -> AgentGrant {
    let operations =
        ops.map(|ops| AllowedOperations::parse(ops.iter().map(|&name| name.to_owned()).collect()).unwrap());
    AgentGrant { name: "agent".to_owned(), level, operations }
}

#[test]
fn a_scope_of_read_covers_reads_and_fetches_and_mcp_limits_every_scope() {
    for operation in &OPERATIONS {
        let reads = operation.auth && matches!(operation.kind, Kind::Read | Kind::Task);
        for (level, setting, allowed) in [
            (Level::Read, Level::Write, reads),
            (Level::Write, Level::Read, reads),
            (Level::Write, Level::Write, operation.auth),
            (Level::Write, Level::Off, false),
        ] {
            assert_eq!(
                grant(level, None).check(operation, setting).is_ok(),
                allowed,
                "{} {level:?} {setting:?}",
                operation.name
            );
        }
    }
    let like = by_name("linkedin.likePost").unwrap();
    let text = |level, setting| grant(level, None).check(like, setting).unwrap_err().text.into_owned();
    assert_eq!(
        text(Level::Read, Level::Write),
        "linkedin.likePost needs an agent token with scope write; this one reads"
    );
    assert_eq!(
        text(Level::Write, Level::Read),
        "linkedin.likePost writes, and this gateway lets agents only read (MCP)"
    );
}

#[test]
fn operations_narrow_a_scope_and_never_widen_it() {
    let narrow = grant(Level::Read, Some(&["posts.list", "linkedin.*"]));
    for (name, allowed) in
        [("posts.list", true), ("linkedin.fetchProfile", true), ("linkedin.likePost", false), ("team.get", false)]
    {
        assert_eq!(narrow.check(by_name(name).unwrap(), Level::Write).is_ok(), allowed, "{name}");
    }
    let error = narrow.check(by_name("team.get").unwrap(), Level::Write).unwrap_err();
    assert_eq!(
        (error.status, error.text.as_ref()),
        (403, "team.get is not among the operations of this agent token: make one that has it")
    );
}

#[test]
fn a_new_token_reads_for_a_week_by_default() {
    let new = parse(json!({ "name": "  Claude  " })).unwrap();
    assert_eq!(
        new,
        NewAgent {
            grant: AgentGrant { name: "Claude".to_owned(), ..grant(Level::Read, None) },
            ttl_ms: 168.0 * HOUR_MS
        }
    );
    let new = parse(json!({ "name": "x", "scope": "write", "ops": ["posts.*"], "ttl_seconds": 3600 })).unwrap();
    assert_eq!((new.grant.level, new.ttl_ms), (Level::Write, HOUR_MS));
    assert_eq!(new.grant.operations.unwrap().names(), ["posts.*"]);
}

#[test]
fn a_wrong_body_names_the_field_what_is_allowed_and_what_it_was() {
    for (body, text) in [
        (json!([]), "the body must be a JSON object"),
        (json!({}), r#"invalid "name": expected 1 to 60 characters on one line, got null"#),
        (json!({ "name": " " }), r#"invalid "name": expected 1 to 60 characters on one line, got " ""#),
        (json!({ "name": "a\nb" }), r#"invalid "name": expected 1 to 60 characters on one line, got "a\nb""#),
        (json!({ "name": "a", "scope": "off" }), r#"invalid "scope": expected read or write, got "off""#),
        (
            json!({ "name": "a", "ttl_seconds": 60 }),
            r#"invalid "ttl_seconds": expected a whole number from 3600 (1 hour) to 2592000 (30 days), got 60"#,
        ),
        (
            json!({ "name": "a", "ttl_seconds": 2_592_001 }),
            r#"invalid "ttl_seconds": expected a whole number from 3600 (1 hour) to 2592000 (30 days), got 2592001"#,
        ),
        (json!({ "name": "a", "ops": "posts.list" }), r#"invalid "ops": expected a list of names, got "posts.list""#),
        (
            json!({ "name": "a", "ops": ["post.list"] }),
            r#"invalid "ops": entry 1 names no operation; use names such as posts.list, or groups such as watchlists.*"#,
        ),
        (json!({ "name": "a", "days": 3 }), r#""days" is not a field; there are: name, scope, ops, ttl_seconds"#),
    ] {
        assert_eq!(parse(body.clone()), Err(text.to_owned()), "{body}");
    }
    assert!(parse(json!({ "name": "é".repeat(60) })).is_ok());
    assert!(parse(json!({ "name": "é".repeat(61) })).is_err());
}

#[test]
fn a_token_ends_when_its_owner_signs_out_everywhere_and_is_never_renewed() {
    let new = parse(json!({ "name": "a", "scope": "write", "ops": ["posts.list"] })).unwrap();
    let session = new.session(&owner(), "agent-1".to_owned(), 10.0);
    assert_eq!((session.team_id.as_str(), session.email.as_str()), ("team-a", "ada@outx.test"));
    assert_eq!(session.api_key, owner().api_key);
    assert_eq!(session.renewed(160.0 * HOUR_MS, 168.0 * HOUR_MS), None);
    let revocable = Revocable::session(&session);
    let everywhere = Revocations { ids: Vec::new(), people: vec![(revocable.person.clone().unwrap(), 10.0)] };
    assert!(everywhere.has(&revocable), "signing out everywhere covers it");
    let alone = Revocations { ids: vec!["owner".to_owned()], people: Vec::new() };
    assert!(!alone.has(&revocable), "signing out of one session does not");
}

#[test]
fn sealing_keeps_the_limits_of_a_token() {
    let sealer = Sealer::new(&Secret::new("session-secret-of-tests-0123456789"), None);
    let new = parse(json!({ "name": "a", "scope": "read", "ops": ["posts.list", "watchlists.*"] })).unwrap();
    let session = new.session(&owner(), "agent-1".to_owned(), 10.0);
    let sealed = sealer.seal(&session, [7; 24]);
    assert!(sealed.starts_with("outxs1.") && !sealed.contains("outx_"));
    assert_eq!(sealer.open(&sealed, 20.0), Ok(session.clone()));
    assert_eq!(sealer.open(&sealed, 10.0 + 169.0 * HOUR_MS), Err(OpenError::Expired));
    // A gateway seals neither an agent token without limits nor a session with limits.
    let unlimited = Session { agent: None, ..session.clone() };
    assert_eq!(sealer.open(&sealer.seal(&unlimited, [8; 24]), 20.0), Err(OpenError::Broken));
    let limited = Session { access: SessionKind::Session, ..session };
    assert_eq!(sealer.open(&sealer.seal(&limited, [9; 24]), 20.0), Err(OpenError::Broken));
}

#[test]
fn the_longest_token_fits_into_a_header() {
    let sealer = Sealer::new(&Secret::new("session-secret-of-tests-0123456789"), None);
    let ops: Vec<_> = OPERATIONS.iter().map(|operation| operation.name).collect();
    let new = parse(json!({ "name": "é".repeat(60), "ops": ops })).unwrap();
    let owner = Session { email: format!("{}@outx.test", "a".repeat(200)), team_name: "t".repeat(100), ..owner() };
    let sealed = sealer.seal(&new.session(&owner, "3d6f9a10-0000-4000-8000-000000000010".to_owned(), 0.0), [7; 24]);
    assert!(sealer.open(&sealed, 1.0).is_ok(), "{} bytes", sealed.len());
}
