//! The OpenAPI 3.1 document.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::responses::{reference, response, schemas};
use super::schema::{field_schema, object};
use crate::api::OPERATIONS;
use crate::api::operation::{Operation, Param, Place, Rule};

/// The document of all operations, for a gateway and for the API itself.
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
        "servers": [
            { "url": "/", "description": "A gateway, which adds the key" },
            { "url": "https://api.outx.ai", "description": "The API itself" },
        ],
        "paths": paths,
        "components": {
            "schemas": schemas(),
            "responses": common_responses(),
            "parameters": { "IdempotencyKey": {
                "name": "idempotency-key", "in": "header", "required": false, "schema": { "type": "string" },
                "description": "To gateways only: repeats under one key take effect once within 24 hours.",
            } },
            "securitySchemes": {
                "key": { "type": "apiKey", "in": "header", "name": "x-api-key", "description": "To the API itself." },
                "session": { "type": "apiKey", "in": "cookie", "name": "__Host-outx_session", "description": "To a gateway." },
                "token": { "type": "http", "scheme": "bearer", "description": "To a gateway." },
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
        "summary": operation.docs.summary,
        "tags": [operation.name.split('.').next()],
        "x-outx-kind": operation.kind.as_str(),
        "x-outx-linkedin-action": operation.action,
        "security": security,
        "responses": responses(operation),
    });
    let mut parameters = parameters(operation);
    if is_keyed(operation) {
        parameters.push(json!({ "$ref": "#/components/parameters/IdempotencyKey" }));
    }
    if !parameters.is_empty() {
        described["parameters"] = parameters.into();
    }
    if operation.has_body() {
        described["requestBody"] = request_body(operation);
    }
    described
}

/// Its query parameters.
pub(super) fn parameters(operation: &Operation) -> Vec<Value> {
    operation.params.iter().filter(|param| param.place == Place::Query).map(parameter).collect()
}

/// Its body.
pub(super) fn request_body(operation: &Operation) -> Value {
    json!({ "required": true, "content": { "application/json": { "schema": body(operation) } } })
}

/// Whether a gateway keeps its outcome under an idempotency key.
fn is_keyed(operation: &Operation) -> bool {
    operation.kind.is_write() && operation.auth
}

fn parameter(param: &Param) -> Value {
    json!({
        "name": param.name, "in": "query", "required": param.required, "description": param.description,
        "schema": field_schema(param), "style": "form", "explode": true,
    })
}

fn body(operation: &Operation) -> Value {
    let mut body = object(operation.params.iter().filter(|param| param.place == Place::Body));
    let rules: Vec<Value> = operation.rules.iter().map(rule).collect();
    if !rules.is_empty() {
        body["allOf"] = rules.into();
    }
    body
}

fn rule(rule: &Rule) -> Value {
    let given = |name: &str| json!({ "required": [name] });
    let each = |names: &[&str]| names.iter().map(|name| given(name)).collect::<Vec<_>>();
    match *rule {
        Rule::AnyOf(names) => json!({ "anyOf": each(names) }),
        Rule::OneOf(names) => json!({ "oneOf": each(names) }),
        Rule::ConflictsWith(name, others) => json!({ "if": given(name), "then": { "not": { "anyOf": each(others) } } }),
        Rule::RequiredWhen(name, other, value) => json!({
            "if": { "required": [other], "properties": { other: { "const": value } } },
            "then": given(name),
        }),
    }
}

/// The error responses that several operations share, as `components.responses`.
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
    (502, "From a gateway: the API's response cannot be used"),
    (503, "From a gateway: its ledger cannot be reached"),
    (504, "From a gateway: the API did not respond in time"),
];

fn common_responses() -> Map<String, Value> {
    COMMON.iter().map(|(status, text)| (format!("E{status}"), error(text))).collect()
}

/// An error response.
pub(super) fn error(text: &str) -> Value {
    json!({ "description": text, "content": { "application/json": { "schema": reference("Error") } } })
}

/// The success, the errors that the reference lists for this operation, and the common errors that it can have.
fn responses(operation: &Operation) -> Value {
    let content = json!({ "application/json": { "schema": response(operation) } });
    let mut success = json!({ "description": "Done", "content": content });
    if operation.kind.is_task() {
        let parameters = json!({ "api_agent_task_id": "$response.body#/api_agent_task_id" });
        success["links"] = json!({ "state": { "operationId": "tasks.get", "parameters": parameters } });
    }
    let mut responses = Map::from_iter([("200".to_owned(), success)]);
    for (status, _) in COMMON.iter().filter(|(status, _)| can_meet(operation, *status)) {
        responses.insert(status.to_string(), json!({ "$ref": format!("#/components/responses/E{status}") }));
    }
    let mut texts: BTreeMap<u16, Vec<&str>> = BTreeMap::new();
    operation.docs.errors.iter().for_each(|(status, text)| texts.entry(*status).or_default().push(text));
    responses.extend(texts.iter().map(|(status, texts)| (status.to_string(), error(&texts.join("; ")))));
    responses.into()
}

fn can_meet(operation: &Operation, status: u16) -> bool {
    match status {
        409 => is_keyed(operation),
        413 | 415 => operation.has_body(),
        _ => true,
    }
}
