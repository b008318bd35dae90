//! Access to the JSON-like values of a host, so that arguments and responses are read without copying them.

use crate::text::percent::decode;

/// The kind of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// Absent, or JavaScript's `undefined`.
    Missing,
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number, perhaps not finite.
    Number,
    /// A string.
    Text,
    /// A list.
    List,
    /// An object that is not a list.
    Object,
    /// Anything that JSON does not have: a function, a symbol.
    Other,
}

/// A value of the host: `JsValue` in the client, `serde_json::Value` in tests.
pub trait Value: Sized {
    /// The kind of the value.
    fn kind(&self) -> ValueKind;
    /// The string of a [`ValueKind::Text`], else `None`.
    fn text(&self) -> Option<String>;
    /// The number of a [`ValueKind::Number`], else `None`.
    fn number(&self) -> Option<f64>;
    /// The boolean of a [`ValueKind::Bool`], else `None`.
    fn bool(&self) -> Option<bool>;
    /// The number of items of a [`ValueKind::List`], else 0.
    fn len(&self) -> usize;
    /// An item of a list; [`ValueKind::Missing`] when there is none.
    fn item(&self, index: usize) -> Self;
    /// A field of an object; [`ValueKind::Missing`] when there is none.
    fn field(&self, name: &str) -> Self;
    /// The names of an object's own fields.
    fn names(&self) -> Vec<String>;

    /// Decodes the percent-encoding of a text once; `None` when an escape is broken or the bytes are not UTF-8.
    fn percent_decoded(text: &str) -> Option<String> {
        decode(text)
    }

    /// Whether `text`, which [`Self::text`] returned, lost characters because the host's strings may be invalid Unicode.
    fn is_lossy(&self, _text: &str) -> bool {
        false
    }

    /// Whether it is absent.
    fn is_missing(&self) -> bool {
        self.kind() == ValueKind::Missing
    }

    /// Whether it is an empty list, or not a list.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
