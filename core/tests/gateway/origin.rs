use outx_core::gateway::http::origin::{Origin, OriginCheck, classify_origin};

#[test]
fn subdomains_of_localhost_are_loopback_hosts_and_similar_names_are_not() {
    for origin in [
        "http://localhost",
        "http://127.0.0.1:8787",
        "http://[::1]",
        "http://app.localhost:5173",
        "http://tauri.localhost",
    ] {
        let parsed = Origin::parse(origin).unwrap();
        assert!(parsed.is_loopback() && parsed.is_trustworthy(), "{origin}");
    }
    for origin in [
        "http://localhost.example",
        "http://.localhost",
        "http://notlocalhost",
        "http://127.0.0.1.example",
        "http://app.example",
    ] {
        let parsed = Origin::parse(origin).unwrap();
        assert!(!parsed.is_loopback() && !parsed.is_trustworthy(), "{origin}");
    }
}

#[test]
fn a_subdomain_of_localhost_is_not_a_plain_http_upstream() {
    assert!(Origin::parse("http://localhost:8788").unwrap().is_loopback_address());
    assert!(!Origin::parse("http://app.localhost:8788").unwrap().is_loopback_address());
}

#[test]
fn the_origin_of_an_app_cannot_be_forged_by_the_network() {
    for origin in [
        "capacitor://localhost",
        "ionic://localhost",
        "tauri://localhost",
        "app://obsidian.md",
        "moz-extension://2c127fa4-62c7-7e4f-90e5-472b45eecfdc",
        "safari-web-extension://1A2B3C4D-0000-4111-8222-933344445555",
    ] {
        assert!(Origin::parse(origin).unwrap().is_trustworthy(), "{origin}");
        assert_eq!(classify_origin(origin, "", "https://gateway.example", &[origin.to_owned()]), OriginCheck::Allowed);
        assert_eq!(
            classify_origin(
                &origin.to_lowercase().replace("localhost", "other"),
                "",
                "https://gateway.example",
                &[origin.to_owned()]
            ),
            if origin.contains("localhost") || origin.contains("1A2B") {
                OriginCheck::CrossOrigin
            } else {
                OriginCheck::Allowed
            }
        );
    }
}

#[test]
fn schemes_without_a_host_are_not_trustworthy() {
    for origin in [
        "ftp://files.example",
        "ws://app.example",
        "file://home",
        "data://x",
        "blob://x",
        "javascript://x",
        "about://blank",
    ] {
        assert!(!Origin::parse(origin).unwrap().is_trustworthy(), "{origin}");
    }
    for text in [
        "https://App.example",
        "HTTPS://app.example",
        "1app://x",
        "+app://x",
        "app://",
        "app://a b",
        "https://app.example/",
    ] {
        assert_eq!(Origin::parse(text), None, "{text}");
    }
}

#[test]
fn an_origin_that_differs_in_anything_from_the_allowed_ones_is_foreign() {
    let allowed = [
        "https://app.example",
        "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
        "capacitor://localhost",
        "http://tauri.localhost",
        "safari-web-extension://1A2B3C4D-0000-4111-8222-933344445555",
    ]
    .map(str::to_owned);
    let own = "http://127.0.0.1:8787";
    let classify = |origin: &str| classify_origin(origin, "", own, &allowed);
    for origin in &allowed {
        assert_eq!(classify(origin), OriginCheck::Allowed, "{origin}");
    }
    assert_eq!(classify(own), OriginCheck::Same);
    for (what, origin) in [
        ("another site", "https://evil.example"),
        ("a longer host", "https://app.example.evil.test"),
        ("a host that ends alike", "https://notapp.example"),
        ("a subdomain", "https://www.app.example"),
        ("plain http", "http://app.example"),
        ("another port", "https://app.example:8443"),
        ("the default port spelled out", "https://app.example:443"),
        ("upper case", "https://APP.example"),
        ("a slash at the end", "https://app.example/"),
        ("user info", "https://app.example@evil.test"),
        ("a sandboxed frame", "null"),
        ("another extension", "chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba"),
        ("an app of another host", "capacitor://other"),
        ("an id in another case", "safari-web-extension://1a2b3c4d-0000-4111-8222-933344445555"),
        ("the gateway's host over https", "https://127.0.0.1:8787"),
    ] {
        assert_eq!(classify(origin), OriginCheck::CrossOrigin, "{what}: {origin}");
    }
}

#[test]
fn without_an_origin_sec_fetch_site_decides() {
    let classify = |site: &str| classify_origin("", site, "https://gateway.example", &[]);
    for site in ["cross-site", "same-site", "SAME-ORIGIN", "none, none", "of-the-future"] {
        assert_eq!(classify(site), OriginCheck::CrossOrigin, "{site}");
    }
    assert_eq!(classify("same-origin"), OriginCheck::Same);
    for site in ["", "none"] {
        assert_eq!(classify(site), OriginCheck::Unspecified, "{site}");
    }
}

#[test]
fn with_the_entry_loopback_pages_of_this_machine_may_call_a_gateway_on_this_machine() {
    let allowed = ["loopback".to_owned()];
    let check = |origin, own| classify_origin(origin, "", own, &allowed);
    let own = "http://127.0.0.1:8787";
    for origin in [
        "http://localhost:5173",
        "http://127.0.0.1:3000",
        "http://[::1]:3000",
        "http://app.localhost",
        "https://localhost:5173",
    ] {
        assert_eq!(check(origin, own), OriginCheck::Allowed, "{origin}");
        assert_eq!(check(origin, "https://gateway.example"), OriginCheck::CrossOrigin, "{origin}");
        assert_eq!(classify_origin(origin, "", own, &[]), OriginCheck::CrossOrigin, "{origin}");
    }
    for origin in [
        "http://localhost.evil.test",
        "http://evil.test",
        "null",
        "loopback",
        "chrome-extension://localhost",
        "http://127.0.0.2",
    ] {
        assert_eq!(check(origin, own), OriginCheck::CrossOrigin, "{origin}");
    }
}
