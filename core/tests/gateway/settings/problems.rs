//! The problems of settings, none of which shows a secret.

use std::collections::HashMap;

use outx_core::gateway::settings::{Loaded, Settings, load};

use super::{DOMAIN, EXACT, KEY, PORT, VISIBLE};

/// The settings of a gateway for one page, with these changes; `None` removes a setting.
fn read_changed(changes: &[(&str, Option<&str>)]) -> (Option<Settings>, Vec<(&'static str, String)>) {
    let mut values = HashMap::from([
        ("OUTX_UPSTREAM", "http://127.0.0.1:1"),
        ("SESSION_SECRET", SECRET),
        ("ALLOWED_ORIGINS", "https://app.example"),
    ]);
    for (name, value) in changes {
        match value {
            Some(value) => values.insert(name, value),
            None => values.remove(name),
        };
    }
    let Loaded { settings, report } = load(|name| values.get(name).map(|value| (*value).to_owned()));
    (settings, report.problems.into_iter().map(|problem| (problem.setting, problem.reason)).collect())
}

const SECRET: &str = "session-secret-of-tests-0123456789";
const TOKEN_SECRET: &str = "token-secret-of-tests-9876543210-abc";
const MISSING: &str = "is missing: set at least 32 random bytes";
const SHORT: &str = "must be at least 32 bytes";
const LOOPBACK: &str = "must begin with https: plain http is for a loopback host only";
const WEBHOOK: &str = "must be the URL of a webhook, such as https://hooks.example/path";
const ORIGIN: &str = "must be an origin such as https://api.outx.ai";

type Change<'a> = &'a [(&'a str, Option<&'a str>)];

/// Changes with the problem of each: the setting and the reason.
const PROBLEMS: &[(Change<'_>, &str, &str)] = &[
    (&[("SESSION_SECRET", None)], "SESSION_SECRET", MISSING),
    (&[("SESSION_SECRET", Some(""))], "SESSION_SECRET", MISSING),
    (&[("SESSION_SECRET", Some("session-secret-of-tests-0123456"))], "SESSION_SECRET", SHORT),
    (
        &[("SESSION_SECRET", Some("abcdefghabcdefghabcdefghabcdefghabcdefghabcdefghabcdefghabcdefgh"))],
        "SESSION_SECRET",
        "must be random: it repeats a few characters",
    ),
    (&[("SESSION_SECRET_PREVIOUS", Some("too short, and told apart"))], "SESSION_SECRET_PREVIOUS", SHORT),
    (&[("OUTX_UPSTREAM", None)], "OUTX_UPSTREAM", ORIGIN),
    (&[("OUTX_UPSTREAM", Some("http://api.outx.ai"))], "OUTX_UPSTREAM", LOOPBACK),
    (&[("OUTX_UPSTREAM", Some("http://localhost.evil.test"))], "OUTX_UPSTREAM", LOOPBACK),
    (&[("OUTX_UPSTREAM", Some("http://127.0.0.1.evil.test"))], "OUTX_UPSTREAM", LOOPBACK),
    (&[("OUTX_UPSTREAM", Some("https://api.outx.ai/v1"))], "OUTX_UPSTREAM", ORIGIN),
    (&[("OUTX_UPSTREAM", Some("https://user@api.outx.ai"))], "OUTX_UPSTREAM", ORIGIN),
    (&[("OUTX_UPSTREAM", Some("ftp://api.outx.ai"))], "OUTX_UPSTREAM", ORIGIN),
    (&[("ACCESS", Some("sessions"))], "ACCESS", "may hold session, token and public; entry 1 is none of them"),
    (
        &[("ACCESS", Some("token")), ("OUTX_API_KEY", Some(KEY))],
        "TOKEN_SECRET",
        "is missing, and ACCESS has token: set at least 32 random bytes, or TOKEN_JWKS_URL for an identity provider",
    ),
    (
        &[("ACCESS", Some("token")), ("OUTX_API_KEY", Some(KEY)), ("TOKEN_SECRET", Some(SECRET))],
        "TOKEN_SECRET",
        "must differ from SESSION_SECRET",
    ),
    (
        &[("TOKEN_SECRET", Some(TOKEN_SECRET)), ("SESSION_SECRET_PREVIOUS", Some(TOKEN_SECRET))],
        "TOKEN_SECRET",
        "must differ from SESSION_SECRET_PREVIOUS",
    ),
    (
        &[("ACCESS", Some("token")), ("TOKEN_SECRET", Some(TOKEN_SECRET))],
        "OUTX_API_KEY",
        "is missing, and ACCESS has token or public: set the API key of the team that these callers use",
    ),
    (
        &[("ACCESS", Some("token")), ("TOKEN_SECRET", Some(TOKEN_SECRET)), ("OUTX_API_KEY_NEXT", Some(KEY))],
        "OUTX_API_KEY",
        "is missing, and ACCESS has token or public: move the key of OUTX_API_KEY_NEXT to it",
    ),
    (
        &[("ACCESS", Some("public")), ("OUTX_API_KEY", Some(KEY)), ("TURNSTILE_SITE_KEY", Some("site-key"))],
        "TURNSTILE_SECRET",
        "is missing, and TURNSTILE_SITE_KEY is set: set the widget's secret, or remove the site key for public access without Turnstile",
    ),
    (
        &[("OUTX_API_KEY", Some("outx_short"))],
        "OUTX_API_KEY",
        "must be a key: at least 16 visible ASCII characters, no spaces",
    ),
    (
        &[("ACCESS", Some("public")), ("OUTX_API_KEY", Some(KEY)), ("ALLOWED_ORIGINS", Some(""))],
        "ALLOWED_ORIGINS",
        "must name the origins that may call, because ACCESS includes public",
    ),
    (&[("ALLOWED_ORIGINS", Some("*"))], "ALLOWED_ORIGINS", EXACT),
    (
        &[("ALLOWED_ORIGINS", Some("https://app.example, https://app.example/"))],
        "ALLOWED_ORIGINS",
        "must hold exact origins such as https://app.example, which entry 2 is not",
    ),
    (&[("ALLOWED_ORIGINS", Some("null"))], "ALLOWED_ORIGINS", EXACT),
    (
        &[("ALLOWED_ORIGINS", Some("http://app.example"))],
        "ALLOWED_ORIGINS",
        "must not hold a page without https, which can be forged, as entry 1 is",
    ),
    (&[("ALLOWED_ORIGINS", Some("https://app.example:443"))], "ALLOWED_ORIGINS", PORT),
    (
        &[("PUBLIC_OPERATIONS", Some("posts.lists"))],
        "PUBLIC_OPERATIONS",
        "entry 1 (posts.lists) names no operation; use names such as posts.list",
    ),
    (
        &[("PUBLIC_OPERATIONS", Some("auth.sendOtp"))],
        "PUBLIC_OPERATIONS",
        "entry 1 (auth.sendOtp) belongs to session access and cannot be public",
    ),
    (&[("SIGN_IN_DOMAINS", Some("@example.com"))], "SIGN_IN_DOMAINS", DOMAIN),
    (&[("TURNSTILE_SECRET", Some("secret-with-a-break\n"))], "TURNSTILE_SECRET", VISIBLE),
    (&[("ALERT_WEBHOOK", Some("https://"))], "ALERT_WEBHOOK", WEBHOOK),
    (&[("ALERT_WEBHOOK", Some("hooks.example/T0"))], "ALERT_WEBHOOK", WEBHOOK),
    (&[("ALERT_WEBHOOK", Some("http://hooks.example/T0"))], "ALERT_WEBHOOK", LOOPBACK),
    (&[("MAX_BODY_BYTES", Some("+2048"))], "MAX_BODY_BYTES", "must be a whole number from 1024 to 1048576"),
    (&[("MAX_BODY_BYTES", Some("1e6"))], "MAX_BODY_BYTES", "must be a whole number from 1024 to 1048576"),
    (&[("UPSTREAM_TIMEOUT_MS", Some("0"))], "UPSTREAM_TIMEOUT_MS", "must be a whole number from 100 to 300000"),
    (&[("ACTIONS_PER_HOUR", Some("-1"))], "ACTIONS_PER_HOUR", "must be a whole number from 1 to 100000"),
    (&[("SESSION_TTL_SECONDS", Some("forever"))], "SESSION_TTL_SECONDS", "must be a whole number from 60 to 2592000"),
];

#[test]
fn a_missing_or_weak_setting_is_a_problem_that_names_it_and_shows_no_secret() {
    for (changes, setting, reason) in PROBLEMS {
        let (settings, problems) = read_changed(changes);
        let named: Vec<_> = problems.iter().map(|(name, text)| (*name, text.as_str())).collect();
        assert_eq!(named, [(*setting, *reason)], "{changes:?}");
        assert!(settings.is_none(), "{changes:?}");
        let values = changes.iter().filter(|(name, _)| is_secret(name)).filter_map(|(_, value)| *value);
        for value in values.filter(|value| value.len() >= 16) {
            assert!(!problems.iter().any(|(_, text)| text.contains(value)), "{changes:?}");
        }
    }
}

fn is_secret(setting: &str) -> bool {
    ["SESSION_SECRET", "SESSION_SECRET_PREVIOUS", "TOKEN_SECRET", "OUTX_API_KEY", "TURNSTILE_SECRET"].contains(&setting)
}

#[test]
fn a_key_that_was_put_into_another_setting_is_not_shown() {
    for setting in [
        "ACCESS",
        "ALLOWED_ORIGINS",
        "PUBLIC_OPERATIONS",
        "EXTRA_ROUTES",
        "TOKEN_ISSUER",
        "OUTX_UPSTREAM",
        "MAX_BODY_BYTES",
        "ALERT_SPIKE",
    ] {
        let (settings, problems) = read_changed(&[(setting, Some(KEY))]);
        assert!(settings.is_none() && !problems.is_empty(), "{setting}");
        assert!(!problems.iter().any(|(_, reason)| reason.contains(KEY)), "{setting}: {problems:?}");
    }
}
