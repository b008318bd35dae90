use outx_core::gateway::auth::revocation::{Revocable, Revocations, SignOutScope, person_id, token_id};
use outx_core::gateway::auth::session::{Session, SessionKind};

const NOW: f64 = 1_775_000_000_000.0;

fn session(id: &str, email: &str, began_ms: f64) -> Revocable {
    Revocable::session(&Session {
        id: id.to_owned(),
        access: if email.is_empty() { SessionKind::Public } else { SessionKind::Session },
        email: email.to_owned(),
        team_id: "team-1".to_owned(),
        team_name: String::new(),
        api_key: None,
        began_ms,
        sealed_ms: began_ms,
        expires_ms: began_ms + 1.0,
        agent: None,
    })
}

#[test]
fn a_sign_out_revokes_one_session_and_no_other() {
    let revoked = Revocations { ids: vec!["s1".to_owned()], people: Vec::new() };
    assert!(revoked.has(&session("s1", "ada@outx.test", NOW)));
    assert!(!revoked.has(&session("s2", "ada@outx.test", NOW)));
}

#[test]
fn signing_out_everywhere_revokes_all_earlier_sessions_of_that_person() {
    let revoked = Revocations { ids: Vec::new(), people: vec![(person_id("team-1", "ada@outx.test"), NOW)] };
    for (began_ms, is_over) in [(0.0, true), (NOW - 1.0, true), (NOW, true), (NOW + 1.0, false)] {
        assert_eq!(revoked.has(&session("any", "ada@outx.test", began_ms)), is_over, "{began_ms}");
    }
    assert!(!revoked.has(&session("s2", "sam@outx.test", NOW - 1.0)));
    assert!(!revoked.has(&session("s3", "", NOW - 1.0)));
    assert!(!revoked.has(&Revocable::token("a.b.c")));
}

#[test]
fn a_person_id_depends_on_the_team_and_does_not_contain_the_address() {
    let id = person_id("team-1", "ada@outx.test");
    assert_eq!(id.len(), 32);
    assert_ne!(id, person_id("team-2", "ada@outx.test"));
    assert_ne!(person_id("a", "bc"), person_id("ab", "c"));
    assert!(!id.contains("ada"));
}

#[test]
fn a_token_id_does_not_depend_on_the_spelling_of_the_signature() {
    assert_eq!(token_id("h.p.sig"), token_id("h.p.sih"));
    assert_eq!(token_id("h.p.sig"), token_id("h.p."));
    assert_ne!(token_id("h.p.sig"), token_id("h.q.sig"));
    let revoked = Revocations { ids: vec![token_id("h.p.sig")], people: Vec::new() };
    assert!(revoked.has(&Revocable::token("h.p.sig")));
    assert!(!revoked.has(&Revocable::token("h.q.sig")));
}

#[test]
fn a_sign_out_query_is_matched_exactly() {
    assert_eq!(SignOutScope::parse("").unwrap(), SignOutScope::ThisSession);
    assert_eq!(SignOutScope::parse("everywhere=false").unwrap(), SignOutScope::ThisSession);
    assert_eq!(SignOutScope::parse("everywhere=true").unwrap(), SignOutScope::Everywhere);
    for query in [
        "everywhere",
        "everywhere=1",
        "everywhere=TRUE",
        "everywhere=true&x=1",
        "everywhere=true&everywhere=false",
        "x",
        "%65verywhere=true",
    ] {
        let rejected = SignOutScope::parse(query).unwrap_err();
        assert_eq!(rejected.status, 400, "{query}");
        assert_eq!(
            rejected.text,
            "invalid query: expected everywhere=true, everywhere=false or none; correct it and sign out again"
        );
    }
}
