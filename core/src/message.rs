//! The words of an error about an argument.
//!
//! Without `format!`, whose machinery would be a fifth of the client's download.

use crate::number::whole;
use crate::operation::Shape;
use crate::value::{Value, ValueKind};

/// A text that is put together piece by piece.
pub struct Message(pub String);

impl Message {
    /// Begins with these words.
    pub fn of(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// Goes on with these. Not inlined: it is called too often for that.
    #[inline(never)]
    pub fn put(mut self, text: &str) -> Self {
        self.0.push_str(text);
        self
    }

    /// Goes on with the names of items, with commas between them.
    pub fn list<T>(mut self, items: &[T], name: impl Fn(&T) -> String) -> Self {
        let mut separator = "";
        for item in items {
            self = self.put(separator).put(&name(item));
            separator = ", ";
        }
        self
    }

    fn number(self, number: u32) -> Self {
        self.put(&whole(f64::from(number)))
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

/// What a shape allows.
pub fn allowed(shape: &Shape) -> String {
    let words = match *shape {
        Shape::Text(0) => "a string that is not only white space",
        Shape::Text(max) => {
            return Message::of("a string of 1 to ").number(max).put(" characters that is not only white space").0;
        }
        Shape::Trimmed(0) => "a string",
        Shape::Trimmed(max) => {
            return Message::of("a string of at most ").number(max).put(" characters once trimmed").0;
        }
        Shape::Email => "an e-mail address",
        Shape::Digits(count) => return Message::of("a string of ").number(count).put(" digits").0,
        Shape::Slug => "the last part of a linkedin address, not the address",
        Shape::Id => "an id of outx, not a urn",
        Shape::Date => "a date as YYYY-MM-DD",
        Shape::Choice(values) => return Message::of("one of ").list(values, |value| (*value).to_owned()).0,
        Shape::Among(numbers) => return Message::of("one of ").list(numbers, |&number| whole(f64::from(number))).0,
        Shape::Integer(min, max) => {
            let from = Message::of("a whole number from ").number(min);
            return if max == u32::MAX { from.0 } else { from.put(" to ").number(max).0 };
        }
        Shape::Bool => "true or false",
        Shape::Null => "null",
        Shape::List(_, 0) => "a list",
        Shape::List(_, min) => return Message::of("a list of at least ").number(min).0,
        Shape::Record(_) => "an object",
        Shape::Either(a, b) => return Message(allowed(a)).put(" or ").put(&allowed(b)).0,
    };
    words.to_owned()
}

/// How many characters of a caller's own text an error repeats.
const SHOWN: usize = 40;

/// What was given, as an error shows it.
pub fn given<V: Value>(value: &V) -> String {
    let words = match value.kind() {
        ValueKind::Text => {
            let text = value.text().unwrap_or_default();
            let end = beginnings(&text).nth(SHOWN);
            let shown = end.and_then(|end| text.get(..end)).unwrap_or(&text);
            let rest = if end.is_some() { "…\"" } else { "\"" };
            return Message::of("\"").put(shown).put(rest).0;
        }
        ValueKind::Number => match value.number().unwrap_or(f64::NAN) {
            number if !number.is_finite() => "a number that is not finite",
            number if number != number.trunc() => "a fraction",
            number if number.abs() < 1e15 => return whole(number),
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
    words.to_owned()
}
