//! A checked call as a request target.

use crate::number::{digit, whole};
use crate::operation::{Operation, Place};
use crate::value::{Value, ValueKind};

/// The path and query of a call whose arguments were checked. A list becomes a repeated parameter (spec section 6).
pub fn target<V: Value>(operation: &Operation, args: &V) -> String {
    let mut target = operation.path.to_owned();
    let mut separator = "?";
    for param in operation.params.iter().filter(|param| param.place == Place::Query) {
        let value = args.field(param.name);
        let mut append = |value: &V| {
            let Some(text) = query_text(value) else { return };
            target.push_str(separator);
            separator = "&";
            target.push_str(param.name);
            target.push_str("=");
            encode(&text, &mut target);
        };
        match value.len() {
            0 => append(&value),
            len => (0..len).for_each(|index| append(&value.item(index))),
        }
    }
    target
}

fn query_text<V: Value>(value: &V) -> Option<String> {
    match value.kind() {
        ValueKind::Text => value.text(),
        ValueKind::Number => value.number().map(whole),
        ValueKind::Bool => value.bool().map(|yes| if yes { "true" } else { "false" }.to_owned()),
        _ => None,
    }
}

/// Percent-encodes all but the unreserved characters of RFC 3986.
pub(crate) fn encode(text: &str, into: &mut String) {
    for (at, byte) in text.bytes().enumerate() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            into.push_str(text.get(at..at + 1).unwrap_or_default());
        } else {
            into.push_str("%");
            into.push_str(digit(usize::from(byte >> 4)));
            into.push_str(digit(usize::from(byte & 15)));
        }
    }
}
