//! Checks what the API description lacks: requests whose path the caller names, and arguments that are not described.

use super::target::query_texts;
use super::value::Value;
use crate::api::operation::Operation;
use crate::text::message::MessageBuilder;

const PATH_RULE: &str = "must be the path of a URL, such as /api-new, without query, backslash, empty or . or .. segment, \
    or encoded dot, slash, percent sign or control character";

/// Checks a path that the caller names. The path is appended to a base URL. It must not name another host, and it must not become
/// another path in a server that decodes or normalizes it.
///
/// # Errors
/// The rule for paths, as the end of a sentence that begins with the name of the path.
pub fn check_request_path(path: &str) -> Result<(), &'static str> {
    if is_request_path(path) { Ok(()) } else { Err(PATH_RULE) }
}

fn is_request_path(path: &str) -> bool {
    let mut bytes = path.bytes();
    if bytes.next() != Some(b'/') || path.len() < 2 {
        return false;
    }
    // The bytes and the dots of the current segment.
    let (mut length, mut dots) = (0, 0);
    loop {
        let next = bytes.next();
        match next {
            None | Some(b'/') => {
                if (length == 0 && next.is_some()) || (length == dots && matches!(length, 1 | 2)) {
                    return false;
                }
                if next.is_none() {
                    return true;
                }
                (length, dots) = (0, 0);
                continue;
            }
            Some(b'.') => dots += 1,
            Some(b'%') => match (bytes.next(), bytes.next()) {
                // A control character, %, ., /, \ or DEL: servers handle these differently.
                (Some(b'0' | b'1'), _)
                | (Some(b'2'), Some(b'5' | b'e' | b'E' | b'f' | b'F'))
                | (Some(b'5'), Some(b'c' | b'C'))
                | (Some(b'7'), Some(b'f' | b'F')) => return false,
                (Some(high), Some(low)) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {}
                _ => return false,
            },
            // The other characters that RFC 3986 allows in a path.
            Some(b'!' | b'$' | b'&'..=b';' | b'=' | b'@'..=b'Z' | b'_' | b'a'..=b'z' | b'~') => {}
            _ => return false,
        }
        length += 1;
    }
}

/// Checks the arguments of a call that its operation's description lacks. `extra` is an object, or missing.
///
/// # Errors
/// A text about the first argument that the description has after all, or that a query cannot carry.
pub fn check_extra_args<V: Value>(operation: &Operation, extra: &V) -> Result<(), String> {
    let is_request = operation.is_request();
    for name in &extra.names() {
        let value = extra.field(name);
        let field = MessageBuilder::new(if is_request { "query." } else { "extraArgs." }).push(name);
        if !is_request && operation.param(name).is_some() {
            return Err(field.push(" is a known argument: give it with the others").finish());
        }
        if !operation.has_extra_in_body() && query_texts(&value, false).is_none() {
            let text = " must be a string, a whole number, true, false or a list of these, got ";
            return Err(field.push(text).push_actual(&value).finish());
        }
    }
    Ok(())
}
