//! The counters of a client.

use super::code::Code;

/// Counts since the client was created.
#[derive(Clone, Debug, Default)]
pub struct Usage {
    /// Calls started.
    pub calls: u32,
    /// Attempts beyond the first of a call.
    pub retries: u32,
    errors: Vec<(Code, u32)>,
}

impl Usage {
    /// Counts a call that ended in an error.
    pub fn record_error(&mut self, code: Code) {
        match self.errors.iter_mut().find(|(known, _)| *known == code) {
            Some((_, count)) => *count += 1,
            None => self.errors.push((code, 1)),
        }
    }

    /// The number of calls that ended with each code, in the order of their first occurrence.
    pub fn errors(&self) -> &[(Code, u32)] {
        &self.errors
    }
}
