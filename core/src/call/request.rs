//! What a caller adds to the API's table: requests with a path of their own, and arguments that are not described.

use super::value::{Value, ValueKind};
use crate::api::operation::{Method, Operation};
use crate::text::message::MessageBuilder;
use crate::text::number::whole;
use crate::text::percent::{encode, hex_value};

/// Checks the path of a request that the caller names. It is appended to a base URL, so it must not name another host, nor mean
/// another path to a server that decodes or normalizes it.
///
/// # Errors
/// What is allowed, as the end of a sentence that begins with the name of the path.
pub fn check_request_path(path: &str) -> Result<(), &'static str> {
    let mut bytes = path.bytes();
    if bytes.next() != Some(b'/') || path.len() < 2 {
        return Err("must begin with one /, such as /api-new");
    }
    // Of the present segment, decoded.
    let (mut length, mut dots) = (0, 0);
    loop {
        let next = bytes.next();
        let byte = match next {
            None | Some(b'/') => {
                if (length == 0 && next.is_some()) || (length == dots && matches!(length, 1 | 2)) {
                    return Err("must not have an empty segment, nor the segments . and .., percent-encoded or not");
                }
                if next.is_none() {
                    return Ok(());
                }
                (length, dots) = (0, 0);
                continue;
            }
            Some(b'%') => match (bytes.next().and_then(hex_value), bytes.next().and_then(hex_value)) {
                // Servers differ in what they make of these.
                (Some(0 | 1), Some(_)) | (Some(2), Some(5 | 15)) | (Some(5), Some(12)) | (Some(7), Some(15)) => {
                    return Err("must not have a percent-encoded slash, backslash, percent sign or control character");
                }
                (Some(high), Some(low)) => high << 4 | low,
                _ => return Err("has a broken percent-encoding"),
            },
            // What RFC 3986 allows in a path.
            Some(byte) if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@".contains(&byte) => byte,
            _ => {
                let text = "must be the path of a URL, without query, fragment and backslash, other characters percent-encoded";
                return Err(text);
            }
        };
        length += 1;
        dots += u32::from(byte == b'.');
    }
}

/// Whether the arguments that an operation's description lacks are sent in the body, else in the query. A request that names its
/// own path has a body of its own.
pub fn has_extra_in_body(operation: &Operation) -> bool {
    !operation.is_request() && (operation.has_body() || matches!(operation.method, Method::Post | Method::Put))
}

/// Checks the arguments of a call that its operation's description lacks. `extra` is an object, or missing.
///
/// # Errors
/// A text about the first one that the description has, or that a query cannot carry.
pub fn check_extra_args<V: Value>(operation: &Operation, extra: &V) -> Result<(), String> {
    let in_query = !has_extra_in_body(operation);
    extra.names().iter().try_for_each(|name| {
        let (value, is_request) = (extra.field(name), operation.is_request());
        let field = || MessageBuilder::new(if is_request { "query." } else { "extraArgs." }).push(name);
        if !is_request && operation.param(name).is_some() {
            return Err(field().push(" is a known argument: give it with the others").finish());
        }
        let is_text = |value: &V| match value.kind() {
            ValueKind::Text => value.text().is_some_and(|text| !value.is_lossy(&text)),
            ValueKind::Number => value.number().is_some_and(|number| number == number.trunc() && number.abs() < 1e15),
            kind => kind == ValueKind::Bool,
        };
        let fits = match value.kind() {
            ValueKind::Missing => true,
            ValueKind::List => (0..value.len()).all(|index| is_text(&value.item(index))),
            _ => is_text(&value),
        };
        if fits || !in_query {
            return Ok(());
        }
        let text = " must be a string, a whole number, true, false or a list of these, got ";
        Err(field().push(text).push_actual(&value).finish())
    })
}

/// Appends checked arguments to a request target. A list becomes a repeated parameter.
pub(super) fn append_query<V: Value>(extra: &V, target: &mut String, mut separator: &'static str) {
    for name in extra.names() {
        let mut append = |value: &V| {
            let text = match value.kind() {
                ValueKind::Number => value.number().map(whole),
                ValueKind::Bool => value.bool().map(|yes| if yes { "true" } else { "false" }.to_owned()),
                _ => value.text(),
            };
            let Some(text) = text else { return };
            target.push_str(separator);
            separator = "&";
            encode(&name, target);
            target.push_str("=");
            encode(&text, target);
        };
        let value = extra.field(&name);
        match value.kind() {
            ValueKind::List => (0..value.len()).for_each(|index| append(&value.item(index))),
            _ => append(&value),
        }
    }
}
