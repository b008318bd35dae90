//! Operations that are open to callers without a credential, and the parameters that are pinned to one value.

use crate::error::Code;
use crate::gateway::http::api_error::ApiError;
use crate::operation::{Operation, Place};
use crate::operations::{OPERATIONS, by_name};

/// One entry of `PUBLIC_OPERATIONS`, such as `posts.list?watchlist_id=abc`.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicOperation {
    /// What may be called.
    pub operation: &'static Operation,
    /// Query parameters that must be present with exactly this value, percent-decoded.
    pub pinned: Vec<(&'static str, Vec<u8>)>,
}

impl PublicOperation {
    /// Parses an entry: the name of an operation, optionally `?`, then `name=value` pairs joined by `&`, percent-encoded as in a URL.
    ///
    /// # Errors
    /// What is wrong, as the end of a sentence that begins with the entry's number. Values are never repeated: a secret may have
    /// been put into the wrong setting.
    pub fn parse(entry: &str) -> Result<Self, String> {
        let (name, query) = entry.split_once('?').unwrap_or((entry, ""));
        let Some(operation) = by_name(name) else {
            return Err(format!("{}names no operation; use names such as posts.list", shown_operation(name)));
        };
        if !operation.auth {
            return Err(format!("({name}) belongs to session access and cannot be public"));
        }
        let mut pinned: Vec<(&'static str, Vec<u8>)> = Vec::new();
        for pair in query.split('&').filter(|_| entry.contains('?')) {
            let (given, value) = pair.split_once('=').unwrap_or((pair, ""));
            let Some(param) = operation.param(given).filter(|param| param.place == Place::Query) else {
                return Err(unknown_parameter(operation, given));
            };
            if pinned.iter().any(|(known, _)| *known == param.name) {
                return Err(format!("({name}) pins {} twice; pin it once", param.name));
            }
            let value = decode(value).filter(|value| !value.is_empty());
            let value = value.ok_or_else(|| {
                format!("({name}) pins {} to no value, or to a badly percent-encoded one", param.name)
            })?;
            pinned.push((param.name, value));
        }
        Ok(Self { operation, pinned })
    }

    /// Whether the raw query contains every pinned parameter exactly once, with its value. `query::check` rejects percent-encoded
    /// names. A value with a raw `+` matches nothing, because some servers read it as a space and others as a plus.
    fn matches(&self, query: &str) -> bool {
        self.pinned.iter().all(|(name, value)| {
            let mut given = query.split('&').filter_map(|pair| {
                let (found, value) = pair.split_once('=').unwrap_or((pair, ""));
                (found == *name).then_some(value)
            });
            let first = given.next().filter(|raw| !raw.contains('+')).and_then(decode);
            first.as_ref() == Some(value) && given.next().is_none()
        })
    }
}

/// Whether the operation is listed, with or without pinned parameters.
pub fn is_listed(entries: &[PublicOperation], operation: &Operation) -> bool {
    entries.iter().any(|entry| entry.operation.name == operation.name)
}

/// Checks a call of a caller without a credential, or with a public session, against `PUBLIC_OPERATIONS`.
///
/// # Errors
/// 403 `access_denied` for an operation that is not listed, or a call without the pinned parameters. Names the parameters, not their
/// values.
pub fn check(entries: &[PublicOperation], operation: &Operation, query: &str) -> Result<(), ApiError> {
    let mut listed = entries.iter().filter(|entry| entry.operation.name == operation.name).peekable();
    let Some(first) = listed.peek() else {
        let text = format!("{} is not public (PUBLIC_OPERATIONS)", operation.name);
        return Err(ApiError::new(403, Code::AccessDenied, text));
    };
    let names: Vec<_> = first.pinned.iter().map(|(name, _)| *name).collect();
    if listed.any(|entry| entry.matches(query)) {
        return Ok(());
    }
    let text = format!(
        "{} is public only with {} given once, at the value that PUBLIC_OPERATIONS pins",
        operation.name,
        names.join(", ")
    );
    Err(ApiError::new(403, Code::AccessDenied, text))
}

fn unknown_parameter(operation: &Operation, given: &str) -> String {
    let name = operation.name;
    let is_word = !given.is_empty() && given.len() <= 32;
    let is_word = is_word && given.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let which = if is_word { format!("{given}, which") } else { "what".to_owned() };
    if operation.param(given).is_some() {
        return format!("({name}) pins {which} is no query parameter; only query parameters can be pinned");
    }
    let known: Vec<_> =
        operation.params.iter().filter(|param| param.place == Place::Query).map(|param| param.name).collect();
    let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
    format!("({name}) pins {which} is no parameter of it; its query parameters are: {known}")
}

/// The name in parentheses if it can only be a mistyped operation: letters and dots that begin with the name of a group. Otherwise empty.
fn shown_operation(name: &str) -> String {
    let group = name.split('.').next().unwrap_or_default();
    let is_group = OPERATIONS.iter().any(|known| known.name.split('.').next() == Some(group));
    let is_plain = name.len() <= 40 && name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'.');
    if is_group && is_plain { format!("({name}) ") } else { String::new() }
}

/// The bytes that a percent-encoded text stands for; `None` when a `%` does not begin two hexadecimal digits.
fn decode(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut rest) = (Vec::with_capacity(text.len()), text.as_bytes());
    while let Some((&byte, after)) = rest.split_first() {
        rest = match (byte, after) {
            (b'%', [high, low, tail @ ..]) => {
                let digit = |byte: u8| char::from(byte).to_digit(16);
                bytes.push((digit(*high)? * 16 + digit(*low)?) as u8);
                tail
            }
            (b'%', _) => return None,
            _ => {
                bytes.push(byte);
                after
            }
        };
    }
    Some(bytes)
}
