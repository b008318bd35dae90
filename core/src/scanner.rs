//! A secret out of a stream of bytes, across the borders of its chunks.

use std::borrow::Cow;

use memchr::memmem::Finder;

use crate::redact::{MARK, forms};

/// What a [`Scanner`] looks for: each secret as it is and as a URL or a JSON string would hold it. Made once, since
/// building a searcher costs more than most searches.
pub fn finders(secrets: &[&str]) -> Vec<Finder<'static>> {
    forms(secrets).iter().map(|form| Finder::new(form).into_owned()).collect()
}

/// At the end of a text so many bytes of a secret's beginning, or more, are a secret that was cut off: an answer may break off
/// anywhere, and two of them would show both halves. Fewer stand there by chance.
pub const CUT: usize = 8;

/// Whether `text` holds one of these secrets, or ends within one.
pub fn shows(secrets: &[Finder<'static>], text: &[u8]) -> bool {
    secrets.iter().any(|secret| secret.find(text).is_some()) || open_end(secrets, text, CUT) > 0
}

/// Replaces secrets in a stream. What could be the beginning of one is held back until the next chunk decides: never more
/// than a secret's length less one. It holds the secrets and so has no `Debug`.
pub struct Scanner<S> {
    secrets: S,
    held: Vec<u8>,
}

impl<S: AsRef<[Finder<'static>]>> Scanner<S> {
    /// A scanner for these secrets, from [`finders`], borrowed or shared.
    pub fn new(secrets: S) -> Self {
        Self { secrets, held: Vec::new() }
    }

    /// Takes a chunk and gives what is certain by now. A chunk without a secret, or the beginning of one at its end, comes
    /// back as it is.
    pub fn push<'c>(&mut self, chunk: &'c [u8]) -> Cow<'c, [u8]> {
        if self.held.is_empty() && self.first(chunk).is_none() {
            let (sure, open) = chunk.split_at(chunk.len() - open_end(self.secrets.as_ref(), chunk, 1));
            self.held.extend_from_slice(open);
            return Cow::Borrowed(sure);
        }
        let mut text = std::mem::take(&mut self.held);
        text.extend_from_slice(chunk);
        let (mut clean, mut rest) = (Vec::with_capacity(text.len()), text.as_slice());
        loop {
            let open_at = rest.len() - open_end(self.secrets.as_ref(), rest, 1);
            // A secret that may yet grow from here decides first: it can hold the shorter one that was found.
            match self.first(rest).filter(|&(at, _)| at < open_at) {
                Some(found) => rest = replace(rest, found, &mut clean),
                None => {
                    let (sure, open) = rest.split_at(open_at);
                    clean.extend_from_slice(sure);
                    self.held.extend_from_slice(open);
                    return Cow::Owned(clean);
                }
            }
        }
    }

    /// What was held back, when the stream ends; a secret that it ends within is replaced too, from [`CUT`] bytes on.
    pub fn finish(self) -> Vec<u8> {
        let (mut clean, mut rest) = (Vec::new(), self.held.as_slice());
        loop {
            let cut = open_end(self.secrets.as_ref(), rest, CUT);
            let cut_at = rest.len() - cut;
            // As in `push`: what is cut off can hold a shorter secret.
            match self.first(rest).filter(|&(at, _)| at < cut_at || cut == 0) {
                Some(found) => rest = replace(rest, found, &mut clean),
                None if cut > 0 => rest = replace(rest, (cut_at, cut), &mut clean),
                None => {
                    clean.extend_from_slice(rest);
                    return clean;
                }
            }
        }
    }

    fn first(&self, text: &[u8]) -> Option<(usize, usize)> {
        let found = self.secrets.as_ref().iter().filter_map(|secret| Some((secret.find(text)?, secret.needle().len())));
        // Of two that begin at one place the longer is the secret, the shorter a part of it.
        found.min_by_key(|&(at, len)| (at, usize::MAX - len))
    }
}

/// How many bytes at the end of `text` begin a secret; fewer than `least` are none.
fn open_end(secrets: &[Finder<'static>], text: &[u8], least: usize) -> usize {
    let begins = |needle: &[u8]| {
        (least..needle.len().min(text.len() + 1)).rev().find(|&len| text.ends_with(&needle[..len])).unwrap_or(0)
    };
    secrets.iter().map(|secret| begins(secret.needle())).max().unwrap_or(0)
}

/// Writes `text` up to a secret and the mark in its place; gives what follows.
fn replace<'t>(text: &'t [u8], (at, len): (usize, usize), clean: &mut Vec<u8>) -> &'t [u8] {
    clean.extend_from_slice(&text[..at]);
    clean.extend_from_slice(MARK.as_bytes());
    &text[at + len..]
}
