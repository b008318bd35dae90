//! A stream redactor used as the gateway uses it, with smaller blocks.

use outx_core::redact::{Redactor, StreamRedactor};

/// The output of a redacted stream: one item for each chunk, and the rest as the last item.
pub fn blocks<'a>(chunks: impl IntoIterator<Item = &'a [u8]>, secrets: &[&str], block_bytes: usize) -> Vec<Vec<u8>> {
    let redactor = Redactor::new(secrets);
    let mut stream = StreamRedactor::new(&redactor, block_bytes);
    let mut blocks: Vec<Vec<u8>> = chunks.into_iter().map(|chunk| stream.push(chunk)).collect();
    blocks.push(stream.finish());
    blocks
}

/// The concatenated output of a redacted stream.
pub fn stream<'a>(chunks: impl IntoIterator<Item = &'a [u8]>, secrets: &[&str]) -> Vec<u8> {
    blocks(chunks, secrets, 8).concat()
}
