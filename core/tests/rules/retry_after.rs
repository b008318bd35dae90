use outx_core::retry_after::parse;
use proptest::prelude::*;

/// Sun, 06 Nov 1994 08:49:37 GMT.
const NOW: f64 = 784_111_777_000.0;

#[test]
fn seconds() {
    for (header, ms) in [
        ("0", 0.0),
        ("1", 1_000.0),
        (" 120\t", 120_000.0),
        ("0.5", 500.0),
        ("1.25", 1_250.0),
        ("007", 7_000.0),
        ("1000000000", 1e12),
    ] {
        assert_eq!(parse(header, NOW), Some(ms), "{header}");
    }
}

#[test]
fn dates() {
    for (header, ms) in [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 0.0),
        ("Sun, 06 Nov 1994 08:49:38 GMT", 1_000.0),
        ("Mon, 07 Nov 1994 08:49:37 GMT", 86_400_000.0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
        ("Thu, 29 Feb 1996 08:49:37 GMT", 480.0 * 86_400_000.0),
    ] {
        assert_eq!(parse(header, NOW), Some(ms), "{header}");
    }
    assert_eq!(parse("Tue, 24 Nov 2026 12:00:00 GMT", 0.0), Some(1_795_521_600_000.0));
}

#[test]
fn rubbish() {
    for header in [
        "",
        " ",
        "-1",
        "+1",
        "1e9",
        "soon",
        ".5",
        "5.",
        "1.2.3",
        "1,5",
        "1 s",
        "0x10",
        "NaN",
        "inf",
        "١٢",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 08:49:37 CET",
        "Sun, 99 Nov 1994 08:49:37 GMT",
        "Sun, 06 Abc 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT",
        "Sun, 06 Nov 1994 08:60:37 GMT",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08-49-37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "Sun, 0é Nov 1994 08:49:3 GMT",
    ] {
        assert_eq!(parse(header, NOW), None, "{header}");
    }
    assert_eq!(parse(&"9".repeat(400), NOW), None, "a number without end");
}

proptest! {
    #[test]
    fn whole_seconds_are_read_back(seconds in 0_u32..) {
        prop_assert_eq!(parse(&seconds.to_string(), NOW), Some(f64::from(seconds) * 1000.0));
    }

    #[test]
    fn fractions_are_read_as_the_standard_library_reads_them(text in r"[0-9]{1,6}\.[0-9]{1,6}") {
        let expected = text.parse::<f64>().unwrap() * 1000.0;
        prop_assert!((parse(&text, NOW).unwrap() - expected).abs() < 1e-3);
    }

    #[test]
    fn a_wait_is_never_negative_and_never_without_end(text in r"[ -~]{0,40}") {
        if let Some(ms) = parse(&text, NOW) {
            prop_assert!(ms >= 0.0 && ms.is_finite());
        }
    }

    #[test]
    fn any_text_at_all_is_survived(text in any::<String>()) {
        let _ = parse(&text, NOW);
    }
}
