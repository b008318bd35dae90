//! A secret out of a text, by its value.

use std::borrow::Cow;

/// What stands where a secret stood.
pub const MARK: &str = "[redacted]";

/// Replaces each secret wherever it stands. Names of fields are not looked at: a list of names is never complete.
pub fn redact<'a>(text: &'a str, secrets: &[&str]) -> Cow<'a, str> {
    let mut text = Cow::Borrowed(text);
    for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
        if text.contains(secret) {
            text = Cow::Owned(text.split(secret).collect::<Vec<_>>().join(MARK));
        }
    }
    text
}
