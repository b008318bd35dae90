//! Percent-encoding of RFC 3986.

use super::number::digit;

/// Encodes all but the unreserved characters.
pub fn encode(text: &str, into: &mut String) {
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
