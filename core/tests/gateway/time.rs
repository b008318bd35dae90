use outx_core::gateway::clock::parse_time;
use outx_core::gateway::settings;

#[test]
fn a_time_is_iso_8601_in_utc_or_seconds() {
    for (text, seconds) in [
        ("2026-01-31T12:00:00Z", 1_769_860_800.0),
        ("2026-01-31T12:00:00.000Z", 1_769_860_800.0),
        ("2026-01-31T12:00:00.001Z", 1_769_860_801.0),
        ("2026-01-31", 1_769_817_600.0),
        ("2024-02-29T23:59:59Z", 1_709_251_199.0),
        ("1769860800", 1_769_860_800.0),
    ] {
        assert_eq!(parse_time(text), Some(seconds * 1000.0), "{text}");
    }
}

#[test]
fn any_other_text_is_rejected() {
    for text in [
        "",
        "now",
        "2026-01-31T12:00:00",
        "2026-01-31T12:00:00+01:00",
        "2026-01-31 12:00:00Z",
        "2026-13-01",
        "2026-00-10",
        "2026-02-29",
        "2026-01-32",
        "2026-01-00",
        "2026-01-31T24:00:00Z",
        "2026-01-31T12:60:00Z",
        "2026-01-31T12:00:00.Z",
        "2026-01-31T12:00Z",
        "1769860800000",
        "20260131",
        "0",
        "-5",
        "+1769860800",
        "1.7e9",
        "1970-01-01",
        "2100-01-01",
        "Sat, 31 Jan 2026 12:00:00 GMT",
        "2026-01-31T",
        "T12:00:00Z",
        "99999999999999999999999999",
    ] {
        assert_eq!(parse_time(text), None, "{text}");
    }
}

fn load(name: &'static str, value: &'static str) -> settings::Loaded {
    settings::load(|requested| match requested {
        "OUTX_UPSTREAM" => Some("https://api.outx.ai".to_owned()),
        "SESSION_SECRET" => Some("session-secret-of-tests-0123456789".to_owned()),
        _ => (requested == name).then(|| value.to_owned()),
    })
}

#[test]
fn a_wrong_time_in_a_setting_is_a_problem() {
    assert_eq!(load("SESSIONS_NOT_BEFORE", "2026-01-31").settings.unwrap().sessions_not_before_ms, 1_769_817_600_000.0);
    assert_eq!(load("SESSIONS_NOT_BEFORE", " ").settings.unwrap().sessions_not_before_ms, 0.0);
    let settings::Loaded { settings, report } = load("SESSIONS_NOT_BEFORE", "yesterday");
    assert!(settings.is_none());
    assert_eq!(report.problems[0].setting, "SESSIONS_NOT_BEFORE");
    assert_eq!(
        report.problems[0].reason,
        "must be a time such as 2026-01-31T12:00:00Z, or whole seconds since 1970, before the year 2100"
    );
}

#[test]
fn sign_in_domains_are_stored_in_the_canonical_form_of_an_address() {
    assert_eq!(
        load("SIGN_IN_DOMAINS", "OUTX.test, xn--mnchen-3ya.example").settings.unwrap().sign_in_domains,
        ["outx.test", "xn--mnchen-3ya.example"]
    );
}
