//! The constraints between parameters, in words.

use crate::api::operation::Rule;

/// A constraint as a sentence.
pub fn text(rule: &Rule) -> String {
    match rule {
        Rule::AnyOf(names) => format!("At least one of `{}` is required.", names.join("`, `")),
        Rule::OneOf(names) => format!("Exactly one of `{}` is required.", names.join("`, `")),
        Rule::ConflictsWith(name, others) => format!("`{name}` excludes `{}`.", others.join("`, `")),
        Rule::RequiredWhen(name, other, value) => format!("`{name}` is required when `{other}` is `{value}`."),
    }
}
