//! A secret out of a stream of bytes, across the borders of its chunks.

use memchr::memmem::Finder;

use crate::redact::MARK;

/// Replaces a secret in a stream. What could be the beginning of one is held back until the next chunk decides.
/// It holds the secrets and so has no `Debug`.
pub struct Scanner<'a> {
    secrets: &'a [Finder<'a>],
    held: Vec<u8>,
}

impl<'a> Scanner<'a> {
    /// A scanner for these secrets. None of them may be empty.
    pub fn new(secrets: &'a [Finder<'a>]) -> Self {
        Self { secrets, held: Vec::new() }
    }

    /// Takes a chunk and gives what is certain by now.
    pub fn push(&mut self, chunk: &[u8]) -> Vec<u8> {
        self.held.extend_from_slice(chunk);
        let (mut clean, rest) = self.replace();
        let sure = rest.len() - self.open_end(&rest);
        clean.extend_from_slice(&rest[..sure]);
        self.held = rest[sure..].to_vec();
        clean
    }

    /// What was held back, when the stream ends.
    pub fn finish(self) -> Vec<u8> {
        self.held
    }

    /// What stands up to the end of the last secret, cleaned, and what follows it.
    fn replace(&mut self) -> (Vec<u8>, Vec<u8>) {
        let (mut clean, mut rest) = (Vec::new(), self.held.as_slice());
        while let Some((at, len)) = self.first(rest) {
            clean.extend_from_slice(&rest[..at]);
            clean.extend_from_slice(MARK.as_bytes());
            rest = &rest[at + len..];
        }
        (clean, rest.to_vec())
    }

    fn first(&self, text: &[u8]) -> Option<(usize, usize)> {
        let found = self.secrets.iter().filter_map(|secret| Some((secret.find(text)?, secret.needle().len())));
        // Of two that begin at one place the longer is the secret, the shorter a part of it.
        found.min_by_key(|&(at, len)| (at, usize::MAX - len))
    }

    /// How many bytes at the end of `text` begin a secret.
    fn open_end(&self, text: &[u8]) -> usize {
        let begins = |needle: &[u8]| {
            (1..needle.len().min(text.len() + 1)).rev().find(|&len| text.ends_with(&needle[..len])).unwrap_or(0)
        };
        self.secrets.iter().map(|secret| begins(secret.needle())).max().unwrap_or(0)
    }
}
