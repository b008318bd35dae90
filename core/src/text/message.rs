//! Builds texts without `format!`, whose machinery would be a fifth of the client's download.

use super::number::whole;

/// A text that is built piece by piece.
#[expect(clippy::box_collection, reason = "each piece passes on one word instead of copying three, which is smaller")]
pub struct MessageBuilder(Box<String>);

impl MessageBuilder {
    /// Starts with this text.
    pub fn new(text: &str) -> Self {
        Self(Box::new(text.to_owned()))
    }

    /// The finished text.
    pub fn finish(self) -> String {
        *self.0
    }

    /// Appends a text. Not inlined, because inlining its many calls would enlarge the client's download.
    #[inline(never)]
    pub fn push(mut self, text: &str) -> Self {
        self.0.push_str(text);
        self
    }

    /// Appends items, separated by commas.
    pub fn push_list<T>(mut self, items: &[T], push_item: impl Fn(Self, &T) -> Self) -> Self {
        let mut separator = "";
        for item in items {
            self = push_item(self.push(separator), item);
            separator = ", ";
        }
        self
    }

    /// Appends a number.
    pub fn push_number(self, number: f64) -> Self {
        self.push(&whole(number))
    }
}

/// Whether a text is empty or only white space.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// The number of characters (Unicode scalar values) of a text. `chars().count()` is larger: it is unrolled for long texts.
pub fn length(text: &str) -> usize {
    char_starts(text).count()
}

/// The number of characters of a text without the white space around it. `str::trim` is larger: it also searches backwards.
pub fn trimmed_length(text: &str) -> usize {
    let (mut length, mut start) = (0, 0);
    for (at, c) in text.chars().enumerate() {
        if !c.is_whitespace() {
            start = if length == 0 { at } else { start };
            length = at + 1 - start;
        }
    }
    length
}

/// The byte positions at which the characters of a text start.
pub(crate) fn char_starts(text: &str) -> impl Iterator<Item = usize> {
    text.bytes().enumerate().filter(|(_, byte)| byte & 0xc0 != 0x80).map(|(at, _)| at)
}
