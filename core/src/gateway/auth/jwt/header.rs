//! The header of a token.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// Decodes the header and checks the fields that could change the meaning of the token: each must be understood or rejected
/// (RFC 7515, section 4.1.11). `None` when it cannot be decoded or is not JSON.
///
/// # Errors
/// What is wrong with the token, as the end of a sentence that begins "the token ".
pub(super) fn parse_header(token: &str) -> Result<Option<UniqueFields>, &'static str> {
    const SHAPE: &str = "has a header that is not an object of unique text fields";
    let Some(header) = token.split('.').next().and_then(|part| URL_SAFE_NO_PAD.decode(part).ok()) else {
        return Ok(None);
    };
    let fields = match serde_json::from_slice::<UniqueFields>(&header) {
        Ok(fields) => fields,
        Err(error) if error.is_data() => return Err(SHAPE),
        Err(_) => return Ok(None),
    };
    for (name, value) in &fields.0 {
        match name.as_str() {
            "crit" | "b64" => return Err("has a header field crit or b64, which this gateway does not support"),
            "cty" => return Err("has a header field cty: nested tokens are not supported"),
            "typ" if !value.as_str().is_some_and(is_token_type) => return Err("has a typ other than JWT"),
            _ if !value.is_string() => return Err(SHAPE),
            _ => {}
        }
    }
    Ok(Some(fields))
}

/// Whether `typ` names a JWT: a media type with or without `application/`, case-insensitive (RFC 7515, section 4.1.9).
fn is_token_type(typ: &str) -> bool {
    let short = typ.get(..12).filter(|start| start.eq_ignore_ascii_case("application/")).map_or(typ, |_| &typ[12..]);
    short.eq_ignore_ascii_case("jwt") || short.eq_ignore_ascii_case("at+jwt")
}

/// A JSON object without duplicate names. Of two fields with the same name, some parsers keep the first and others the last.
pub(super) struct UniqueFields(Vec<(String, Value)>);

impl UniqueFields {
    /// The value of a field.
    pub(super) fn get(&self, wanted: &str) -> Option<&Value> {
        self.0.iter().find(|(name, _)| name == wanted).map(|(_, value)| value)
    }

    /// The text of a field; `None` when it is absent or not a text.
    pub(super) fn text(&self, wanted: &str) -> Option<&str> {
        self.get(wanted)?.as_str()
    }
}

impl<'de> Deserialize<'de> for UniqueFields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FieldsVisitor;
        impl<'de> Visitor<'de> for FieldsVisitor {
            type Value = UniqueFields;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<UniqueFields, A::Error> {
                let mut fields: Vec<(String, Value)> = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, Value>()? {
                    if fields.iter().any(|(other, _)| *other == name) {
                        return Err(serde::de::Error::custom("duplicate name"));
                    }
                    fields.push((name, value));
                }
                Ok(UniqueFields(fields))
            }
        }
        deserializer.deserialize_map(FieldsVisitor)
    }
}
