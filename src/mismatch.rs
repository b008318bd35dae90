//! A value that does not fit its Rust type.

/// Where and how a value does not fit.
pub(crate) struct Mismatch {
    /// The path of the field, such as `data[3].likes_count`; `.` for the value itself.
    pub path: String,
    /// What is wrong, in serde's words.
    pub text: String,
}

impl Mismatch {
    /// The text of an error about `what`.
    pub fn message(&self, what: &str) -> String {
        match self.path.as_str() {
            "." => format!("{what} has the wrong type: {}", self.text),
            path => format!("{what} has a field of the wrong type: {path}: {}", self.text),
        }
    }
}
