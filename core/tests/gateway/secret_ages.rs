use std::collections::HashMap;

use outx_core::gateway::secret_ages::{SecretFingerprint, fingerprints};
use outx_core::gateway::settings::load;

const SESSION_SECRET: &str = "session-secret-of-tests-0123456789";
const ROTATED_SECRET: &str = "another-session-secret-987654321-abc";
const TOKEN_SECRET: &str = "token-secret-of-tests-9876543210-abc";

fn prints(changes: &[(&'static str, &'static str)]) -> HashMap<String, SecretFingerprint> {
    let mut values = HashMap::from([
        ("OUTX_UPSTREAM", "https://api.outx.ai"),
        ("SESSION_SECRET", SESSION_SECRET),
        ("TOKEN_SECRET", TOKEN_SECRET),
        ("OUTX_API_KEY", "outx_0123456789abcdefghijklmn"),
    ]);
    values.extend(changes.iter().copied());
    let settings = load(|name| values.get(name).map(|value| (*value).to_owned())).settings.unwrap();
    fingerprints(&settings).into_iter().map(|print| (print.name.clone(), print)).collect()
}

#[test]
fn every_secret_that_is_set_has_a_fingerprint_of_eight_digits_that_is_no_part_of_it() {
    let prints = prints(&[("OUTX_API_KEY_NEXT", "outx_zyxwvutsrqponmlkjihgfedc")]);
    let mut names: Vec<_> = prints.keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["OUTX_API_KEY", "OUTX_API_KEY_NEXT", "SESSION_SECRET", "TOKEN_SECRET"]);
    for (name, print) in &prints {
        assert_eq!((print.current.len(), print.previous.as_str()), (8, ""), "{name}");
        assert!(!TOKEN_SECRET.contains(&print.current));
    }
}

#[test]
fn a_replaced_secret_changes_its_own_fingerprint_only() {
    let (before, after) = (prints(&[]), prints(&[("TOKEN_SECRET", "another-token-secret-123456789-xyzw")]));
    assert_ne!(before["TOKEN_SECRET"], after["TOKEN_SECRET"]);
    assert_eq!(before["OUTX_API_KEY"], after["OUTX_API_KEY"]);
}

#[test]
fn two_secrets_of_one_value_have_different_fingerprints() {
    let prints = prints(&[("OUTX_API_KEY_NEXT", "outx_0123456789abcdefghijklmn")]);
    assert_ne!(prints["OUTX_API_KEY"].current, prints["OUTX_API_KEY_NEXT"].current);
}

#[test]
fn a_next_key_without_a_current_one_has_its_own_name() {
    let prints = prints(&[("OUTX_API_KEY", ""), ("OUTX_API_KEY_NEXT", "outx_zyxwvutsrqponmlkjihgfedc")]);
    assert!(prints.contains_key("OUTX_API_KEY_NEXT") && !prints.contains_key("OUTX_API_KEY"), "{prints:?}");
}

#[test]
fn a_rotated_session_secret_still_recognises_the_others_while_the_previous_one_is_set() {
    let before = prints(&[]);
    let during = prints(&[("SESSION_SECRET", ROTATED_SECRET), ("SESSION_SECRET_PREVIOUS", SESSION_SECRET)]);
    assert_eq!(during["TOKEN_SECRET"].previous, before["TOKEN_SECRET"].current);
    assert_ne!(during["TOKEN_SECRET"].current, before["TOKEN_SECRET"].current);
    assert_ne!(during["SESSION_SECRET"].previous, before["SESSION_SECRET"].current, "the session secret itself is new");
}
