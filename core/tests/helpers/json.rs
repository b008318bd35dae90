//! JSON that owns its values, as the arguments and bodies of a call.

use outx_core::call::{Value, ValueKind};
use serde_json::Value as Json;

/// A value; `None` is an absent one.
#[derive(Clone, Debug)]
pub struct Args(pub Option<Json>);

impl Value for Args {
    fn kind(&self) -> ValueKind {
        match &self.0 {
            None => ValueKind::Missing,
            Some(Json::Null) => ValueKind::Null,
            Some(Json::Bool(_)) => ValueKind::Bool,
            Some(Json::Number(_)) => ValueKind::Number,
            Some(Json::String(_)) => ValueKind::Text,
            Some(Json::Array(_)) => ValueKind::List,
            Some(Json::Object(_)) => ValueKind::Object,
        }
    }

    fn text(&self) -> Option<String> {
        self.0.as_ref()?.as_str().map(str::to_owned)
    }

    fn number(&self) -> Option<f64> {
        self.0.as_ref()?.as_f64()
    }

    fn bool(&self) -> Option<bool> {
        self.0.as_ref()?.as_bool()
    }

    fn len(&self) -> usize {
        self.0.as_ref().and_then(Json::as_array).map_or(0, Vec::len)
    }

    fn item(&self, index: usize) -> Self {
        Self(self.0.as_ref().and_then(|list| list.get(index)).cloned())
    }

    fn field(&self, name: &str) -> Self {
        Self(self.0.as_ref().and_then(|object| object.get(name)).cloned())
    }

    fn names(&self) -> Vec<String> {
        self.0.as_ref().and_then(Json::as_object).map_or(Vec::new(), |object| object.keys().cloned().collect())
    }
}
