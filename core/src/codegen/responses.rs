//! The schemas of responses as JSON Schema.
//!
//! Nothing is required and further fields are allowed: the documentation contradicts itself in places (docs/api.md,
//! "Contradictions"), and a client that rejected a response for an unexpected field would fail where a raw `fetch` works.

use serde_json::{Map, Value, json};

use super::schema::object as argument;
use super::schemas::Schemas;
use crate::api::OPERATIONS;
use crate::api::operation::Operation;
use crate::api::schema::{Field, Schema, Type, field};
use crate::api::watchlists::ARGUMENT_OBJECTS;

const ERROR: Schema = Schema::new(
    "Error",
    "Why a request failed.",
    &[
        field("error", Type::Text, "What is wrong, for people."),
        field("code", Type::Text, "Set by a gateway; one of the client's error codes."),
        field("request_id", Type::Text, "Set by a gateway."),
    ],
);

/// Named schemas of responses, for `components.schemas`.
pub fn schemas() -> Map<String, Value> {
    let mut schemas = Map::from_iter([(ERROR.name.to_owned(), object(&ERROR, None))]);
    for object in ARGUMENT_OBJECTS {
        let mut schema = argument(object.fields);
        schema["description"] = object.description.into();
        // As in a response, which may have further fields and lack some.
        schema["additionalProperties"] = true.into();
        schema.as_object_mut().map(|schema| schema.remove("required"));
        schemas.insert(object.name.to_owned(), schema);
    }
    for used in Schemas::collect().objects {
        if used.item.parameter.is_none_or(|parameter| !parameter.is_bound) {
            schemas.insert(used.item.name.to_owned(), object(used.item, None));
        }
    }
    for (list, item) in
        OPERATIONS.iter().filter_map(|operation| Some((operation.docs.response?, operation.docs.selected?)))
    {
        schemas.insert(name(list, Some(item)), object(list, Some(item)));
    }
    schemas
}

/// Named schemas of the own routes' responses. Unlike the API's, they require the fields that are always present.
pub fn own_schemas(operations: impl Iterator<Item = &'static Operation> + Clone) -> Map<String, Value> {
    let schemas = Schemas::of(operations).objects.into_iter().map(|used| {
        let mut schema = object(used.item, None);
        let always = used.item.all_fields().into_iter().filter(|field| field.is_always_present);
        schema["required"] = always.map(|field| field.name).collect();
        (used.item.name.to_owned(), schema)
    });
    schemas.collect()
}

/// The schema of a successful response.
pub fn response(operation: &Operation) -> Value {
    let Some(response) = operation.docs.response else { return json!({}) };
    match operation.docs.selected {
        Some(selected) => json!({ "anyOf": [reference(&name(response, Some(selected))), reference(selected.name)] }),
        None => reference(&name(response, None)),
    }
}

/// A reference to a named schema.
pub fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// The name of a schema, which differs with its type parameter if that is a kind of item.
fn name(schema: &Schema, item: Option<&Schema>) -> String {
    match (schema.parameter, item) {
        (Some(parameter), Some(item)) if parameter.is_bound => schema.name.replace(parameter.default.name, item.name),
        _ => schema.name.to_owned(),
    }
}

fn object(schema: &Schema, item: Option<&Schema>) -> Value {
    let parameter = item.or(schema.parameter.map(|parameter| parameter.default));
    let fields = schema.all_fields();
    let properties: Map<_, _> =
        fields.iter().map(|field| (field.name.to_owned(), property(field, parameter))).collect();
    json!({ "type": "object", "description": schema.description, "properties": properties, "additionalProperties": true })
}

fn property(field: &Field, parameter: Option<&Schema>) -> Value {
    let mut schema = kind(&field.kind, parameter);
    if field.is_nullable {
        match schema["type"].take() {
            Value::String(one) => schema["type"] = json!([one, "null"]),
            _ => schema = json!({ "anyOf": [kind(&field.kind, parameter), { "type": "null" }] }),
        }
    }
    let text = field.text();
    if !text.is_empty() {
        schema["description"] = text.into();
    }
    schema
}

fn kind(kind: &Type, parameter: Option<&Schema>) -> Value {
    let of = |inner: &Type| self::kind(inner, parameter);
    match kind {
        Type::Text => json!({ "type": "string" }),
        Type::Integer => json!({ "type": "integer" }),
        Type::Bool => json!({ "type": "boolean" }),
        Type::Any => json!({}),
        Type::AnyObject => json!({ "type": "object", "additionalProperties": true }),
        Type::Enum(known) => {
            let values: Vec<_> = known.values.iter().map(|(value, _)| *value).collect();
            json!({ "type": "string", "examples": values })
        }
        Type::Object(schema) => reference(schema.name),
        Type::Argument(object) => reference(object.name),
        Type::Parameter => parameter.map_or(json!({}), |schema| reference(schema.name)),
        Type::List(item) => json!({ "type": "array", "items": of(item) }),
        Type::Either(a, b) => json!({ "anyOf": [of(a), of(b)] }),
    }
}
