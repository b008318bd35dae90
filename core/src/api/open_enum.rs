//! Strings of which some are known.

/// Strings of which more may come to exist.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OpenEnum {
    /// Its name in every language.
    pub name: &'static str,
    /// What it says.
    pub description: &'static str,
    /// The known strings, each with its meaning, which is empty when the string says it.
    pub values: &'static [(&'static str, &'static str)],
}
