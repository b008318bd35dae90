//! The documented errors of an operation that a caller would handle.

use crate::api::operation::Operation;
use crate::policy::code::{Code, classify};

/// The codes of an operation's documented errors with the text of each, without those about its arguments.
pub fn notable(operation: &Operation) -> Vec<(Code, &'static str)> {
    let mut found: Vec<(Code, &'static str)> = Vec::new();
    for &(status, text) in operation.docs.errors {
        let code = classify(status, None, text, Some(operation));
        if code != Code::InvalidRequest && found.iter().all(|(other, _)| *other != code) {
            found.push((code, text));
        }
    }
    if operation.action && found.iter().all(|(code, _)| *code != Code::ActionBudget) {
        found.push((Code::ActionBudget, "the LinkedIn actions of this hour are used up"));
    }
    found
}
