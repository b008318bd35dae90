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
