use outx_core::gateway::http::address::{is_header_name, parse};

#[test]
fn an_address_is_parsed_without_its_port_into_one_spelling() {
    for (value, address) in [
        ("203.0.113.9", "203.0.113.9"),
        (" 203.0.113.9 ", "203.0.113.9"),
        ("203.0.113.9:4711", "203.0.113.9"),
        ("2001:DB8:0:0::1", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("[2001:db8::1]:4711", "2001:db8::1"),
    ] {
        assert_eq!(parse(value).as_deref(), Some(address), "{value}");
    }
}

#[test]
fn the_last_entry_of_a_list_counts_because_the_nearest_proxy_added_it() {
    assert_eq!(parse("198.51.100.1, 203.0.113.9").as_deref(), Some("203.0.113.9"));
    assert_eq!(parse("unknown,198.51.100.1 ,\t203.0.113.9").as_deref(), Some("203.0.113.9"));
}

#[test]
fn a_text_that_is_not_an_address_identifies_no_caller() {
    for value in [
        "",
        " ",
        "unknown",
        "203.0.113",
        "203.0.113.9.1",
        "203.0.113.9,",
        "203.0.113.9/24",
        "a-limit-of-my-own",
        "::1%eth0",
    ] {
        assert_eq!(parse(value), None, "{value}");
    }
}

#[test]
fn the_name_of_a_header_is_lower_case_letters_digits_and_hyphens() {
    assert!(is_header_name("x-real-ip"));
    for name in ["", "X-Real-IP", "x real ip", "x-real-ip:", "x_real_ip", "x-\u{e9}"] {
        assert!(!is_header_name(name), "{name}");
    }
}
