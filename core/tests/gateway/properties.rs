//! What must hold for any input, over inputs that proptest makes up.

use outx_core::gateway::auth::email::{parse_email, parse_host};
use outx_core::gateway::auth::sign_in_nonce::{issue, valid_id};
use outx_core::gateway::clock::parse_time;
use outx_core::gateway::limits::network::Networks;
use outx_core::gateway::secret::Secret;
use proptest::prelude::*;

proptest! {
    #[test]
    fn an_address_that_parses_is_plain_and_parses_to_itself(
        text in r#"[ \t]?[a-zA-Z0-9._+'"<>,;@-]{0,20}@[a-zA-Z0-9.-]{0,20}[ .]?|[a-z.]{1,6}@[a-zA-Z-]{1,5}\.[a-z0-9-]{1,5}|\PC{0,40}"#,
    ) {
        if let Ok(email) = parse_email(&text) {
            let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._+'-@".contains(&byte);
            prop_assert!(email.bytes().all(plain), "{email:?}");
            prop_assert_eq!(email.matches('@').count(), 1);
            prop_assert!(!email.contains("..") && !email.ends_with('.') && email.len() <= 254);
            prop_assert_eq!(parse_email(&email), Ok(email.clone()));
            prop_assert_eq!(parse_email(&email.to_uppercase()), Ok(email.clone()));
            let (_, host) = email.split_once('@').unwrap();
            prop_assert_eq!(parse_host(host), Ok(host.to_owned()));
            prop_assert!(email.eq_ignore_ascii_case(text.trim()), "{text:?} is not {email:?}");
        }
    }

    #[test]
    fn an_ipv6_address_has_one_set_of_prefixes_in_any_spelling(bits: u128, port: u16) {
        let address = std::net::Ipv6Addr::from(bits);
        let networks = Networks::of(&address.to_string());
        let full = address.segments().map(|segment| format!("{segment:04X}")).join(":");
        for spelling in [full.clone(), format!("[{full}]"), format!("[{address}]:{port}"), format!("{address}%eth0")] {
            prop_assert_eq!(&Networks::of(&spelling), &networks, "{}", spelling);
        }
        if let Some(Networks::V6 { p64, p56, p48 }) = networks {
            let neighbour = Networks::of(&std::net::Ipv6Addr::from(bits ^ 1).to_string());
            prop_assert_eq!(neighbour, Some(Networks::V6 { p64, p56: p56.clone(), p48: p48.clone() }));
            let Some(Networks::V6 { p56: other56, p48: other48, .. }) = Networks::of(&std::net::Ipv6Addr::from(bits ^ (1 << 72)).to_string()) else {
                return Err(TestCaseError::fail("a bit of the /56's neighbour makes no IPv4 address"));
            };
            prop_assert_ne!(other56, p56);
            prop_assert_eq!(other48, p48);
        }
    }

    #[test]
    fn an_ipv4_address_is_one_network_in_any_spelling(bits: u32, port: u16) {
        prop_assume!(bits > 0xffff);
        let address = std::net::Ipv4Addr::from(bits);
        let plain = Some(Networks::V4(address.to_string()));
        let mapped = address.to_ipv6_mapped();
        for spelling in [address.to_string(), format!("{address}:{port}"), mapped.to_string(), format!("::ffff:{address}"), format!("64:ff9b::{address}")] {
            prop_assert_eq!(&Networks::of(&spelling), &plain, "{}", spelling);
        }
    }

    #[test]
    fn no_text_is_a_nonce_but_the_one_that_was_issued(text in r"(outxn1\.)?[A-Za-z0-9_-]{0,80}|\PC{0,40}", id: [u8; 16], email in "[a-z]{1,5}@[a-z]{1,5}\\.test") {
        let secret = Secret::new("session-secret-of-tests-0123456789");
        prop_assert_eq!(valid_id(&secret, &text, &email, 0.0), None);
        let nonce = issue(&secret, &email, id, 0.0);
        prop_assert!(valid_id(&secret, &nonce, &email, 0.0).is_some());
        prop_assert_eq!(valid_id(&secret, &nonce, &format!("x{email}"), 0.0), None);
    }

    #[test]
    fn a_time_that_parses_lies_between_2001_and_2100(text in r"[0-9]{0,16}|[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{0,12})?Z)?|\PC{0,30}") {
        if let Some(ms) = parse_time(&text) {
            prop_assert!((978_307_200_000.0..=4_102_444_800_000.0).contains(&ms) && ms % 1000.0 == 0.0, "{ms}");
        }
    }
}
