//! Changes to one place of a JSON value.

use serde_json::{Value, json};

/// The values that replace a place in a value; `None` removes the place.
pub fn replacements() -> [Option<Value>; 10] {
    [
        None,
        Some(Value::Null),
        Some(json!(true)),
        Some(json!(-3)),
        Some(json!(12.5)),
        Some(json!(1e300)),
        Some(json!("an unknown text")),
        Some(json!([])),
        Some(json!([null, 1, "x", {}])),
        Some(json!({ "unknown": { "deep": [1] } })),
    ]
}

/// The JSON Pointer of every place in a value, the value itself first.
pub fn places(value: &Value) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut inner =
        |name: &str, value: &Value| found.extend(places(value).into_iter().map(|at| format!("/{name}{at}")));
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| inner(name, value)),
        Value::Array(items) => items.iter().enumerate().for_each(|(at, value)| inner(&at.to_string(), value)),
        _ => {}
    }
    found
}

/// Replaces or removes the value at this place.
pub fn change(value: &mut Value, at: &str, new: Option<Value>) {
    if let Some(new) = new {
        // An earlier change may have removed the place.
        value.pointer_mut(at).into_iter().for_each(|place| *place = new.clone());
        return;
    }
    let Some((parent, name)) = at.rsplit_once('/') else { return };
    match value.pointer_mut(parent) {
        Some(Value::Object(fields)) => drop(fields.remove(name)),
        Some(Value::Array(items)) if name.parse().is_ok_and(|at: usize| at < items.len()) => {
            items.remove(name.parse().unwrap_or_default());
        }
        _ => {}
    }
}

/// A JSON Pointer as the path that errors name: `/data/0/id` is `data[0].id`.
pub fn path(pointer: &str) -> String {
    let mut path = String::new();
    for part in pointer.split('/').skip(1) {
        match part.parse::<usize>() {
            Ok(at) => path += &format!("[{at}]"),
            Err(_) if path.is_empty() => path += part,
            Err(_) => path += &format!(".{part}"),
        }
    }
    path
}
