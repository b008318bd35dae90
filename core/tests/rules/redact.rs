use outx_core::redact::redact;
use proptest::prelude::*;

const KEY: &str = "outx_0123456789abcdefghijklmn";

#[track_caller]
fn assert_redacted(text: &str, secrets: &[&str], clean: &str) {
    assert_eq!(redact(text, secrets), clean);
}

#[test]
fn a_secret_is_replaced_wherever_it_occurs() {
    assert_redacted(KEY, &[KEY], "[redacted]");
    assert_redacted(
        &format!("at https://api.outx.ai/?k={KEY}&x=1"),
        &[KEY],
        "at https://api.outx.ai/?k=[redacted]&x=1",
    );
    assert_redacted(&format!("{KEY}{KEY}é{KEY}"), &[KEY], "[redacted][redacted]é[redacted]");
    assert_redacted("no secret here", &[KEY], "no secret here");
    assert_redacted("outx_0123456789abcdefghijklm", &[KEY], "outx_0123456789abcdefghijklm");
    assert_redacted("", &[KEY], "");
}

#[test]
fn a_text_without_secrets_is_borrowed() {
    assert_redacted("text", &[], "text");
    assert_redacted("text", &[""], "text");
    assert!(matches!(redact("text", &[KEY]), std::borrow::Cow::Borrowed(_)));
}

#[test]
fn a_secret_is_replaced_in_url_and_json_encoding() {
    let secret = r#"a/b"c\d é"#;
    assert_redacted("?k=a%2Fb%22c%5Cd%20%C3%A9&", &[secret], "?k=[redacted]&");
    assert_redacted(r#"{"k":"a/b\"c\\d é"}"#, &[secret], r#"{"k":"[redacted]"}"#);
    assert_redacted(secret, &[secret], "[redacted]");
}

#[test]
fn of_two_secrets_with_one_prefix_the_longer_is_replaced() {
    assert_redacted("abcd abc", &["abc", "abcd"], "[redacted] [redacted]");
}

#[test]
fn a_placeholder_is_not_searched() {
    assert_redacted("abck", &["c", "a"], "[redacted]b[redacted]k");
    assert_redacted("secret-of-ours", &["secret-of-ours", "act"], "[redacted]");
}

#[test]
fn overlapping_secrets_leave_no_complete_secret() {
    assert_redacted("aaa", &["aa"], "[redacted]a");
    assert_redacted("abab", &["aba", "bab"], "[redacted]b");
}

proptest! {
    #[test]
    fn no_secret_remains(before in r"[a-c%\\é]{0,12}", secret in "[a-c]{1,6}", other in r#"[a-c/"\\]{2,6}"#, after in "[a-c]{0,12}") {
        let clean = redact(&format!("{before}{secret}{after}{other}"), &[&secret, &other]).into_owned();
        // The placeholder itself may contain a short secret.
        let remaining = clean.replace("[redacted]", "\u{0}");
        prop_assert!(!remaining.contains(&secret) && !remaining.contains(&other), "{clean}");
    }
}
