//! Types of fields besides strings, numbers and lists, and the decoding of missing, `null` and whole-number fields.

use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};
use serde::{Deserialize as DeriveDeserialize, Serialize};

/// A JSON value whose type is not documented.
pub type Any = serde_json::Value;

/// The fields of an object that this version of the crate does not know, unchanged.
pub type Extra = serde_json::Map<String, Any>;

/// A value to store, or `null` to clear the stored one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveDeserialize)]
#[serde(untagged)]
pub enum Nullable<T> {
    /// Stores a value.
    Value(T),
    /// Clears the stored value.
    Null,
}

impl From<&str> for Nullable<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// One string or several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveDeserialize)]
#[serde(untagged)]
pub enum OneOrMany {
    /// One string.
    One(String),
    /// Several strings, at least one.
    Many(Vec<String>),
}

impl From<&str> for OneOrMany {
    fn from(value: &str) -> Self {
        Self::One(value.to_owned())
    }
}

impl From<String> for OneOrMany {
    fn from(value: String) -> Self {
        Self::One(value)
    }
}

impl<T: Into<String>> From<Vec<T>> for OneOrMany {
    fn from(values: Vec<T>) -> Self {
        Self::Many(values.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<String>, const N: usize> From<[T; N]> for OneOrMany {
    fn from(values: [T; N]) -> Self {
        Self::Many(values.into_iter().map(Into::into).collect())
    }
}

/// A string, or `true` or `false`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveDeserialize)]
#[serde(untagged)]
pub enum TextOrBool {
    /// `true` or `false`.
    Bool(bool),
    /// A string.
    Text(String),
}

impl From<bool> for TextOrBool {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<&str> for TextOrBool {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for TextOrBool {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

/// Reads a value; `null` is read as the default. A missing field also has the default, by `#[serde(default)]`.
pub(super) fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(from: D) -> Result<T, D::Error> {
    Option::deserialize(from).map(Option::unwrap_or_default)
}

/// Reads a field that is present. `null` is one of its values.
pub(super) fn nullable<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    from: D,
) -> Result<Option<Nullable<T>>, D::Error> {
    Nullable::deserialize(from).map(Some)
}

/// Reads a whole number, also one written as `12.0`; `null` is read as 0.
pub(super) fn integer<'de, D: Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
    optional_integer(from).map(Option::unwrap_or_default)
}

/// Reads a whole number, also one written as `12.0`, or `null`.
pub(super) fn optional_integer<'de, D: Deserializer<'de>>(from: D) -> Result<Option<i64>, D::Error> {
    Option::<Integer>::deserialize(from).map(|number| number.map(|Integer(number)| number))
}

struct Integer(i64);

impl<'de> Deserialize<'de> for Integer {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(IntegerVisitor)
    }
}

struct IntegerVisitor;

/// 2^53. An `f64` represents every whole number up to it exactly.
const MAX_EXACT: f64 = 9_007_199_254_740_992.0;

impl Visitor<'_> for IntegerVisitor {
    type Value = Integer;

    fn expecting(&self, text: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        text.write_str("a whole number")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Integer, E> {
        Ok(Integer(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Integer, E> {
        let whole = i64::try_from(number);
        whole.map(Integer).map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Integer, E> {
        if number.fract() == 0.0 && number.abs() <= MAX_EXACT {
            #[expect(clippy::cast_possible_truncation, reason = "it is whole and small enough")]
            return Ok(Integer(number as i64));
        }
        Err(E::invalid_value(Unexpected::Float(number), &self))
    }
}

/// Removes a string from the unknown fields.
pub(super) fn take_text(extra: &mut Extra, name: &str) -> Option<String> {
    let text = extra.get(name)?.as_str()?.to_owned();
    extra.remove(name);
    Some(text)
}
