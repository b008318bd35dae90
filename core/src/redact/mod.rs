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
use crate::text::percent::encode;

/// Replaces a secret.
pub const PLACEHOLDER: &str = "[redacted]";

/// Replaces each secret wherever it occurs: unchanged, percent-encoded, or escaped as in a JSON string. Field names do not matter, because
/// a list of names is never complete. A single pass, so that placeholders are not searched.
pub fn redact<'a>(text: &'a str, secrets: &[&str]) -> Cow<'a, str> {
    let encodings = encodings(secrets);
    let mut clean = String::new();
    let mut rest = text;
    while let Some((before, after)) = split_at_first(rest, &encodings) {
        clean.push_str(before);
        clean.push_str(PLACEHOLDER);
        rest = after;
    }
    if clean.is_empty() {
        return Cow::Borrowed(text);
    }
    clean.push_str(rest);
    Cow::Owned(clean)
}

/// The encodings of these secrets in URLs and JSON strings, longest first, because one secret may be a prefix of another. Characters
/// below U+0020, which JSON also escapes, cannot occur in a header and therefore not in a key.
fn encodings(secrets: &[&str]) -> Vec<String> {
    let mut encodings = Vec::new();
    for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
        let mut url = String::new();
        encode(secret, &mut url);
        let mut json = String::new();
        let mut start = 0;
        for (at, byte) in secret.bytes().enumerate() {
            if matches!(byte, b'"' | b'\\') {
                json.push_str(secret.get(start..at).unwrap_or_default());
                json.push_str("\\");
                start = at;
            }
        }
        json.push_str(secret.get(start..).unwrap_or_default());
        insert_by_length(&mut encodings, (*secret).to_owned());
        insert_by_length(&mut encodings, url);
        insert_by_length(&mut encodings, json);
    }
    encodings
}

fn insert_by_length(encodings: &mut Vec<String>, encoding: String) {
    // Insertion instead of `sort`, whose code would be larger than the rest of this module.
    let at = encodings.iter().position(|other| other.len() < encoding.len()).unwrap_or(encodings.len());
    if !encodings.contains(&encoding) {
        encodings.insert(at, encoding);
    }
}

/// The text before and after the first encoding in `text`. Compares at each position: texts have a few hundred bytes, and the two-way
/// search of `str::find` would be a twentieth of the client's download size.
fn split_at_first<'a>(text: &'a str, encodings: &[String]) -> Option<(&'a str, &'a str)> {
    (0..text.len()).find_map(|at| {
        let (before, found) = text.split_at_checked(at)?;
        let after = encodings.iter().find_map(|encoding| found.strip_prefix(encoding.as_str()))?;
        Some((before, after))
    })
}
