use std::collections::HashMap;

use outx_core::gateway::mcp::Level;
use outx_core::gateway::secret::Secret;
use outx_core::gateway::settings::{Loaded, Settings, load};

const KEY: &str = "outx_setting0canary1setting2";
const EXACT: &str = "must hold exact origins such as https://app.example, which entry 1 is not";
const ASCII: &str = "must hold ASCII host names (xn--... for an international one), which entry 1 is not";
const PORT: &str = "must leave out the default port, as browsers do; entry 1 names it";
const DOMAIN: &str = "must hold domains such as example.com, without @, *, spaces or semicolons, which entry 1 is not";
const VISIBLE: &str = "must be visible ASCII characters without spaces or line breaks";

fn load_with<'a>(changes: &[(&'a str, &'a str)]) -> Loaded {
    let mut values = HashMap::from([
        ("OUTX_UPSTREAM", "https://api.outx.ai"),
        ("SESSION_SECRET", "session-secret-of-tests-0123456789"),
    ]);
    values.extend(changes.iter().copied());
    load(|name| values.get(name).map(|value| (*value).to_owned()))
}

#[track_caller]
fn assert_problem(changes: &[(&str, &str)], setting: &str, reason: &str) {
    let Loaded { settings, report } = load_with(changes);
    let problems: Vec<_> = report.problems.iter().map(|problem| (problem.setting, problem.reason.as_str())).collect();
    assert_eq!(problems, [(setting, reason)], "{changes:?}");
    assert!(settings.is_none(), "{changes:?}");
}

#[track_caller]
fn accepted(changes: &[(&str, &str)]) -> Settings {
    let Loaded { settings, report } = load_with(changes);
    assert_eq!(report.problems, [], "{changes:?}");
    settings.unwrap()
}

#[test]
fn an_origin_that_browsers_never_send_is_rejected() {
    for (origin, reason) in [
        ("https://app.example:443", PORT),
        ("http://localhost:80", PORT),
        ("https://müller.example", ASCII),
        ("https://*.example.com", EXACT),
        ("@example.com", EXACT),
        ("https://APP.example", EXACT),
        ("https://app.example/", EXACT),
        ("https://a.example;https://b.example", EXACT),
        ("http://app.example", "must not hold a page without https, which can be forged, as entry 1 is"),
        ("ftp://app.example", "must not hold a page without https, which can be forged, as entry 1 is"),
        (
            "chrome-extension://ABCDEFGHIJKLMNOPABCDEFGHIJKLMNOP",
            "must hold an extension's id of 32 letters from a to p; that of entry 1 is none",
        ),
        (
            "chrome-extension://my-extension",
            "must hold an extension's id of 32 letters from a to p; that of entry 1 is none",
        ),
    ] {
        assert_problem(&[("ALLOWED_ORIGINS", origin)], "ALLOWED_ORIGINS", reason);
    }
}

#[test]
fn origins_of_apps_extensions_and_loopback_hosts_are_accepted() {
    let origins = "https://app.example,https://app.example:8443,http://app.localhost:5173,http://tauri.localhost,capacitor://localhost,\
        tauri://localhost,ionic://localhost,app://obsidian.md,safari-web-extension://1A2B3C4D-0000-4111-8222-933344445555,\
        chrome-extension://abcdefghijklmnopabcdefghijklmnop";
    let settings = accepted(&[("ALLOWED_ORIGINS", origins)]);
    assert_eq!(settings.origins, origins.split(',').collect::<Vec<_>>());
    assert!(settings.allowed_hosts().any(|host| host == "obsidian.md"));
}

#[test]
fn a_domain_that_no_address_can_have_is_rejected() {
    for domain in [
        "@example.com",
        "*.example.com",
        "outx.test;example.com",
        "ada@example.com",
        "example.com.",
        ".example.com",
        "exa mple.com",
        "https://example.com",
        "-a.example",
        "a_b.example",
    ] {
        assert_problem(&[("SIGN_IN_DOMAINS", domain)], "SIGN_IN_DOMAINS", DOMAIN);
    }
    assert_problem(&[("SIGN_IN_DOMAINS", "müller.example")], "SIGN_IN_DOMAINS", ASCII);
    let settings = accepted(&[("SIGN_IN_DOMAINS", "Example.com, xn--mller-kva.example")]);
    assert_eq!(settings.sign_in_domains, ["example.com", "xn--mller-kva.example"]);
}

#[test]
fn a_plain_http_upstream_must_be_a_loopback_address() {
    let reason = "must begin with https: plain http is for a loopback host only";
    assert_problem(&[("OUTX_UPSTREAM", "http://api.localhost:8788")], "OUTX_UPSTREAM", reason);
    assert!(accepted(&[("OUTX_UPSTREAM", "http://127.0.0.1:8788")]).upstream_is_local);
}

#[test]
fn a_secret_with_a_line_break_is_rejected() {
    for name in ["TURNSTILE_SECRET", "TURNSTILE_SITE_KEY", "ALERT_WEBHOOK"] {
        assert_problem(&[(name, "https://hooks.example/secret\n")], name, VISIBLE);
        assert_problem(&[(name, "https://hooks.example/ secret")], name, VISIBLE);
    }
    let reason = "must not hold a line break or another control character";
    assert_problem(&[("TOKEN_SECRET", "token-secret-of-tests-9876543210-abc\n")], "TOKEN_SECRET", reason);
}

#[test]
fn the_turnstile_action_has_the_characters_that_turnstile_allows() {
    let reason = "must be up to 32 letters, digits, _ and -, as Turnstile requires";
    for action in ["open page", "öffnen", "a.b", &"a".repeat(33)] {
        assert_problem(&[("TURNSTILE_ACTION", action), ("TURNSTILE_SECRET", "secret")], "TURNSTILE_ACTION", reason);
    }
    assert_problem(&[("TURNSTILE_ACTION", "open")], "TURNSTILE_ACTION", "has no effect without TURNSTILE_SECRET");
    let settings = accepted(&[("TURNSTILE_ACTION", "open_page-1"), ("TURNSTILE_SECRET", "secret")]);
    assert_eq!(settings.turnstile_action.as_deref(), Some("open_page-1"));
}

#[test]
fn the_address_header_is_a_header_name() {
    assert_eq!(accepted(&[]).address_header, "cf-connecting-ip");
    assert_eq!(accepted(&[("ADDRESS_HEADER", "X-Real-IP")]).address_header, "x-real-ip");
    let reason = "must be the name of the header that your proxy sets, such as cf-connecting-ip or x-real-ip";
    for name in ["x real ip", "x-real-ip:", "x-real-ip, x-forwarded-for"] {
        assert_problem(&[("ADDRESS_HEADER", name)], "ADDRESS_HEADER", reason);
    }
}

#[test]
fn public_operations_are_names_with_pinned_parameters() {
    let public = [("ACCESS", "public"), ("OUTX_API_KEY", KEY), ("ALLOWED_ORIGINS", "https://app.example")];
    let listed = |value| {
        let mut changes = public.to_vec();
        changes.push(("PUBLIC_OPERATIONS", value));
        changes
    };
    let settings = accepted(&listed("posts.list?watchlist_id=abc&page_size=20, team.get"));
    let pinned: Vec<_> =
        settings.public_operations.iter().map(|entry| (entry.operation.name, entry.pinned.clone())).collect();
    let values = vec![("watchlist_id", b"abc".to_vec()), ("page_size", b"20".to_vec())];
    assert_eq!(pinned, [("posts.list", values), ("team.get", Vec::new())]);
    for (value, reason) in [
        ("team.get, posts.lists", "entry 2 (posts.lists) names no operation; use names such as posts.list"),
        (
            "tasks.get?task=1",
            "entry 1 (tasks.get) pins task, which is no parameter of it; its query parameters are: api_agent_task_id",
        ),
        (
            "posts.list, posts.list?page=1",
            "lists posts.list with and without pinned parameters; remove one of the entries",
        ),
    ] {
        assert_problem(&listed(value), "PUBLIC_OPERATIONS", reason);
    }
}

#[test]
fn a_text_is_redacted_by_the_values_of_all_secrets() {
    let settings = accepted(&[("OUTX_API_KEY", KEY), ("ALERT_WEBHOOK", "https://hooks.example/T0/canary")]);
    let session_key = Secret::new("outx_session0key1session2");
    let text = format!(
        "a {KEY} b {} c https:\\/\\/hooks.example\\/T0\\/canary d session-secret-of-tests-0123456789",
        session_key.expose()
    );
    assert_eq!(settings.redact(&text, &[session_key.expose()]), "a [redacted] b [redacted] c [redacted] d [redacted]");
}

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
const ORIGIN: &str = "must be an origin such as https://api.outx.ai";

type Change<'a> = &'a [(&'a str, Option<&'a str>)];

/// Each with its problem: the setting and the reason.
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
        "is missing, and ACCESS has token or public",
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

#[test]
fn an_extra_route_that_is_wrong_or_shadows_another_is_a_problem() {
    const SHAPE: &str = "entry 1 is not a method, a path and a kind, such as GET /api-new read";
    const METHOD: &str = "entry 1 has a method other than GET, POST, PUT and DELETE";
    const KIND: &str = "entry 1 has a kind other than read, write, task and write-task";
    const PATH: &str = "entry 1 has a path that is not like /api-new: segments of letters, digits, -, _, . and ~";
    const OWN: &str = "entry 1 has a path below /_gateway/, which is the gateway's own";
    for (entry, reason) in [
        ("GET /api-new", SHAPE),
        ("/api-new read", SHAPE),
        ("GET /api-new read twice", SHAPE),
        ("get /api-new read", METHOD),
        ("PATCH /api-new write", METHOD),
        ("OPTIONS /api-new read", METHOD),
        ("HEAD /api-new read", METHOD),
        ("GET /api-new reads", KIND),
        ("GET /api-new READ", KIND),
        ("GET api-new read", PATH),
        ("GET / read", PATH),
        ("GET //evil.example/api read", PATH),
        ("GET /api//new read", PATH),
        ("GET /api-new/ read", PATH),
        ("GET /../api-team read", PATH),
        ("GET /x/../api-team read", PATH),
        ("GET /x/./y read", PATH),
        ("GET /%2e%2e/api-team read", PATH),
        ("GET /api%2Dteam read", PATH),
        ("GET /api\\new read", PATH),
        ("GET /api-new?a=b read", PATH),
        ("GET /api-new#a read", PATH),
        ("GET /api:new@evil.example read", PATH),
        ("GET https://evil.example/api read", PATH),
        ("GET /api-* read", PATH),
        ("GET /_gateway/health read", OWN),
        ("POST /_gateway/new write", OWN),
        ("GET /_gateway read", OWN),
        ("GET /api-team read", "entry 1 is the operation team.get, which is open already; remove the entry"),
        (
            "POST /linkedin-agent/auth-verify-otp read",
            "entry 1 is the operation auth.verifyOtp, which is open already; remove the entry",
        ),
        ("GET /api-new write", "entry 1 is a GET of kind write; a GET can only have the kind read"),
        ("GET /api-new task", "entry 1 is a GET of kind task; a GET can only have the kind read"),
        ("GET /api-new write-task", "entry 1 is a GET of kind write-task; a GET can only have the kind read"),
    ] {
        assert_problem(&[("EXTRA_ROUTES", entry)], "EXTRA_ROUTES", reason);
    }
    let twice = "entry 2 repeats the method and path of an earlier entry";
    assert_problem(&[("EXTRA_ROUTES", "POST /api-new read,POST /api-new write")], "EXTRA_ROUTES", twice);
}

#[test]
fn extra_routes_are_read_and_absent_by_default() {
    assert!(accepted(&[]).extra_routes.is_empty());
    let settings =
        accepted(&[("EXTRA_ROUTES", " GET /api-new  read , POST /v2/x_y.z~1 write-task,POST /api-team write,")]);
    let names: Vec<_> = settings.extra_routes.iter().map(|it| (it.name, it.kind.as_str(), it.action)).collect();
    let expected =
        [("GET /api-new", "read", false), ("POST /v2/x_y.z~1", "write-task", true), ("POST /api-team", "write", false)];
    assert_eq!(names, expected);
}

#[test]
fn an_identity_provider_needs_issuer_and_audience() {
    let url = ("TOKEN_JWKS_URL", "https://id.example/keys");
    let (issuer, audience) = (("TOKEN_ISSUER", "https://id.example"), ("TOKEN_AUDIENCE", "outx"));
    assert_problem(
        &[url, issuer],
        "TOKEN_AUDIENCE",
        "is missing, and TOKEN_JWKS_URL is set: set the aud by which the provider's tokens name this gateway",
    );
    assert_problem(
        &[url, audience],
        "TOKEN_ISSUER",
        "is missing, and TOKEN_JWKS_URL is set: set the exact iss of the provider's tokens",
    );
    const HTTPS: &str = "must begin with https and have a path: plain http is for a loopback host only";
    for wrong in
        ["http://id.example/keys", "https://id.example", "file:///keys", "keys", "http://localhost.evil.example/keys"]
    {
        assert_problem(&[("TOKEN_JWKS_URL", wrong), issuer, audience], "TOKEN_JWKS_URL", HTTPS);
    }
    for name in ["TOKEN_ISSUER", "TOKEN_AUDIENCE", "TOKEN_SUBJECT_CLAIM", "TOKEN_SCOPE_CLAIM", "TOKEN_MAX_LIFE_SECONDS"]
    {
        assert_problem(&[(name, "600")], name, "has no effect without TOKEN_JWKS_URL");
    }
    let limit = "must be a whole number from 60 to 86400";
    assert_problem(&[url, issuer, audience, ("TOKEN_MAX_LIFE_SECONDS", "90000")], "TOKEN_MAX_LIFE_SECONDS", limit);

    let key = ("OUTX_API_KEY", KEY);
    let rules = accepted(&[("ACCESS", "token"), key, url, issuer, audience]).identity.unwrap();
    assert_eq!(
        (rules.subject_claim.as_str(), rules.scope_claim.as_str(), rules.max_life_seconds),
        ("sub", "scope", 3_600)
    );
    let local = ("TOKEN_JWKS_URL", "http://127.0.0.1:4000/jwks");
    assert!(accepted(&[local, issuer, audience]).identity.is_some());
}

#[test]
fn pages_on_this_machine_may_be_allowed_only_in_front_of_a_sandbox_on_this_machine() {
    let reason = "may hold loopback, as entry 2 is, only while OUTX_UPSTREAM is on a loopback host";
    assert_problem(&[("ALLOWED_ORIGINS", "https://app.example,loopback")], "ALLOWED_ORIGINS", reason);
    let local = ("OUTX_UPSTREAM", "http://127.0.0.1:8788");
    assert_eq!(accepted(&[("ALLOWED_ORIGINS", "loopback"), local]).origins, ["loopback"]);
}

#[test]
fn agents_may_do_nothing_unless_mcp_names_a_level() {
    for (value, level) in [("", Level::Off), ("off", Level::Off), ("read", Level::Read), (" write ", Level::Write)] {
        assert_eq!(accepted(&[("MCP", value)]).mcp, level, "{value:?}");
    }
    for wrong in ["on", "true", "Write", "read,write"] {
        assert_problem(&[("MCP", wrong)], "MCP", "must be off, read or write");
    }
}
