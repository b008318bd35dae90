//! Redacts a stream in which a secret may span chunk boundaries.

use std::ops::Deref;

use super::Redactor;

/// The size of the blocks in which the gateway sends a redacted stream.
pub const BLOCK_BYTES: usize = 65_536;

/// Replaces secrets in a stream.
///
/// Output and timing do not depend on the secret unless the stream contains it completely: the redactor always holds back the same number of
/// bytes, which follows from the length of the secret, and emits blocks of one size. If it held back only a possible beginning of the secret,
/// the position where a chunk ends would tell a caller whether a guess is right.
///
/// It contains the secrets and therefore has no `Debug`.
pub struct StreamRedactor<R> {
    redactor: R,
    block_bytes: usize,
    /// Bytes that are not searched yet.
    pending: Vec<u8>,
    /// Redacted bytes, less than a block.
    clean: Vec<u8>,
}

impl<R: Deref<Target = Redactor>> StreamRedactor<R> {
    /// Creates a redactor for one stream. It emits blocks of `block_bytes` ([`BLOCK_BYTES`] in the gateway).
    pub fn new(redactor: R, block_bytes: usize) -> Self {
        Self { redactor, block_bytes, pending: Vec::new(), clean: Vec::new() }
    }

    /// Adds a chunk and returns all complete blocks, concatenated: a multiple of the block size, often nothing.
    pub fn push(&mut self, chunk: &[u8]) -> Vec<u8> {
        self.pending.extend_from_slice(chunk);
        #[cfg(feature = "old-rules")]
        if crate::old_rules::OldRule::PartialHoldBack.applies() {
            let end = self.pending.len() - self.redactor.partial_end(&self.pending);
            let clean = self.pending.drain(..end).collect();
            return clean;
        }
        let held_back = self.redactor.lookahead();
        // Searched one block at a time, so that tiny chunks cost no more than large ones.
        if self.clean.len() + self.pending.len() < held_back + self.block_bytes {
            return Vec::new();
        }
        let end = self.redactor.redact_into(&self.pending, self.pending.len() - held_back, &mut self.clean);
        self.pending.drain(..end);
        let partial = self.clean.split_off(self.clean.len() / self.block_bytes * self.block_bytes);
        std::mem::replace(&mut self.clean, partial)
    }

    /// Returns the rest when the stream has ended. Do not call it for a truncated stream: its last bytes may be a part of the secret and must
    /// not be sent.
    pub fn finish(&mut self) -> Vec<u8> {
        self.redactor.redact_into(&self.pending, self.pending.len(), &mut self.clean);
        self.pending.clear();
        std::mem::take(&mut self.clean)
    }
}
