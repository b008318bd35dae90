//! The attempts of one call with the Worker's own API keys: a state machine without I/O.
//!
//! During a rotation there are two keys, of which the API accepts at least one. The API executes nothing under a key that it rejects, so a
//! second attempt is safe for writes too.

/// The attempts of one call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyAttempt {
    index: usize,
    key_count: usize,
    is_second: bool,
}

/// What follows a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyDecision {
    /// Send the call once more, with the key at this index.
    SendWith(usize),
    /// The call ends with this response. Later calls begin with the key at this index.
    Done {
        /// The active key.
        active_index: usize,
    },
}

impl KeyAttempt {
    /// A call that begins with the active key, at `active_index` of `key_count` keys.
    pub fn new(active_index: usize, key_count: usize) -> Self {
        Self { index: active_index, key_count, is_second: false }
    }

    /// The index of the key to send with.
    pub fn index(&self) -> usize {
        self.index
    }

    /// Decides by the status of the response.
    pub fn on_response(&mut self, status: u16) -> KeyDecision {
        let other = 1 - self.index.min(1);
        match (status, self.is_second) {
            (401, false) if self.key_count >= 2 => {
                self.index = other;
                self.is_second = true;
                KeyDecision::SendWith(other)
            }
            // Both keys are rejected: neither is better than the one that was active.
            (401, true) => KeyDecision::Done { active_index: other },
            _ => KeyDecision::Done { active_index: self.index },
        }
    }
}
