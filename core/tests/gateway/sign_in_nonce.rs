use outx_core::gateway::auth::cookie::{self, CookieStyle};
use outx_core::gateway::auth::sign_in::add_nonce;
use outx_core::gateway::auth::sign_in_nonce::{issue, valid_id};
use outx_core::gateway::clock::HOUR_MS;
use outx_core::gateway::secret::Secret;

const NOW: f64 = 1_775_000_000_000.0;
const EMAIL: &str = "ada@outx.test";

fn secret() -> Secret {
    Secret::new("session-secret-of-tests-0123456789")
}

fn nonce() -> String {
    issue(&secret(), EMAIL, [7; 16], NOW)
}

#[test]
fn a_nonce_is_valid_for_its_address_for_an_hour() {
    let id = "07".repeat(16);
    for age_ms in [0.0, HOUR_MS - 1.0] {
        assert_eq!(valid_id(&secret(), &nonce(), EMAIL, NOW + age_ms), Some(id.clone()));
    }
    assert_eq!(valid_id(&secret(), &nonce(), EMAIL, NOW + HOUR_MS), None);
    assert_eq!(valid_id(&secret(), &nonce(), "eve@outx.test", NOW), None);
    assert_eq!(valid_id(&Secret::new("another-secret-of-tests-0123456789"), &nonce(), EMAIL, NOW), None);
}

#[test]
fn a_nonce_of_a_clock_that_was_set_back_is_not_valid() {
    assert!(
        valid_id(&secret(), &nonce(), EMAIL, NOW - 60_000.0).is_some(),
        "two machines' clocks may differ by a minute"
    );
    assert_eq!(valid_id(&secret(), &nonce(), EMAIL, NOW - 60_001.0), None);
}

#[test]
fn a_nonce_that_was_changed_or_made_up_is_not_valid() {
    let good = nonce();
    for at in "outxn1.".len()..good.len() {
        let mut changed = good.clone().into_bytes();
        changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
        assert_eq!(valid_id(&secret(), std::str::from_utf8(&changed).unwrap(), EMAIL, NOW), None, "byte {at}");
    }
    for made_up in
        ["", "outxn1.", &good[7..], &good[..good.len() - 2], &format!("{good}AAAA"), "outxs1.AAAA", &"A".repeat(9_000)]
    {
        assert_eq!(valid_id(&secret(), made_up, EMAIL, NOW), None, "{made_up}");
    }
}

#[test]
fn the_cookie_of_a_nonce_is_out_of_reach_for_scripts_and_other_sites() {
    let set = CookieStyle::Secure.set_nonce(&nonce(), 3_600);
    assert_eq!(
        set,
        format!("__Host-outx_sign_in={}; Max-Age=3600; Path=/; HttpOnly; Secure; SameSite=Strict", nonce())
    );
    let header = format!("a=b; __Host-outx_sign_in={}; __Host-outx_session=outxs1.x", nonce());
    assert_eq!(CookieStyle::Secure.find_nonce(&header), Some(nonce().as_str()));
    assert_eq!(CookieStyle::Secure.find(&header), cookie::Found::One("outxs1.x"));
    for none in ["", "__Host-outx_sign_in=", "__host-outx_sign_in=x", "__Host-outx_sign_in=x; __Host-outx_sign_in=y"] {
        assert_eq!(CookieStyle::Secure.find_nonce(none), None, "{none}");
    }
}

#[test]
fn a_caller_without_cookies_receives_the_nonce_as_a_field_of_the_response() {
    let response = add_nonce(br#"{"success":true,"message":"sent"}"#, "outxn1.x");
    let response: serde_json::Value = serde_json::from_slice(&response).unwrap();
    assert_eq!(response, serde_json::json!({ "success": true, "message": "sent", "sign_in": "outxn1.x" }));
    for other in [&b"[1]"[..], b"", b"not JSON"] {
        assert_eq!(add_nonce(other, "outxn1.x"), other);
    }
}
