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

/// Replaces each secret wherever it occurs: as it is, percent-encoded, or escaped as in a JSON string. Field names are not looked at, because
/// a list of names is never complete. One pass over the text, so that no placeholder is searched itself.
pub fn redact<'a>(text: &'a str, secrets: &[&str]) -> Cow<'a, str> {
    let encodings = encodings(secrets);
    let (mut clean, mut rest) = (String::new(), text);
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

/// The ways in which these secrets are written in URLs and JSON strings, longest first: a secret may be the beginning of another. Characters
/// below U+0020, which JSON would escape too, cannot be in a header and so in no key.
fn encodings(secrets: &[&str]) -> Vec<String> {
    let mut encodings = Vec::new();
    for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
        let (mut url, mut json) = (String::new(), String::new());
        encode(secret, &mut url);
        let mut begin = 0;
        for (at, byte) in secret.bytes().enumerate() {
            if matches!(byte, b'"' | b'\\') {
                json.push_str(secret.get(begin..at).unwrap_or_default());
                json.push_str("\\");
                begin = at;
            }
        }
        json.push_str(secret.get(begin..).unwrap_or_default());
        insert_by_length(&mut encodings, (*secret).to_owned());
        insert_by_length(&mut encodings, url);
        insert_by_length(&mut encodings, json);
    }
    encodings
}

fn insert_by_length(encodings: &mut Vec<String>, encoding: String) {
    // Not `sort`, which would be larger than all else here.
    let at = encodings.iter().position(|known| known.len() < encoding.len()).unwrap_or(encodings.len());
    if !encodings.contains(&encoding) {
        encodings.insert(at, encoding);
    }
}

/// The text before and after the first encoding in `text`. Compares at each position, because the two-way search behind `str::find` would be
/// a twentieth of the client's download, for texts of a few hundred bytes.
fn split_at_first<'a>(text: &'a str, encodings: &[String]) -> Option<(&'a str, &'a str)> {
    (0..text.len()).find_map(|at| {
        let (before, found) = text.split_at_checked(at)?;
        let after = encodings.iter().find_map(|encoding| found.strip_prefix(encoding.as_str()))?;
        Some((before, after))
    })
}
