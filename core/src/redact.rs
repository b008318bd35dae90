//! A secret out of a text, by its value.

use std::borrow::Cow;

use crate::request::encode;

/// What stands where a secret stood.
pub const MARK: &str = "[redacted]";

/// Replaces each secret wherever it stands, as it is or as a URL or a JSON string would hold it. Names of fields are not
/// looked at: a list of names is never complete.
pub fn redact<'a>(text: &'a str, secrets: &[&str]) -> Cow<'a, str> {
    forms(secrets).iter().fold(Cow::Borrowed(text), |text, form| match replace(&text, form) {
        Some(clean) => Cow::Owned(clean),
        None => text,
    })
}

/// The ways in which these secrets can be written, longest first: a secret may begin another. Characters below a space,
/// which JSON would escape too, cannot stand in a header and so in no key.
pub(crate) fn forms(secrets: &[&str]) -> Vec<String> {
    let mut forms: Vec<String> = Vec::new();
    for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
        let (mut url, mut json) = (String::new(), String::new());
        encode(secret, &mut url);
        for c in secret.chars() {
            if matches!(c, '"' | '\\') {
                json.push('\\');
            }
            json.push(c);
        }
        for form in [(*secret).to_owned(), url, json] {
            // Not `sort`, which would weigh more than all else here.
            let at = forms.iter().position(|known| known.len() < form.len()).unwrap_or(forms.len());
            if !forms.contains(&form) {
                forms.insert(at, form);
            }
        }
    }
    forms
}

/// `None` when there is nothing to replace. Compares windows, because the two-way search behind `str::find` would be a
/// twentieth of the client's download, for texts of a few hundred bytes.
fn replace(text: &str, secret: &str) -> Option<String> {
    let at = |text: &str| text.as_bytes().windows(secret.len()).position(|window| window == secret.as_bytes());
    let (mut clean, mut rest) = (String::new(), text);
    while let Some((before, found)) = at(rest).and_then(|start| rest.split_at_checked(start)) {
        clean.push_str(before);
        clean.push_str(MARK);
        // Not by index: the panic that could never be would bring the formatting machinery with it.
        rest = found.get(secret.len()..).unwrap_or_default();
    }
    if clean.is_empty() {
        return None;
    }
    clean.push_str(rest);
    Some(clean)
}
