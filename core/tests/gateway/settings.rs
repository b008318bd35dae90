mod extra_routes;
mod identity_provider;
mod problems;

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
