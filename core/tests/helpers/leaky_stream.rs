//! The rule that the gateway had before its first release, kept to show that the attack in `redaction_oracle.rs` works where the rule holds:
//! it held back exactly as many bytes as could begin the secret, so chunk boundaries told how much of a guess was right.

/// Redacts one stream by the old rule.
pub struct LeakyStream<'a> {
    secret: &'a [u8],
    held: Vec<u8>,
}

impl<'a> LeakyStream<'a> {
    pub fn new(secret: &'a str) -> Self {
        Self { secret: secret.as_bytes(), held: Vec::new() }
    }

    pub fn push(&mut self, chunk: &[u8]) -> Vec<u8> {
        let mut text = std::mem::take(&mut self.held);
        text.extend_from_slice(chunk);
        let open = (1..self.secret.len()).rev().find(|&len| text.ends_with(&self.secret[..len])).unwrap_or(0);
        self.held = text.split_off(text.len() - open);
        text
    }
}
