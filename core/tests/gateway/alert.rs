use outx_core::gateway::alerts::{Alert, AlertRules, CallStatistics, Delivery, build_message, evaluate, team_label};

fn text_of(message: &str) -> String {
    let message: serde_json::Value = serde_json::from_str(message).unwrap();
    message["text"].as_str().unwrap().to_owned()
}

#[test]
fn a_team_id_becomes_neither_markup_nor_a_mention_nor_a_link() {
    for (team, shown) in [
        ("d0d0caca-0000-4000-8000-000000000001", "d0d0caca-0000-4000-8000-000000000001"),
        ("<!channel> <https://evil.example|x>", "&lt;!channel&gt; &lt;https:\u{200b}//evil.example'x&gt;"),
        ("a & b", "a &amp; b"),
        ("&lt;", "&amp;lt;"),
        ("@everyone @here <@123>", "@\u{200b}everyone @\u{200b}here &lt;@\u{200b}123&gt;"),
        ("[x](https://evil.example)", "[x]\u{200b}(https:\u{200b}//evil.example)"),
        ("*a* `b` ~c~", "'a' 'b' 'c'"),
    ] {
        assert_eq!(
            text_of(&build_message(&team_label(team), "text")),
            format!("OutX gateway, team {shown}: text"),
            "{team}"
        );
    }
}

#[test]
fn a_team_label_is_one_line_of_at_most_64_characters() {
    assert_eq!(team_label("a\nb\r\nc\td\u{0}e\u{2028}f\u{202e}g\u{85}h"), "a b  c d e f g h");
    assert_eq!(team_label(&"é".repeat(65)), "é".repeat(64));
    let long = text_of(&build_message(&team_label(&"t\n".repeat(5_000)), "text"));
    assert!(!long.contains('\n') && long.chars().count() < 100, "{long}");
}

fn pairs(rules: AlertRules, statistics: CallStatistics) -> Vec<(&'static str, String)> {
    evaluate(rules, statistics).into_iter().map(|Alert { kind, text }| (kind, text)).collect()
}

#[test]
fn a_rate_of_failures_is_an_alert_from_20_calls_and_above_the_limit() {
    let rules = AlertRules { error_rate: Some(0.2), spike: None };
    let seen = |calls, failures| CallStatistics { calls, failures, ..CallStatistics::default() };
    assert_eq!(
        pairs(rules, seen(30, 10)),
        [("error_rate", "10 of 30 calls failed in the last 5 minutes (33 %)".to_owned())]
    );
    for (calls, failures) in [(0, 0), (15, 15), (19, 19), (20, 4), (100, 20)] {
        assert_eq!(pairs(rules, seen(calls, failures)), [], "{failures} of {calls}");
    }
    for (calls, failures) in [(25, 25), (1_000, 1_000)] {
        assert_eq!(pairs(AlertRules::default(), seen(calls, failures)), [], "without ALERT_ERROR_RATE");
    }
}

#[test]
fn many_times_the_usual_calls_of_the_hour_are_an_alert() {
    let rules = AlertRules { error_rate: None, spike: Some(3.0) };
    let seen = |hour, usual| CallStatistics { hour, usual, ..CallStatistics::default() };
    assert_eq!(pairs(rules, seen(100, Some(10.4))), [("spike", "100 calls this hour, where 10 are usual".to_owned())]);
    for (hour, usual) in [(100, None), (30, Some(10.0)), (19, Some(1.0))] {
        assert_eq!(pairs(rules, seen(hour, usual)), [], "{hour} against {usual:?}");
    }
    assert_eq!(pairs(AlertRules::default(), seen(100, Some(1.0))), [], "without ALERT_SPIKE");
}

#[test]
fn a_rejected_key_and_an_inactive_extension_are_alerts_under_any_rules() {
    let seen = CallStatistics { key_rejected: true, extension_inactive: true, ..CallStatistics::default() };
    let kinds: Vec<_> = pairs(AlertRules::default(), seen).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, ["key_rejected", "extension_inactive"]);
}

#[test]
fn the_outcome_of_a_test_alert_says_what_to_do_and_hides_the_webhook() {
    for (delivery, outcome, status, text) in [
        (Delivery::NotSet, "not_set", None, "ALERT_WEBHOOK is not set"),
        (Delivery::from_status(204), "sent", Some(204), "accepted the alert (204)"),
        (Delivery::from_status(302), "rejected", Some(302), "responded with 302, and only 2xx accepts an alert: check"),
        (Delivery::from_status(500), "rejected", Some(500), "responded with 500"),
        (Delivery::TimedOut, "timed_out", None, "did not respond within 5 seconds: try again"),
        (Delivery::Unreachable, "unreachable", None, "could not be reached: check the host in ALERT_WEBHOOK"),
    ] {
        let shown = delivery.to_json(5);
        assert_eq!(shown["outcome"], outcome);
        assert_eq!(shown["status"], serde_json::json!(status));
        assert!(shown["text"].as_str().unwrap().contains(text), "{shown}");
        assert!(!shown.to_string().contains("://"), "{shown}");
    }
}

#[test]
fn a_test_alert_says_that_it_is_one() {
    let Alert { kind, text } = Alert::test();
    assert_eq!((kind, text.as_str()), ("test", "this is a test: alerts of this gateway arrive here"));
}
