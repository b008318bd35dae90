use outx_core::redact::redact;
use proptest::prelude::*;

const KEY: &str = "outx_0123456789abcdefghijklmn";

#[track_caller]
fn becomes(text: &str, secrets: &[&str], clean: &str) {
    assert_eq!(redact(text, secrets), clean);
}

#[test]
fn a_secret_goes_wherever_it_stands() {
    becomes(KEY, &[KEY], "[redacted]");
    becomes(&format!("at https://api.outx.ai/?k={KEY}&x=1"), &[KEY], "at https://api.outx.ai/?k=[redacted]&x=1");
    becomes(&format!("{KEY}{KEY}é{KEY}"), &[KEY], "[redacted][redacted]é[redacted]");
    becomes("nothing of the kind", &[KEY], "nothing of the kind");
    becomes("outx_0123456789abcdefghijklm", &[KEY], "outx_0123456789abcdefghijklm");
    becomes("", &[KEY], "");
}

#[test]
fn no_secret_is_no_work() {
    becomes("text", &[], "text");
    becomes("text", &[""], "text");
    assert!(matches!(redact("text", &[KEY]), std::borrow::Cow::Borrowed(_)));
}

#[test]
fn as_a_url_or_a_json_string_writes_it() {
    let secret = r#"a/b"c\d é"#;
    becomes("?k=a%2Fb%22c%5Cd%20%C3%A9&", &[secret], "?k=[redacted]&");
    becomes(r#"{"k":"a/b\"c\\d é"}"#, &[secret], r#"{"k":"[redacted]"}"#);
    becomes(secret, &[secret], "[redacted]");
}

#[test]
fn of_two_secrets_that_begin_alike_the_longer_goes_first() {
    becomes("abcd abc", &["abc", "abcd"], "[redacted] [redacted]");
}

#[test]
fn a_mark_is_not_searched() {
    becomes("abck", &["c", "a"], "[redacted]b[redacted]k");
    becomes("secret-of-ours", &["secret-of-ours", "act"], "[redacted]");
}

#[test]
fn an_overlap_leaves_no_whole_secret() {
    becomes("aaa", &["aa"], "[redacted]a");
    becomes("abab", &["aba", "bab"], "[redacted]b");
}

proptest! {
    #[test]
    fn no_secret_is_left(before in r"[a-c%\\é]{0,12}", secret in "[a-c]{1,6}", other in r#"[a-c/"\\]{2,6}"#, after in "[a-c]{0,12}") {
        let clean = redact(&format!("{before}{secret}{after}{other}"), &[&secret, &other]).into_owned();
        // The mark's own letters could spell a secret; it is not text of ours.
        let kept = clean.replace("[redacted]", "\u{0}");
        prop_assert!(!kept.contains(&secret) && !kept.contains(&other), "{clean}");
    }
}
