//! A scanner used as the gateway uses it.

use outx_core::scanner::{Scanner, finders};

/// What a stream of these chunks becomes.
pub fn stream<'a>(chunks: impl IntoIterator<Item = &'a [u8]>, secrets: &[&str]) -> Vec<u8> {
    let finders = finders(secrets);
    let mut scanner = Scanner::new(&finders);
    let mut clean = Vec::new();
    chunks.into_iter().for_each(|chunk| clean.extend_from_slice(&scanner.push(chunk)));
    clean.extend(scanner.finish());
    clean
}
