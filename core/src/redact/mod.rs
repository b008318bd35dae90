//! Removes secrets from text and from byte streams, by value.
//!
//! [`redact`] is for short texts and small enough for the client. The gateway uses [`Redactor`] for whole bodies and [`StreamRedactor`] for
//! bodies that stream.

#[cfg(feature = "gateway")]
mod decode;
#[cfg(feature = "gateway")]
mod redactor;
#[cfg(feature = "gateway")]
mod stream;

use std::borrow::Cow;

#[cfg(feature = "gateway")]
pub use self::redactor::Redactor;
#[cfg(feature = "gateway")]
pub use self::stream::{BLOCK_BYTES, StreamRedactor};
use crate::text::percent::is_unreserved;

/// Replaces a secret.
pub const PLACEHOLDER: &str = "[redacted]";

/// Replaces each secret wherever it occurs: unchanged, percent-encoded, or escaped as in a JSON string. Field names do not matter, because
/// a list of names is never complete. It makes a single pass, so that placeholders are not searched. If several secrets begin at one place,
/// the longest is replaced, because one secret may be a prefix of another.
///
/// It compares at each position: texts have a few hundred bytes, and the two-way search of `str::find` would be a twentieth of the client's
/// download size.
pub fn redact<'a>(text: &'a str, secrets: &[&str]) -> Cow<'a, str> {
    let mut clean = String::new();
    let (mut start, mut at) = (0, 0);
    while let Some(rest) = text.as_bytes().get(at..).filter(|rest| !rest.is_empty()) {
        let length = longest_secret(rest, secrets);
        if length > 0 {
            clean.push_str(text.get(start..at).unwrap_or_default());
            clean.push_str(PLACEHOLDER);
            start = at + length;
        }
        at += length.max(1);
    }
    if clean.is_empty() {
        return Cow::Borrowed(text);
    }
    clean.push_str(text.get(start..).unwrap_or_default());
    Cow::Owned(clean)
}

/// The number of bytes at the beginning of `text` that are a secret in one of its encodings; 0 when it begins with none.
fn longest_secret(text: &[u8], secrets: &[&str]) -> usize {
    let mut longest = 0;
    for secret in secrets {
        for encoding in [Encoding::Plain, Encoding::Url, Encoding::Json] {
            longest = longest.max(encoded_length(text, secret.as_bytes(), encoding));
        }
    }
    longest
}

#[derive(Clone, Copy)]
enum Encoding {
    Plain,
    Url,
    /// Characters below U+0020, which JSON also escapes, cannot occur in a header and therefore not in a key.
    Json,
}

/// The number of bytes at the beginning of `text` that are the secret in this encoding; 0 when it does not begin with it. Not inlined, because
/// there would be one copy for each encoding.
#[inline(never)]
fn encoded_length(text: &[u8], secret: &[u8], encoding: Encoding) -> usize {
    let hex = |value: u8| value + if value < 10 { b'0' } else { b'A' - 10 };
    let mut rest = text;
    for &byte in secret {
        let (escape, start) = match encoding {
            Encoding::Url if !is_unreserved(byte) => ([b'%', hex(byte >> 4), hex(byte & 15)], 0),
            Encoding::Json if matches!(byte, b'"' | b'\\') => ([0, b'\\', byte], 1),
            _ => ([0, 0, byte], 2),
        };
        for expected in escape.get(start..).unwrap_or_default() {
            match rest.split_first() {
                Some((found, after)) if found == expected => rest = after,
                _ => return 0,
            }
        }
    }
    text.len() - rest.len()
}
