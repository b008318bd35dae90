use outx_core::gateway::limits::network::Networks;

fn v4(text: &str) -> Networks {
    Networks::V4(text.to_owned())
}

#[test]
fn every_spelling_of_an_ipv4_address_is_one_network() {
    for text in [
        "203.0.113.9",
        " 203.0.113.9 ",
        "203.0.113.9:443",
        "::ffff:203.0.113.9",
        "::FFFF:cb00:7109",
        "[::ffff:203.0.113.9]",
        "[::ffff:203.0.113.9]:443",
        "0:0:0:0:0:ffff:cb00:7109",
        "::203.0.113.9",
        "64:ff9b::203.0.113.9",
        "2002:cb00:7109::1",
        "2002:cb00:7109:1:2:3:4:5",
    ] {
        assert_eq!(Networks::of(text), Some(v4("203.0.113.9")), "{text}");
    }
    assert_ne!(Networks::of("203.0.113.10"), Some(v4("203.0.113.9")));
}

#[test]
fn every_spelling_of_an_ipv6_address_has_the_same_prefixes() {
    let expected = Networks::V6 {
        p64: "2001:db8:1:203::/64".to_owned(),
        p56: "2001:db8:1:200::/56".to_owned(),
        p48: "2001:db8:1::/48".to_owned(),
    };
    for text in [
        "2001:db8:1:203::1",
        "2001:DB8:1:203::1",
        "2001:0db8:0001:0203:0:0:0:1",
        "2001:db8:1:203:ffff:ffff:ffff:ffff",
        "2001:db8:1:203::1%eth0",
        "[2001:db8:1:203::1%eth0]",
        "[2001:db8:1:203::1]:443",
        "2001:db8:1:203::198.51.100.7",
    ] {
        assert_eq!(Networks::of(text).as_ref(), Some(&expected), "{text}");
    }
    assert_eq!((expected.smallest(), expected.largest()), ("2001:db8:1:203::/64", "2001:db8:1::/48"));
}

#[test]
fn texts_that_are_not_an_address_share_one_network() {
    for text in [
        "unknown",
        "203.0.113.9.",
        "203.0.113.009",
        "0xcb007109",
        "203.0.113.9, 198.51.100.7",
        "::1::",
        "[::1",
        "a".repeat(9_000).as_str(),
    ] {
        assert_eq!(Networks::of(text), Some(Networks::Unreadable), "{text}");
    }
    for text in ["", " "] {
        assert_eq!(Networks::of(text), None);
    }
    // Loopback and the unspecified address do not embed an IPv4 address.
    for text in ["::1", "::"] {
        assert!(matches!(Networks::of(text), Some(Networks::V6 { .. })), "{text}");
    }
}
