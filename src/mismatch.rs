//! The error of a JSON value that does not have the expected Rust type.

/// A field of the wrong type: where it is, and what serde reports.
pub(crate) struct Mismatch {
    /// The path of the field, such as `data[3].likes_count`; `.` for the value itself.
    pub path: String,
    /// The error message of serde.
    pub text: String,
}

impl Mismatch {
    /// The message of an error about `what`, such as `the response`.
    pub fn message(&self, what: &str) -> String {
        match self.path.as_str() {
            "." => format!("{what} has the wrong type: {}", self.text),
            path => format!("{what} has a field of the wrong type: {path}: {}", self.text),
        }
    }
}
