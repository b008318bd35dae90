//! Finds and replaces complete secrets in bytes.

use std::ops::Range;

use memchr::memmem::Finder;

use super::PLACEHOLDER;
use super::decode::{Backslashes, Characters, LOOKAHEAD_BYTES, MAX_ENCODED_BYTES, places_before_escapes};

/// Maximum number of places that are decoded at once: decoding takes many times the memory of the text.
const MAX_PLACES: usize = 16_384;

/// Finds secrets in bytes, plain and with the escapes that servers use (`\u0026`, `\/`, `%2f`, `&amp;`, mixed and nested up to twice).
/// Create it once per secret: building a searcher costs more than most searches. It contains the secrets and therefore has no `Debug`.
///
/// Only a complete secret is replaced. If a partial one were, a caller that can place text in a response could guess the secret byte by
/// byte.
pub struct Redactor {
    finders: Vec<Finder<'static>>,
    longest: usize,
    /// Whether a secret contains characters that JSON may escape with a single backslash.
    in_json: bool,
    /// The rules for the backslashes before an escape; a secret is found by any of them.
    rules: &'static [Backslashes],
}

impl Redactor {
    /// Creates a redactor for these secrets; empty ones are ignored.
    pub fn new(secrets: &[&str]) -> Self {
        let secrets: Vec<&str> = secrets.iter().copied().filter(|secret| !secret.is_empty()).collect();
        Self {
            finders: secrets.iter().map(|secret| Finder::new(secret).into_owned()).collect(),
            longest: secrets.iter().map(|secret| secret.len()).max().unwrap_or_default(),
            in_json: secrets.iter().any(|secret| secret.contains(['/', '"', '\\', '\''])),
            rules: if secrets.iter().any(|secret| secret.contains('\\')) {
                &[Backslashes::Joined, Backslashes::Paired]
            } else {
                &[Backslashes::Joined]
            },
        }
    }

    /// Whether `bytes` contain a complete secret.
    pub fn contains_secret(&self, bytes: &[u8]) -> bool {
        self.finders.iter().any(|finder| finder.find(bytes).is_some()) || !self.escaped(bytes).is_empty()
    }

    /// Replaces each secret by [`PLACEHOLDER`]; `None` when there is none.
    pub fn redact(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let found = self.find_all(bytes);
        if found.is_empty() {
            return None;
        }
        let mut clean = Vec::with_capacity(bytes.len());
        replace(bytes, bytes.len(), found, &mut clean);
        Some(clean)
    }

    /// [`redact`](Self::redact) for a text.
    pub fn redact_text(&self, bytes: &[u8]) -> String {
        let clean = self.redact(bytes);
        String::from_utf8_lossy(clean.as_deref().unwrap_or(bytes)).into_owned()
    }

    /// Maximum number of bytes of a secret in any encoding. Depends only on the length of the secrets.
    fn longest_encoding(&self) -> usize {
        self.longest * MAX_ENCODED_BYTES
    }

    /// Number of bytes after a place that decide whether a secret begins there. Depends only on the length of the secrets.
    pub(super) fn lookahead(&self) -> usize {
        if self.longest == 0 { 0 } else { self.longest_encoding() + LOOKAHEAD_BYTES }
    }

    /// Writes `bytes` up to `limit` to `clean`, with each secret that begins before `limit` replaced. Returns where it stopped: `limit`, or the
    /// end of a secret that begins before it.
    pub(super) fn redact_into(&self, bytes: &[u8], limit: usize, clean: &mut Vec<u8>) -> usize {
        replace(bytes, limit, self.find_all(bytes), clean)
    }

    /// Number of bytes at the end that could be the beginning of a secret, which the old rule held back.
    #[cfg(feature = "old-rules")]
    pub(super) fn partial_end(&self, bytes: &[u8]) -> usize {
        let begins = |needle: &[u8]| (1..needle.len()).rev().find(|&len| bytes.ends_with(&needle[..len])).unwrap_or(0);
        self.finders.iter().map(|finder| begins(finder.needle())).max().unwrap_or(0)
    }

    /// The ranges of all secrets, sorted by start; of two with the same start the longer first.
    fn find_all(&self, bytes: &[u8]) -> Vec<Range<usize>> {
        let mut found = self.escaped(bytes);
        for finder in &self.finders {
            found.extend(find_overlapping(finder, bytes).map(|at| at..at + finder.needle().len()));
        }
        found.sort_unstable_by_key(|range| (range.start, usize::MAX - range.end));
        found
    }

    fn escaped(&self, bytes: &[u8]) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        if self.finders.is_empty() || crate::old_rules::OldRule::EscapesNotUndone.applies() {
            return found;
        }
        for places in places_before_escapes(bytes, self.longest_encoding(), self.in_json) {
            for start in places.clone().step_by(MAX_PLACES) {
                self.find_escaped(bytes, start..places.end.min(start + MAX_PLACES), &mut found);
            }
        }
        found
    }

    /// Finds the secrets that begin at these places, with escapes.
    fn find_escaped(&self, bytes: &[u8], places: Range<usize>, found: &mut Vec<Range<usize>>) {
        let text = &bytes[places.start..bytes.len().min(places.end + self.lookahead())];
        let written = Characters::of(text);
        for &rule in self.rules {
            let once = written.unescaped(rule);
            let twice = once.unescaped(rule);
            for characters in [once, twice] {
                for finder in &self.finders {
                    let all = characters.find(finder.needle(), self.longest_encoding());
                    let here = all.map(|range| range.start + places.start..range.end + places.start);
                    found.extend(here.filter(|range| places.contains(&range.start)));
                }
            }
        }
    }
}

/// Does the work of [`Redactor::redact_into`], given the sorted ranges of the secrets. Of ranges that overlap, the first is replaced.
fn replace(bytes: &[u8], limit: usize, found: Vec<Range<usize>>, clean: &mut Vec<u8>) -> usize {
    let mut from = 0;
    for range in found {
        if range.start < from || range.start >= limit {
            continue;
        }
        clean.extend_from_slice(&bytes[from..range.start]);
        clean.extend_from_slice(PLACEHOLDER.as_bytes());
        from = range.end;
    }
    if from < limit {
        clean.extend_from_slice(&bytes[from..limit]);
    }
    from.max(limit)
}

fn find_overlapping<'a>(finder: &'a Finder<'static>, bytes: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + finder.find(bytes.get(from..)?)?;
        from = at + 1;
        Some(at)
    })
}
