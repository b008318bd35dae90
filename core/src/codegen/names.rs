//! Names in generated code, made from the API's.

use crate::api::operation::{Operation, Param};

/// `watchlist_id` and `fetchFreqInHours` as a type: `WatchlistId`, `FetchFreqInHours`.
pub fn pascal(name: &str) -> String {
    let mut text = String::new();
    for word in name.split(['_', '.', '-']) {
        let mut letters = word.chars();
        text.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        text.push_str(&if word.chars().all(|letter| !letter.is_lowercase()) {
            letters.as_str().to_lowercase()
        } else {
            letters.as_str().to_owned()
        });
    }
    text
}

/// `fetchFreqInHours` as a Rust field or function: `fetch_freq_in_hours`.
pub fn snake(name: &str) -> String {
    let mut text = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !text.is_empty() && !text.ends_with('_') {
            text.push('_');
        }
        text.extend(letter.to_lowercase());
    }
    text
}

/// The group of an operation, such as `watchlists`.
pub fn group(operation: &Operation) -> &'static str {
    operation.name.split('.').next().unwrap_or_default()
}

/// The last part of an operation's name, such as `fetchProfile`.
pub fn method(operation: &Operation) -> &'static str {
    operation.name.rsplit('.').next().unwrap_or_default()
}

/// The name of the type of an operation's arguments, such as `CreateKeywordWatchlistArgs`.
pub fn args(operation: &Operation) -> String {
    let parts: Vec<&str> = operation.name.split('.').collect();
    match parts[..] {
        [group, kind, verb] => format!("{}{}{}Args", pascal(verb), pascal(kind), pascal(group.trim_end_matches('s'))),
        [group, verb @ "list"] => format!("{}{}Args", pascal(verb), pascal(group)),
        [group, verb @ "get"] => format!("{}{}Args", pascal(verb), pascal(group.trim_end_matches('s'))),
        _ => format!("{}Args", pascal(method(operation))),
    }
}

/// The one parameter of an operation that is called with an id instead of an object.
pub fn id_param(operation: &Operation) -> Option<&'static Param> {
    match operation.params {
        [param] if param.name == "id" || param.name.ends_with("_id") => Some(param),
        _ => None,
    }
}
