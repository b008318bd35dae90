//! Shapes of arguments as JSON Schema.

use serde_json::{Map, Value, json};

use crate::api::operation::{Param, Shape};

/// The JSON Schema of a shape.
pub fn schema(shape: &Shape) -> Value {
    let limit = |mut schema: Value, max: Option<u32>| {
        if let Some(max) = max {
            schema["maxLength"] = max.into();
        }
        schema
    };
    match *shape {
        Shape::NonBlank { max } => limit(json!({ "type": "string", "minLength": 1, "pattern": "\\S" }), max),
        Shape::Trimmed { max } => limit(json!({ "type": "string" }), max),
        Shape::Email => json!({ "type": "string", "format": "email" }),
        Shape::Digits(count) => json!({ "type": "string", "pattern": format!("^[0-9]{{{count}}}$") }),
        Shape::Slug => json!({ "type": "string", "pattern": "^[^/?#: ]+$" }),
        Shape::SlugOrAddress => json!({ "type": "string", "pattern": "^[^@ ][^ ]*$" }),
        Shape::Id => json!({ "type": "string", "pattern": "^(?!urn:).*\\S" }),
        Shape::Date => json!({ "type": "string", "format": "date" }),
        Shape::StringEnum(values) => json!({ "type": "string", "enum": values }),
        Shape::NumberEnum(numbers) => json!({ "type": "integer", "enum": numbers }),
        Shape::Integer(min, u32::MAX) => json!({ "type": "integer", "minimum": min }),
        Shape::Integer(min, max) => json!({ "type": "integer", "minimum": min, "maximum": max }),
        Shape::Bool => json!({ "type": "boolean" }),
        Shape::Null => json!({ "type": "null" }),
        Shape::List(item, min) => json!({ "type": "array", "items": schema(item), "minItems": min }),
        Shape::Record(fields) => object(fields),
        Shape::Either(a, b) => json!({ "anyOf": [schema(a), schema(b)] }),
    }
}

/// The JSON Schema of a parameter: its shape, its default and what it means.
pub fn field_schema(param: &Param) -> Value {
    let mut schema = schema(&param.shape);
    schema["description"] = param.description.into();
    if let Ok(default) = serde_json::from_str::<Value>(param.default) {
        schema["default"] = default;
    }
    schema
}

/// The JSON Schema of an object with these fields. It allows others, since the documentation does not say how the API handles them.
pub fn object<'a>(fields: impl IntoIterator<Item = &'a Param>) -> Value {
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for field in fields {
        properties.insert(field.name.to_owned(), field_schema(field));
        if field.required {
            required.push(field.name);
        }
    }
    let mut schema = json!({ "type": "object", "properties": properties });
    if !required.is_empty() {
        schema["required"] = required.into();
    }
    schema
}
