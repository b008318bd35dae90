//! The OpenAPI 3.1 document.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::answers::{answer_of, reference, schemas};
use super::schema::{object, schema};
use crate::operation::{Operation, Param, Place, Rule};
use crate::operations::OPERATIONS;

/// The document of all operations, as a gateway and the API itself speak them.
pub fn openapi(version: &str) -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for operation in &OPERATIONS {
        let path = paths.entry(operation.path).or_insert_with(|| json!({}));
        path[operation.method.as_str().to_lowercase()] = describe(operation);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "OutX API",
            "version": version,
            "description": "LinkedIn data and social listening, as a gateway or api.outx.ai serves it.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/", "description": "A gateway, which adds the key" }, { "url": "https://api.outx.ai" }],
        "paths": paths,
        "components": {
            "schemas": schemas(),
            "responses": common_responses(),
            "securitySchemes": {
                "key": { "type": "apiKey", "in": "header", "name": "x-api-key" },
                "session": { "type": "apiKey", "in": "cookie", "name": "__Host-outx_session" },
                "token": { "type": "http", "scheme": "bearer" },
            },
        },
    })
}

fn describe(operation: &Operation) -> Value {
    let security = match operation.auth {
        true => json!([{ "session": [] }, { "token": [] }, { "key": [] }]),
        false => json!([]),
    };
    let mut described = json!({
        "operationId": operation.name,
        "summary": operation.words.summary,
        "description": format!("API reference section {}.", operation.words.section),
        "tags": [operation.name.split('.').next()],
        "x-outx-kind": operation.kind.as_str(),
        "x-outx-linkedin-action": operation.action,
        "security": security,
        "responses": responses(operation),
    });
    let query: Vec<_> = operation.params.iter().filter(|param| param.place == Place::Query).map(parameter).collect();
    if !query.is_empty() {
        described["parameters"] = query.into();
    }
    if operation.has_body() {
        let content = json!({ "application/json": { "schema": body(operation) } });
        let required = operation.params.iter().any(|param| param.required) || !operation.rules.is_empty();
        described["requestBody"] = json!({ "required": required, "content": content });
    }
    described
}

fn parameter(param: &Param) -> Value {
    json!({
        "name": param.name, "in": "query", "required": param.required, "description": param.words,
        "schema": schema(&param.shape), "style": "form", "explode": true,
    })
}

fn body(operation: &Operation) -> Value {
    let mut body = object(operation.params.iter().filter(|param| param.place == Place::Body));
    let given = |name: &str| json!({ "required": [name] });
    let rules: Vec<Value> = operation
        .rules
        .iter()
        .map(|rule| match *rule {
            Rule::AnyOf(names) => json!({ "anyOf": names.iter().map(|name| given(name)).collect::<Vec<_>>() }),
            Rule::OneOf(names) => json!({ "oneOf": names.iter().map(|name| given(name)).collect::<Vec<_>>() }),
            Rule::Alone(name, others) => json!({
                "if": given(name),
                "then": { "not": { "anyOf": others.iter().map(|other| given(other)).collect::<Vec<_>>() } },
            }),
            Rule::RequiredWhen(name, other, value) => json!({
                "if": { "required": [other], "properties": { other: { "const": value } } },
                "then": given(name),
            }),
        })
        .collect();
    if !rules.is_empty() {
        body["allOf"] = rules.into();
    }
    body
}

/// What every operation may answer besides its success, as `components.responses`.
const COMMON: [(u16, &str); 13] = [
    (400, "An argument is wrong"),
    (401, "The key, the session or the code is missing or wrong"),
    (403, "Plugin installation required…, Access denied…, or from a gateway: the origin is not allowed"),
    (404, "Not found"),
    (405, "Wrong method"),
    (409, "From a gateway: the idempotency key does not allow it"),
    (413, "From a gateway: the body is too large"),
    (415, "From a gateway: the body is not JSON"),
    (429, "Too many calls"),
    (500, "The API failed, or from a gateway: a setting is missing or weak"),
    (502, "From a gateway: the API's answer cannot be used"),
    (503, "From a gateway: its ledger cannot be reached"),
    (504, "From a gateway: the API did not answer in time"),
];

fn common_responses() -> Map<String, Value> {
    COMMON.iter().map(|(status, text)| (format!("E{status}"), error(text))).collect()
}

fn error(text: &str) -> Value {
    json!({ "description": text, "content": { "application/json": { "schema": reference("Error") } } })
}

/// The success, the errors that the reference lists for this operation, and the common ones.
fn responses(operation: &Operation) -> Value {
    let answer = json!({ "application/json": { "schema": reference(answer_of(operation.name)) } });
    let mut responses = Map::new();
    responses.insert("200".to_owned(), json!({ "description": "Done", "content": answer }));
    for (status, _) in COMMON {
        responses.insert(status.to_string(), json!({ "$ref": format!("#/components/responses/E{status}") }));
    }
    let mut texts: BTreeMap<u16, Vec<&str>> = BTreeMap::new();
    operation.words.errors.iter().for_each(|(status, text)| texts.entry(*status).or_default().push(text));
    responses.extend(texts.iter().map(|(status, texts)| (status.to_string(), error(&texts.join("; ")))));
    responses.into()
}
