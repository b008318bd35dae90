//! Parses W3C Trace Context headers, for the log.

/// The trace id of a `traceparent` header: 32 lower-case hexadecimal digits, not all zero. `None` for anything else, so that a caller
/// cannot write arbitrary text to the log. Later versions may append fields (Trace Context, section 3.2.3).
pub fn parse_trace_id(traceparent: &str) -> Option<&str> {
    let is_hex = |text: &str| text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let is_field = |text: &str, len: usize| text.len() == len && is_hex(text);
    let mut fields = traceparent.split('-');
    let (version, trace_id, parent_id, flags) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
    let is_known_end = version != "00" || fields.next().is_none();
    let is_good =
        is_field(version, 2) && version != "ff" && is_field(parent_id, 16) && is_field(flags, 2) && is_known_end;
    (is_good && is_field(trace_id, 32) && trace_id.bytes().any(|byte| byte != b'0')).then_some(trace_id)
}
