use outx_core::gateway::auth::sign_in::{SignedIn, signed_in};

const KEY: &str = "outx_session0canary1session2";

fn signed(team_id: &str, team_name: &str) -> SignedIn {
    let response = serde_json::json!({ "user": {}, "team": { "id": team_id, "name": team_name, "api_key": KEY } });
    signed_in(response.to_string().as_bytes(), "ada@outx.test", "id".to_owned(), 0.0, 1.0).unwrap()
}

#[test]
fn a_team_id_that_holds_the_key_is_replaced_by_a_hash_of_its_own() {
    let ids = [KEY.to_owned(), format!("a-{KEY}"), format!("b-{KEY}"), "team-1".to_owned()];
    let kept: Vec<String> = ids.iter().map(|id| signed(id, "Team").session.team_id).collect();
    assert_eq!(kept[3], "team-1");
    for (at, id) in kept[..3].iter().enumerate() {
        assert!(id.starts_with("team-") && id.len() == 37 && !id.contains("outx"), "{id}");
        assert!(!kept[..at].contains(id), "{id} names two teams");
        assert_eq!(signed(&ids[at], "Team").session.team_id, *id);
    }
}

#[test]
fn a_team_name_is_redacted_before_it_is_cut() {
    assert_eq!(signed("1", &format!("Team {KEY}")).session.team_name, "Team [redacted]");
    let cut = signed("1", &format!("{}{KEY}", "n".repeat(95))).session.team_name;
    assert_eq!(cut, format!("{}[reda", "n".repeat(95)));
}
