use outx_core::gateway::http::trace::parse_trace_id;

const TRACE_ID: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

#[test]
fn a_trace_id_is_parsed_from_a_traceparent() {
    for header in [
        format!("00-{TRACE_ID}-00f067aa0ba902b7-01"),
        format!("cc-{TRACE_ID}-00f067aa0ba902b7-01"),
        format!("cc-{TRACE_ID}-00f067aa0ba902b7-01-a-later-field"),
    ] {
        assert_eq!(parse_trace_id(&header), Some(TRACE_ID), "{header}");
    }
}

#[test]
fn anything_else_is_not_logged() {
    for header in [
        String::new(),
        TRACE_ID.to_owned(),
        format!("00-{TRACE_ID}-00f067aa0ba902b7"),
        format!("00-{TRACE_ID}-00f067aa0ba902b7-01-more"),
        format!("ff-{TRACE_ID}-00f067aa0ba902b7-01"),
        format!("00-{}-00f067aa0ba902b7-01", TRACE_ID.to_uppercase()),
        format!("00-{}-00f067aa0ba902b7-01", "0".repeat(32)),
        "00-outx_secret0key1outx_secret0key1-00f067aa0ba902b7-01".to_owned(),
        format!("00-{TRACE_ID}\"}}-00f067aa0ba902b7-01"),
    ] {
        assert_eq!(parse_trace_id(&header), None, "{header}");
    }
}
