use outx_core::error::Code;
use outx_core::gateway::auth::email::{EmailError, parse_email, parse_host};
use outx_core::gateway::auth::sign_in::{Step, parse_attempt};

fn error_of(text: &str) -> EmailError {
    parse_email(text).expect_err(text)
}

#[test]
fn an_address_has_one_canonical_form() {
    for spelling in ["ada@outx.test", "ADA@OUTX.TEST", " ada@outx.test", "ada@outx.test\r\n", "\tAda@Outx.Test "] {
        assert_eq!(parse_email(spelling).as_deref(), Ok("ada@outx.test"), "{spelling:?}");
    }
    for plain in ["o'neil+tag_1@sub-1.outx.test", "a.b-c@xn--mnchen-3ya.example", "1@a.bc", "a@1.example"] {
        assert_eq!(parse_email(plain).as_deref(), Ok(plain));
    }
}

#[test]
fn an_address_that_lacks_a_part_or_is_too_long_is_rejected_with_the_text_of_the_api() {
    let long = format!("{}@outx.test", "a".repeat(250));
    for text in ["", " ", "@", "a", "a@", "@outx.test", long.as_str()] {
        assert_eq!(error_of(text), EmailError::Form, "{text:?}");
    }
    assert_eq!(EmailError::Form.text(), "Missing or invalid 'email'");
}

#[test]
fn only_plain_characters_are_allowed_before_the_at_sign() {
    let local = "a".repeat(65);
    for local in [
        "\"x@evil\"",
        "\"ada\"",
        "ada\\",
        "(ada)ada",
        "<ada",
        "ada,eve",
        "ada;eve",
        "evil@outx.test,ada",
        "a b",
        "ada%40evil",
        "ada/x",
        "ada=x",
        "ada!eve",
        "ada\0",
        "ada\u{7f}",
        ".ada",
        "ada.",
        "a..da",
        "\u{212a}im",
        "а\u{0434}a",
        "ad\u{e1}",
        "ada\u{200b}",
        "ad\u{ad}a",
        "\u{ff41}da",
        "a\u{301}da",
        "=?utf-8?q?ada?=",
        "group:ada",
        &local,
    ] {
        assert_eq!(error_of(&format!("{local}@outx.test")), EmailError::LocalPart, "{local:?}");
    }
}

#[test]
fn one_ascii_host_name_must_follow_the_at_sign() {
    let long = format!("{}.test", "a".repeat(64));
    for host in [
        "localhost",
        "outx.test.",
        ".outx.test",
        "outx..test",
        "-outx.test",
        "outx-.test",
        "out_x.test",
        "[127.0.0.1]",
        "127.0.0.1",
        "[IPv6:::1]",
        "outx.test>",
        "outx.test,corp.example",
        "outx.test;corp.example",
        "outx.test corp.example",
        "outx.test:25",
        "outx.test/x",
        "outx.test\0",
        "outx.test(x)",
        "outx%2etest",
        "outx.1",
        &long,
    ] {
        assert_eq!(error_of(&format!("a@{host}")), EmailError::Host, "{host:?}");
    }
    for host in [
        "m\u{fc}nchen.example",
        "outx\u{3002}test",
        "outx\u{ff0e}test",
        "\u{24de}utx.test",
        "outx.te\u{ad}st",
        "o\u{443}tx.test",
    ] {
        assert_eq!(error_of(&format!("a@{host}")), EmailError::International, "{host:?}");
        assert_eq!(parse_host(host), Err(EmailError::International));
    }
}

#[test]
fn an_address_in_another_form_is_rejected_for_its_form_and_not_for_its_domain() {
    let domains = ["corp.example".to_owned()];
    for email in [
        "attacker@evil.example,a@corp.example",
        "\"x@evil\"@corp.example",
        "attacker@evil.example>,<a@corp.example",
        "attacker@evil.example;a@corp.example",
        "a@corp.example.",
        "a@corp\u{3002}example",
    ] {
        let body = serde_json::json!({ "email": email, "otp": "123456" }).to_string();
        for step in [Step::Send, Step::Verify] {
            let rejected = parse_attempt(step, body.as_bytes(), &domains).unwrap_err();
            assert_eq!((rejected.status, rejected.code), (400, Code::InvalidRequest), "{email}");
            assert!(rejected.text.starts_with("Missing or invalid 'email'"), "{}", rejected.text);
        }
    }
    let other = parse_attempt(Step::Send, br#"{"email":"a@xn--corp-1ya.example"}"#, &domains).unwrap_err();
    assert_eq!((other.status, other.code), (403, Code::AccessDenied));
    let sent = parse_attempt(Step::Send, br#"{"email":" A@Corp.Example","sign_in":"outxn1.x"}"#, &domains).unwrap();
    assert_eq!((sent.email.as_str(), sent.nonce.as_deref()), ("a@corp.example", Some("outxn1.x")));
    assert_eq!(sent.body, r#"{"email":"a@corp.example"}"#);
}
