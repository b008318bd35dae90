//! A JSON-like value as its host holds it, so that rules can read arguments without copying them.

/// What a value is.
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
    /// An object that is no list.
    Object,
    /// Anything that JSON does not have: a function, a symbol.
    Other,
}

/// A value of the host: `JsValue` in the client, `serde_json::Value` in tests.
pub trait Value: Sized {
    /// What it is.
    fn kind(&self) -> ValueKind;
    /// The string, of a [`ValueKind::Text`].
    fn text(&self) -> Option<String>;
    /// The number, of a [`ValueKind::Number`].
    fn number(&self) -> Option<f64>;
    /// The truth value, of a [`ValueKind::Bool`].
    fn bool(&self) -> Option<bool>;
    /// How many items a [`ValueKind::List`] has, else 0.
    fn len(&self) -> usize;
    /// The item of a list; missing when there is none.
    fn item(&self, index: usize) -> Self;
    /// The field of an object; missing when there is none.
    fn field(&self, name: &str) -> Self;
    /// The names of an object's own fields.
    fn names(&self) -> Vec<String>;

    /// Whether the caller gave nothing.
    fn is_missing(&self) -> bool {
        self.kind() == ValueKind::Missing
    }

    /// Whether it is an empty list, or no list at all.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
