//! Words that the tests are written in.

use outx_core::check::check;
use outx_core::operation::Operation;
use outx_core::operations::by_name;
use outx_core::request::target;
use outx_core::value::{Value, ValueKind};
use serde_json::Value as Json;

/// Arguments as the host holds them.
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

#[track_caller]
pub fn op(name: &str) -> &'static Operation {
    by_name(name).unwrap_or_else(|| panic!("no operation {name}"))
}

#[track_caller]
pub fn accepts(operation: &str, args: Json) {
    if let Err(message) = check(op(operation), &Args(Some(args.clone()))) {
        panic!("{operation} refuses {args}: {message}");
    }
}

/// The message is asserted without the operation's name, which ends every one.
#[track_caller]
pub fn refuses(operation: &str, args: Json, message: &str) {
    let Err(refusal) = check(op(operation), &Args(Some(args.clone()))) else { panic!("{operation} accepts {args}") };
    assert_eq!(refusal, format!("{message} ({operation})"), "{args}");
}

#[track_caller]
pub fn asks(operation: &str, args: Json, expected: &str) {
    accepts(operation, args.clone());
    assert_eq!(target(op(operation), &Args(Some(args))), expected);
}
