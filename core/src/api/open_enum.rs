//! Enums of strings to which the API may add values.

/// An enum of strings to which the API may add values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OpenEnum {
    /// Its name in every language.
    pub name: &'static str,
    /// Its description in the documentation.
    pub description: &'static str,
    /// The known strings, each with its meaning. The meaning is empty when the string is clear enough.
    pub values: &'static [(&'static str, &'static str)],
}
