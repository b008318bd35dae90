use outx_core::policy::retry_after::parse;
use proptest::prelude::*;

/// Sun, 06 Nov 1994 08:49:37 GMT.
const NOW: f64 = 784_111_777_000.0;

#[test]
fn seconds_may_have_a_fraction() {
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
fn dates_are_relative_to_now_and_never_negative() {
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
fn obsolete_date_forms_are_accepted() {
    for (header, ms) in [
        ("Sunday, 06-Nov-94 08:49:38 GMT", 1_000.0),
        ("Thursday, 29-Feb-96 08:49:37 GMT", 480.0 * 86_400_000.0),
        ("Sun Nov  6 08:49:38 1994", 1_000.0),
        ("Mon Nov  7 08:49:37 1994", 86_400_000.0),
        ("Thu Feb 29 08:49:37 1996", 480.0 * 86_400_000.0),
    ] {
        assert_eq!(parse(header, NOW), Some(ms), "{header}");
    }
}

#[test]
fn a_year_of_two_digits_is_never_more_than_50_years_ahead() {
    let year = |header| parse(header, 0.0).map(|ms| 1970 + (ms / 31_556_952_000.0) as u32);
    assert_eq!(year("Sunday, 06-Nov-94 08:49:37 GMT"), Some(1994));
    assert_eq!(year("Sunday, 24-Nov-30 12:00:00 GMT"), Some(2030));
    assert_eq!(year("Sunday, 24-Nov-69 12:00:00 GMT"), Some(2069));
    assert_eq!(year("Tuesday, 24-Nov-70 12:00:00 GMT"), Some(1970));
}

#[test]
fn malformed_values_are_ignored() {
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
        "Sunday, 06-Nov-94 08:49:37",
        "Sunday, 06-Nov-094 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT GMT",
        "Sun Nov  6 08:49:37 1994 GMT",
        "Sunday, 06-Nov-94 08:49:37 CET",
        "Sun Nov  6 24:49:37 1994",
        "Sun Nov  0 08:49:37 1994",
        "Sun, 0é Nov 1994 08:49:3 GMT",
    ] {
        assert_eq!(parse(header, NOW), None, "{header}");
    }
    assert_eq!(parse(&"9".repeat(400), NOW), None, "a number that overflows");
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
    fn a_delay_is_finite_and_not_negative(text in r"[ -~]{0,40}") {
        if let Some(ms) = parse(&text, NOW) {
            prop_assert!(ms >= 0.0 && ms.is_finite());
        }
    }

    #[test]
    fn no_text_panics(text in any::<String>()) {
        let _ = parse(&text, NOW);
    }
}
