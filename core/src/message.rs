//! The words of an error about an argument.
//!
//! Without `format!`, whose machinery would be a fifth of the client's download.

use crate::number::whole;
use crate::operation::Shape;
use crate::value::{Value, ValueKind};

/// How many characters of a caller's own text an error repeats.
const SHOWN: usize = 40;

/// A text that is put together piece by piece.
#[expect(clippy::box_collection, reason = "each piece hands on one word instead of copying three, which is smaller")]
pub struct Message(Box<String>);

impl Message {
    /// Begins with these words.
    pub fn of(text: &str) -> Self {
        Self(Box::new(text.to_owned()))
    }

    /// The whole of it.
    pub fn text(self) -> String {
        *self.0
    }

    /// Goes on with these. Not inlined: it is called too often for that.
    #[inline(never)]
    pub fn put(mut self, text: &str) -> Self {
        self.0.push_str(text);
        self
    }

    /// Goes on with items, with commas between them.
    pub fn list<T>(mut self, items: &[T], put: impl Fn(Self, &T) -> Self) -> Self {
        let mut separator = "";
        for item in items {
            self = put(self.put(separator), item);
            separator = ", ";
        }
        self
    }

    /// Goes on with a number.
    pub fn number(self, number: f64) -> Self {
        self.put(&whole(number))
    }

    /// Goes on with what a shape allows.
    pub fn allowed(self, shape: &Shape) -> Self {
        let number = |message: Self, number: u32| message.number(number.into());
        let words = match *shape {
            Shape::Text(0) => "a string that is not only white space",
            Shape::Text(max) => {
                return number(self.put("a string of 1 to "), max).put(" characters that is not only white space");
            }
            Shape::Trimmed(0) => "a string",
            Shape::Trimmed(max) => {
                return number(self.put("a string of at most "), max).put(" characters once trimmed");
            }
            Shape::Email => "an e-mail address",
            Shape::Digits(count) => return number(self.put("a string of "), count).put(" digits"),
            Shape::Slug => "the last part of a linkedin address, not the address",
            Shape::Id => "an id of outx, not a urn",
            Shape::Date => "a date as YYYY-MM-DD",
            Shape::Choice(values) => return self.put("one of ").list(values, |message, value| message.put(value)),
            Shape::Among(numbers) => return self.put("one of ").list(numbers, |message, &one| number(message, one)),
            Shape::Integer(min, max) => {
                let from = number(self.put("a whole number from "), min);
                return if max == u32::MAX { from } else { number(from.put(" to "), max) };
            }
            Shape::Bool => "true or false",
            Shape::Null => "null",
            Shape::List(_, 0) => "a list",
            Shape::List(_, min) => return number(self.put("a list of at least "), min),
            Shape::Record(_) => "an object",
            Shape::Either(a, b) => return self.allowed(a).put(" or ").allowed(b),
        };
        self.put(words)
    }

    /// Goes on with what was given.
    pub fn given<V: Value>(self, value: &V) -> Self {
        let words = match value.kind() {
            ValueKind::Text => {
                let text = value.text().unwrap_or_default();
                let end = beginnings(&text).nth(SHOWN);
                let shown = end.and_then(|end| text.get(..end)).unwrap_or(&text);
                return self.put("\"").put(shown).put(if end.is_some() { "…\"" } else { "\"" });
            }
            ValueKind::Number => match value.number().unwrap_or(f64::NAN) {
                number if !number.is_finite() => "a number that is not finite",
                number if number != number.trunc() => "a fraction",
                number if number.abs() < 1e15 => return self.number(number),
                _ => "a number of more than 15 digits",
            },
            ValueKind::Bool if value.bool() == Some(true) => "true",
            ValueKind::Bool => "false",
            ValueKind::Missing => "nothing",
            ValueKind::Null => "null",
            ValueKind::List if value.len() == 0 => "an empty list",
            ValueKind::List => "a list",
            ValueKind::Object => "an object",
            ValueKind::Other => "something that is not JSON",
        };
        self.put(words)
    }
}

/// Whether there is nothing to read in a text.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// How many characters a text has. `chars().count()` is unrolled to be quick on texts far longer than these.
pub fn length(text: &str) -> usize {
    beginnings(text).count()
}

/// How many characters a text has once trimmed. `str::trim` would bring a search from behind with it.
pub fn trimmed_length(text: &str) -> usize {
    let (mut length, mut open) = (0, 0);
    for (at, c) in text.chars().enumerate() {
        if !c.is_whitespace() {
            open = if length == 0 { at } else { open };
            length = at + 1 - open;
        }
    }
    length
}

/// Where the characters of a text begin.
fn beginnings(text: &str) -> impl Iterator<Item = usize> {
    text.bytes().enumerate().filter(|(_, byte)| byte & 0xc0 != 0x80).map(|(at, _)| at)
}
