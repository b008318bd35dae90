//! Validates query parameters against the operation table.

use crate::gateway::http::api_error::ApiError;
use crate::operation::{Operation, Place};

/// Maximum length of a query, in bytes. Ids, dates and a search term need far less.
const MAX_LEN: usize = 4096;

/// Checks the raw query of a request, without its `?`.
///
/// # Errors
/// 400 `invalid_request` naming the parameter: unknown, repeated though it is not a list, or badly encoded. A percent-encoded
/// name counts as unknown, because the API would decode it and the gateway does not.
pub fn check(operation: &Operation, query: &str) -> Result<(), ApiError> {
    if query.is_empty() {
        return Ok(());
    }
    check_length(operation, query)?;
    let mut seen: Vec<&str> = Vec::new();
    for pair in query.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let Some(param) = operation.params.iter().find(|param| param.place == Place::Query && param.name == name)
        else {
            return Err(ApiError::invalid(format!("{} has no query parameter {name:?}", operation.name)));
        };
        if seen.contains(&name) && !param.repeats() {
            return Err(ApiError::invalid(format!(
                "query parameter {name:?} of {} is repeated: send it once",
                operation.name
            )));
        }
        if !is_encoded(value) {
            return Err(ApiError::invalid(format!(
                "query parameter {name:?} of {} is badly percent-encoded",
                operation.name
            )));
        }
        seen.push(name);
    }
    Ok(())
}

/// Checks the raw query of an operation whose parameters are not known.
///
/// # Errors
/// 400 `invalid_request`: too long, or badly encoded.
pub fn check_encoding(operation: &Operation, query: &str) -> Result<(), ApiError> {
    check_length(operation, query)?;
    if is_encoded(query) {
        return Ok(());
    }
    Err(ApiError::invalid(format!("the query of {} is badly percent-encoded", operation.name)))
}

fn check_length(operation: &Operation, query: &str) -> Result<(), ApiError> {
    if query.len() <= MAX_LEN {
        return Ok(());
    }
    Err(ApiError::invalid(format!("the query of {} is longer than {MAX_LEN} bytes", operation.name)))
}

/// Whether every `%` is followed by two hexadecimal digits and none of them encodes a control character. A `#` would end the query on its
/// way to the API, so the request sent would differ from the one that was checked and used as cache key.
fn is_encoded(value: &str) -> bool {
    let mut rest = value.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = match (byte, after) {
            (b'%', [high, low, tail @ ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                let is_control = matches!(high, b'0' | b'1') || (*high == b'7' && low.eq_ignore_ascii_case(&b'f'));
                // A search term may contain a tab or a line break, but no other control character.
                if is_control && !(*high == b'0' && matches!(low, b'9' | b'a' | b'A' | b'd' | b'D')) {
                    return false;
                }
                tail
            }
            (b'%' | b'#', _) => return false,
            _ => after,
        };
    }
    true
}
