//! Undoes the escapes in which a server may write a secret: JSON, percent-encoding and HTML character references.
//!
//! Text is decoded from every place on, not only from its beginning: where a stream is cut or a range begins inside an escape, the rest of
//! the escape is ordinary text. The character at a place depends only on the [`LOOKAHEAD_BYTES`] that follow the place.

use std::ops::Range;

use memchr::{memchr_iter, memchr3_iter};

/// Maximum number of bytes that two rounds of [`Characters::unescaped`] turn into one: `%26%23x000041%3B`.
pub(super) const MAX_ENCODED_BYTES: usize = 16;

/// Maximum number of bytes of an escape with the backslashes before it.
const MAX_ESCAPE_BYTES: usize = 80;

/// Number of bytes after a place on which its character depends: one escape in each of two rounds.
pub(super) const LOOKAHEAD_BYTES: usize = 2 * MAX_ESCAPE_BYTES;

/// Maximum number of bytes of an escape without backslashes before it: `&#0000065;`.
const MAX_BARE_BYTES: usize = 10;

/// A rule for reading the backslashes before an escape such as `\u0061`.
#[derive(Clone, Copy)]
pub(super) enum Backslashes {
    /// All of them belong to the escape: a text that is escaped repeatedly has several.
    Joined,
    /// Two of them are one, as in JSON. This is for secrets that contain a backslash.
    Paired,
}

/// The characters of a text, by the place at which each begins.
pub(super) struct Characters {
    /// The character.
    bytes: Vec<u8>,
    /// Its length in the text.
    lens: Vec<usize>,
}

/// The places of `text` from which a secret of at most `margin` bytes may contain an escape of a printable ASCII character. Only such escapes
/// can be part of a secret, and most bodies have none. `in_json` also looks for the two-character escapes of JSON (`\/`, `\"`, `\\`).
pub(super) fn places_before_escapes(text: &[u8], margin: usize, in_json: bool) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for at in memchr3_iter(b'\\', b'%', b'&', text) {
        let Some((_, escape_len)) = unescape(&text[at..]) else { continue };
        if !in_json && escape_len == 2 {
            continue;
        }
        let start = at.saturating_sub(margin);
        match ranges.last_mut() {
            Some(last) if start <= last.end => last.end = at + 1,
            _ => ranges.push(start..at + 1),
        }
    }
    ranges
}

impl Characters {
    /// The characters of a text as it is.
    pub fn of(text: &[u8]) -> Self {
        Self { bytes: text.to_vec(), lens: vec![1; text.len()] }
    }

    /// The characters with their escapes undone once.
    pub fn unescaped(&self, rule: Backslashes) -> Self {
        let mut unescaped = Self { bytes: self.bytes.clone(), lens: self.lens.clone() };
        // The number of bytes from a backslash to the last one of its run.
        let mut to_last = vec![0; self.bytes.len()];
        for at in memchr3_iter(b'\\', b'%', b'&', &self.bytes).rev() {
            let next = at + self.lens[at];
            if matches!(rule, Backslashes::Joined) && self.bytes[at] == b'\\' && self.bytes.get(next) == Some(&b'\\') {
                to_last[at] = self.lens[at] + to_last[next];
            }
            let Some((byte, end)) = self.escape(at + to_last[at]) else { continue };
            if end - at <= MAX_ESCAPE_BYTES {
                unescaped.bytes[at] = byte;
                unescaped.lens[at] = end - at;
            }
        }
        unescaped
    }

    /// The character that the escape at this place means, and where the escape ends.
    fn escape(&self, start: usize) -> Option<(u8, usize)> {
        let mut text = [0; MAX_BARE_BYTES];
        let mut ends = [start; MAX_BARE_BYTES];
        let (mut count, mut at) = (0, start);
        while count < MAX_BARE_BYTES && at < self.bytes.len() {
            text[count] = self.bytes[at];
            at += self.lens[at];
            ends[count] = at;
            count += 1;
        }
        let (byte, len) = unescape(&text[..count])?;
        Some((byte, ends[len - 1]))
    }

    /// The ranges of the text that read as `secret`, which is not empty, and are at most `max_bytes` long.
    pub fn find(&self, secret: &[u8], max_bytes: usize) -> impl Iterator<Item = Range<usize>> {
        memchr_iter(secret[0], &self.bytes).filter_map(move |start| {
            let mut at = start;
            for byte in secret {
                if self.bytes.get(at) != Some(byte) {
                    return None;
                }
                at += self.lens[at];
            }
            (at - start <= max_bytes).then_some(start..at)
        })
    }
}

/// The printable ASCII character encoded by the escape at the start of `text`, and the length of the escape.
fn unescape(text: &[u8]) -> Option<(u8, usize)> {
    let (byte, len) = match text {
        [b'\\', b'u' | b'U', b'0', b'0', high, low, ..] => (hex(*high)? * 16 + hex(*low)?, 6),
        [b'\\', b'x', high, low, ..] => (hex(*high)? * 16 + hex(*low)?, 4),
        [b'\\', escaped @ (b'/' | b'"' | b'\\' | b'\''), ..] => (*escaped, 2),
        [b'%', high, low, ..] => (hex(*high)? * 16 + hex(*low)?, 3),
        [b'&', reference @ ..] => character_reference(reference)?,
        _ => return None,
    };
    (0x21..0x7f).contains(&byte).then_some((byte, len))
}

/// An HTML character reference after its `&`, by name or by at most six digits.
fn character_reference(text: &[u8]) -> Option<(u8, usize)> {
    const NAMES: [(&[u8], u8); 6] =
        [(b"amp;", b'&'), (b"lt;", b'<'), (b"gt;", b'>'), (b"quot;", b'"'), (b"apos;", b'\''), (b"sol;", b'/')];
    if let Some((name, byte)) = NAMES.iter().find(|(name, _)| text.starts_with(name)) {
        return Some((*byte, name.len() + 1));
    }
    let (radix, digits, prefix) = match text {
        [b'#', b'x' | b'X', digits @ ..] => (16, digits, 3),
        [b'#', digits @ ..] => (10, digits, 2),
        _ => return None,
    };
    let len = digits.iter().take(7).position(|&byte| byte == b';')?;
    let number = u32::from_str_radix(std::str::from_utf8(&digits[..len]).ok()?, radix).ok()?;
    Some((u8::try_from(number).ok()?, prefix + len + 1))
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}
