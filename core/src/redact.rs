//! A secret out of a text, by its value.

use std::borrow::Cow;

use crate::text::percent::encode;

/// What stands where a secret stood.
pub const MARK: &str = "[redacted]";

/// Replaces each secret wherever it stands, as it is or as a URL or a JSON string would hold it. Names of fields are not
/// looked at: a list of names is never complete. Goes through the text once, so that no mark is itself searched.
pub fn redact<'a>(text: &'a str, secrets: &[&str]) -> Cow<'a, str> {
    let forms = forms(secrets);
    let (mut clean, mut rest) = (String::new(), text);
    while let Some((before, after)) = first(rest, &forms) {
        clean.push_str(before);
        clean.push_str(MARK);
        rest = after;
    }
    if clean.is_empty() {
        return Cow::Borrowed(text);
    }
    clean.push_str(rest);
    Cow::Owned(clean)
}

/// The ways in which these secrets can be written, longest first: a secret may begin another. Characters below a space,
/// which JSON would escape too, cannot stand in a header and so in no key. The gateway also knows what other servers
/// than its own escape.
pub(crate) fn forms(secrets: &[&str]) -> Vec<String> {
    let mut forms = Vec::new();
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
        add(&mut forms, (*secret).to_owned());
        add(&mut forms, url);
        #[cfg(feature = "gateway")]
        by_other_servers(&json).into_iter().for_each(|form| add(&mut forms, form));
        add(&mut forms, json);
    }
    forms
}

fn add(forms: &mut Vec<String>, form: String) {
    // Not `sort`, which would weigh more than all else here.
    let at = forms.iter().position(|known| known.len() < form.len()).unwrap_or(forms.len());
    if !forms.contains(&form) {
        forms.insert(at, form);
    }
}

/// The same JSON as PHP writes it (the slash), as Go and Rails do (what HTML would read) and as .NET does (that, and quotes, plus
/// and the accent). A server that escapes more than these do is not seen through.
#[cfg(feature = "gateway")]
fn by_other_servers(json: &str) -> [String; 3] {
    let escape = |which: &str, code: fn(u32) -> String| -> String {
        json.chars().map(|c| if which.contains(c) { code(u32::from(c)) } else { c.into() }).collect()
    };
    let go = escape("<>&", |code| format!("\\u{code:04x}"));
    let dot_net = escape("<>&'+`", |code| format!("\\u{code:04X}")).replace("\\\"", "\\u0022");
    [json.replace('/', "\\/"), go, dot_net]
}

/// What stands before and behind the first form in `text`. Compares at each place, because the two-way search behind
/// `str::find` would be a twentieth of the client's download, for texts of a few hundred bytes.
fn first<'a>(text: &'a str, forms: &[String]) -> Option<(&'a str, &'a str)> {
    (0..text.len()).find_map(|at| {
        let (before, found) = text.split_at_checked(at)?;
        let after = forms.iter().find_map(|form| found.strip_prefix(form.as_str()))?;
        Some((before, after))
    })
}
