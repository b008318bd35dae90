//! Redacts a stream in which a secret may span chunk boundaries.

use std::ops::Deref;

use super::Redactor;

/// The size of the blocks in which the gateway sends a redacted stream.
pub const BLOCK_BYTES: usize = 65_536;

/// Replaces secrets in a stream.
///
/// What leaves, and when, does not depend on the secret unless the stream contains it whole: it always holds back the same number of bytes
/// (what the secret can take up at most, which follows from its length) and emits whole blocks of one size. Holding back only what
/// could begin the secret would show a caller, by the place where a chunk ends, whether a guess is right.
///
/// It holds the secrets and so has no `Debug`.
pub struct StreamRedactor<R> {
    redactor: R,
    block_bytes: usize,
    /// Not searched yet.
    pending: Vec<u8>,
    /// Searched, less than a block.
    clean: Vec<u8>,
}

impl<R: Deref<Target = Redactor>> StreamRedactor<R> {
    /// A redactor for one stream that emits blocks of `block_bytes` ([`BLOCK_BYTES`] in the gateway).
    pub fn new(redactor: R, block_bytes: usize) -> Self {
        Self { redactor, block_bytes, pending: Vec::new(), clean: Vec::new() }
    }

    /// Takes a chunk and returns the blocks that are complete, one after the other: a multiple of the block size, often nothing.
    pub fn push(&mut self, chunk: &[u8]) -> Vec<u8> {
        self.pending.extend_from_slice(chunk);
        #[cfg(feature = "old-rules")]
        if crate::old_rules::OldRule::PartialHoldBack.applies() {
            let end = self.pending.len() - self.redactor.partial_end(&self.pending);
            let clean = self.pending.drain(..end).collect();
            return clean;
        }
        let held_back = self.redactor.longest_encoding();
        // Searched a block at a time, so that a stream of tiny chunks costs no more than one of large ones.
        if self.clean.len() + self.pending.len() < held_back + self.block_bytes {
            return Vec::new();
        }
        let end = self.redactor.redact_into(&self.pending, self.pending.len() - held_back, &mut self.clean);
        self.pending.drain(..end);
        let partial = self.clean.split_off(self.clean.len() / self.block_bytes * self.block_bytes);
        std::mem::replace(&mut self.clean, partial)
    }

    /// What is left when the stream ended. Call it for a stream that is complete; what a truncated one held back is not to be sent, because it
    /// may end within the secret.
    pub fn finish(&mut self) -> Vec<u8> {
        self.redactor.redact_into(&self.pending, self.pending.len(), &mut self.clean);
        self.pending.clear();
        std::mem::take(&mut self.clean)
    }
}
