//! Decodes the escapes in which a server may write a secret: JSON, percent-encoding and HTML character references.

use std::ops::Range;

use memchr::memchr3_iter;

/// Maximum number of bytes that two rounds of [`decode`] turn into one: `&amp;#x0041;`.
pub(super) const MAX_ENCODED_BYTES: usize = 12;

/// How the backslashes before an escape such as `\u0061` are read.
#[derive(Clone, Copy)]
pub(super) enum Backslashes {
    /// All of them belong to the escape. Their number says how often a text was escaped, but whether it is odd is unknown where a
    /// stream is cut or a range begins inside of them.
    Joined,
    /// Two of them are one, as in JSON: for secrets that contain a backslash.
    Paired,
}

/// Decoded text.
pub(super) struct Decoded {
    pub bytes: Vec<u8>,
    /// What each byte was in the original.
    spans: Vec<Range<usize>>,
}

/// The ranges of `text` around escapes of printable ASCII characters, each extended by `margin` bytes, and to the left by all the
/// backslashes there. Only such escapes can be part of a secret, and most bodies have none. `in_json` also looks for the two-character
/// escapes of JSON (`\/`, `\"`, `\\`).
pub(super) fn escaped_ranges(text: &[u8], margin: usize, in_json: bool) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for at in memchr3_iter(b'\\', b'%', b'&', text) {
        let Some((_, escape_len)) = unescape(&text[at..]) else { continue };
        if !in_json && escape_len == 2 {
            continue;
        }
        let (start, end) = (at.saturating_sub(margin), text.len().min(at + margin));
        match ranges.last_mut() {
            Some(last) if start <= last.end => last.end = end,
            _ => ranges.push(start - backslashes(text[..start].iter().rev())..end),
        }
    }
    ranges
}

/// Decodes the escapes of `text`, which begins at `offset` of the original.
pub(super) fn decode(text: &[u8], offset: usize, rule: Backslashes) -> Decoded {
    let mut decoded = Decoded { bytes: Vec::with_capacity(text.len()), spans: Vec::with_capacity(text.len()) };
    let mut at = 0;
    while at < text.len() {
        let before = match rule {
            Backslashes::Joined => backslashes(text[at..].iter()).saturating_sub(1),
            Backslashes::Paired => 0,
        };
        if let Some((byte, len)) = unescape(&text[at + before..]) {
            decoded.push(byte, offset + at..offset + at + before + len);
            at += before + len;
        } else {
            for (index, &byte) in (at..).zip(&text[at..=at + before]) {
                decoded.push(byte, offset + index..offset + index + 1);
            }
            at += before + 1;
        }
    }
    decoded
}

impl Decoded {
    fn push(&mut self, byte: u8, span: Range<usize>) {
        self.bytes.push(byte);
        self.spans.push(span);
    }

    /// Decodes once more: JSON is often embedded in a JSON string.
    pub fn again(&self, rule: Backslashes) -> Self {
        let twice = decode(&self.bytes, 0, rule);
        let spans = twice.spans.iter().map(|span| self.original(span.clone())).collect();
        Self { bytes: twice.bytes, spans }
    }

    /// What a range of the decoded bytes, which is not empty, was in the original.
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        self.spans[range.start].start..self.spans[range.end - 1].end
    }
}

/// The number of backslashes at the start.
fn backslashes<'a>(text: impl Iterator<Item = &'a u8>) -> usize {
    text.take_while(|&&byte| byte == b'\\').count()
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
