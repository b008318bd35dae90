//! Values that the description of the API allows.

use outx_core::api::operation::{Param, Shape};
use outx_core::api::schema::{Schema, Type};
use serde_json::{Map, Value, json};

/// Builds an object with every field of a schema.
pub fn object(schema: &Schema) -> Value {
    let fields = schema.all_fields().into_iter();
    Value::Object(fields.map(|field| (field.name.to_owned(), value(&field.kind, schema))).collect())
}

fn value(kind: &Type, schema: &Schema) -> Value {
    match kind {
        Type::Text => "text".into(),
        Type::Integer => 7.into(),
        Type::Bool => true.into(),
        Type::Any => json!({ "any": [1, null] }),
        Type::AnyObject => json!({ "further": "field" }),
        Type::Enum(known) => known.values[0].0.into(),
        Type::Object(inner) => object(inner),
        Type::Argument(inner) => argument(inner.fields),
        Type::Parameter => schema.parameter.map_or(Value::Null, |parameter| object(parameter.default)),
        Type::List(item) => json!([value(item, schema), value(item, schema)]),
        Type::Either(a, b) => match value(a, schema) {
            Value::String(_) => value(b, schema),
            other => other,
        },
    }
}

/// Builds an object with all of these parameters.
pub fn argument(params: &[Param]) -> Value {
    Value::Object(params.iter().map(|param| (param.name.to_owned(), of_shape(&param.shape))).collect::<Map<_, _>>())
}

fn of_shape(shape: &Shape) -> Value {
    match *shape {
        Shape::StringEnum(values) => values[0].into(),
        Shape::NumberEnum(numbers) => numbers[0].into(),
        Shape::Integer(min, _) => min.into(),
        Shape::Bool => true.into(),
        Shape::Null => Value::Null,
        Shape::List(item, _) => json!([of_shape(item)]),
        Shape::Record(fields) => argument(fields),
        Shape::Either(_, other) => of_shape(other),
        _ => "text".into(),
    }
}
