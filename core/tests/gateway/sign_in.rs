use outx_core::gateway::auth::sign_in::{SignedIn, parse_verify_response};

const KEY: &str = "outx_session0canary1session2";

fn sign_in(team_id: &str, team_name: &str) -> SignedIn {
    let response = serde_json::json!({ "user": {}, "team": { "id": team_id, "name": team_name, "api_key": KEY } });
    parse_verify_response(response.to_string().as_bytes(), "ada@outx.test", "id".to_owned(), 0.0, 1.0).unwrap()
}

#[test]
fn a_team_id_that_contains_the_key_is_replaced_by_its_hash() {
    let ids = [KEY.to_owned(), format!("a-{KEY}"), format!("b-{KEY}"), "team-1".to_owned()];
    let stored: Vec<String> = ids.iter().map(|id| sign_in(id, "Team").session.team_id).collect();
    assert_eq!(stored[3], "team-1");
    for (at, id) in stored[..3].iter().enumerate() {
        assert!(id.starts_with("team-") && id.len() == 37 && !id.contains("outx"), "{id}");
        assert!(!stored[..at].contains(id), "{id} names two teams");
        assert_eq!(sign_in(&ids[at], "Team").session.team_id, *id);
    }
}

#[test]
fn a_team_name_is_redacted_before_it_is_shortened() {
    assert_eq!(sign_in("1", &format!("Team {KEY}")).session.team_name, "Team [redacted]");
    let shortened = sign_in("1", &format!("{}{KEY}", "n".repeat(95))).session.team_name;
    assert_eq!(shortened, format!("{}[reda", "n".repeat(95)));
}
