//! Describes the expected and the actual value of an argument for an error message.

use super::value::{Value, ValueKind};
use crate::api::param::Shape;
use crate::text::message::{MessageBuilder, char_starts};

/// Maximum number of characters of the caller's text that an error repeats.
const MAX_SHOWN_CHARS: usize = 40;

impl MessageBuilder {
    /// Appends what a shape accepts.
    pub fn push_expected(self, shape: &Shape) -> Self {
        let number = |message: Self, number: u32| message.push_number(number.into());
        let text = match *shape {
            Shape::NonBlank { max: None } => "a string that is not only white space",
            Shape::NonBlank { max: Some(max) } => {
                return number(self.push("a string of 1 to "), max).push(" characters that is not only white space");
            }
            Shape::Trimmed { max: None } => "a string",
            Shape::Trimmed { max: Some(max) } => {
                return number(self.push("a string of at most "), max).push(" characters once trimmed");
            }
            Shape::Email => "an e-mail address",
            Shape::Digits(count) => return number(self.push("a string of "), count).push(" digits"),
            Shape::Slug => "a slug such as ada-example, not a URL",
            Shape::SlugOrAddress => "a linkedin address or the last part of one",
            Shape::Id => "an id of outx, not a urn",
            Shape::Date => "a date as YYYY-MM-DD",
            Shape::StringEnum(values) => {
                return self.push("one of ").push_list(values, |message, value| message.push(value));
            }
            Shape::NumberEnum(numbers) => {
                return self.push("one of ").push_list(numbers, |message, &one| number(message, one));
            }
            Shape::Integer(min, max) => {
                let from = number(self.push("a whole number from "), min);
                return if max == u32::MAX { from } else { number(from.push(" to "), max) };
            }
            Shape::Bool => "true or false",
            Shape::Null => "null",
            Shape::List(_, 0) => "a list",
            Shape::List(_, min) => return number(self.push("a list of at least "), min),
            Shape::Record(_) => "an object",
            Shape::Either(a, b) => return self.push_expected(a).push(" or ").push_expected(b),
        };
        self.push(text)
    }

    /// Appends the value, or a description of it.
    pub fn push_actual<V: Value>(self, value: &V) -> Self {
        let text = match value.kind() {
            ValueKind::Text => {
                let text = value.text().unwrap_or_default();
                let end = char_starts(&text).nth(MAX_SHOWN_CHARS);
                let shown = end.and_then(|end| text.get(..end)).unwrap_or(&text);
                return self.push("\"").push(shown).push(if end.is_some() { "…\"" } else { "\"" });
            }
            ValueKind::Number => match value.number().unwrap_or(f64::NAN) {
                number if !number.is_finite() => "a number that is not finite",
                number if number != number.trunc() => "a fraction",
                number if number.abs() < 1e15 => return self.push_number(number),
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
        self.push(text)
    }
}
