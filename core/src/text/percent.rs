//! Percent-encoding of RFC 3986.

use super::number::digit;

/// Decodes a text once; `None` when an escape is broken or the bytes are not UTF-8.
pub fn decode(text: &str) -> Option<String> {
    String::from_utf8(decode_bytes(text)?).ok()
}

/// Decodes a text once, to whatever bytes it stands for; `None` when an escape is broken.
pub fn decode_bytes(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        if byte == b'%' {
            let (&[high, low], tail) = rest.split_first_chunk()?;
            rest = tail;
            bytes.push(hex_value(high)? << 4 | hex_value(low)?);
        } else {
            bytes.push(byte);
        }
    }
    Some(bytes)
}

fn hex_value(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'A'..=b'F' | b'a'..=b'f' => Some((digit & 0xdf) - b'A' + 10),
        _ => None,
    }
}

/// Whether a byte is an unreserved character of RFC 3986, which is never encoded.
pub fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// Encodes all but the unreserved characters.
pub fn encode(text: &str, into: &mut String) {
    for (at, byte) in text.bytes().enumerate() {
        if is_unreserved(byte) {
            into.push_str(text.get(at..at + 1).unwrap_or_default());
        } else {
            into.push_str("%");
            into.push_str(digit(usize::from(byte >> 4)));
            into.push_str(digit(usize::from(byte & 15)));
        }
    }
}
