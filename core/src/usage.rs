//! What a client has done so far.

use crate::error::Code;

/// Counts since the client was made.
#[derive(Clone, Debug, Default)]
pub struct Usage {
    /// Calls begun.
    pub calls: u32,
    /// Attempts beyond the first of a call.
    pub retries: u32,
    errors: Vec<(Code, u32)>,
}

impl Usage {
    /// Counts a call that ended in an error.
    pub fn failed(&mut self, code: Code) {
        match self.errors.iter_mut().find(|(known, _)| *known == code) {
            Some((_, count)) => *count += 1,
            None => self.errors.push((code, 1)),
        }
    }

    /// How many calls ended with which code, in the order of their first.
    pub fn errors(&self) -> &[(Code, u32)] {
        &self.errors
    }
}
