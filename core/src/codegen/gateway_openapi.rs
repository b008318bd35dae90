//! The OpenAPI 3.1 document of a gateway: the operations of the API as the gateway serves them, and its own routes.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::openapi::{error, openapi, parameters, request_body};
use super::responses::{own_schemas, reference};
use crate::api::operation::Operation;
use crate::api::own_routes::operations::{LARGE_BODY, NO_JSON, THROTTLED};
use crate::api::own_routes::{OWN_ROUTES, OwnRoute, OwnRouteEntry, RequiredCaller};

const UNAUTHENTICATED: (u16, &str) = (401, "The credential is missing, wrong, expired or signed out");
const FORBIDDEN: (u16, &str) = (403, "The origin is not allowed, or the caller may not call this route");
const FAILED: (u16, &str) = (500, "A setting is missing or weak, or the gateway failed");
const NO_LEDGER: (u16, &str) = (503, "The ledger cannot be reached, is overloaded or full");

/// The document that a gateway returns.
pub fn gateway_openapi(version: &str) -> Value {
    let mut document = openapi(version);
    document["info"]["title"] = "OutX gateway".into();
    document["info"]["description"] =
        "LinkedIn data and social listening through a gateway that adds the key, and the gateway's own routes.".into();
    document["servers"] = json!([{ "url": "/", "description": "This gateway" }]);
    leave_out_key(&mut document);
    for entry in &OWN_ROUTES {
        let Operation { path, method, .. } = entry.operation;
        if document["paths"][path].is_null() {
            document["paths"][path] = json!({});
        }
        document["paths"][path][method.as_str().to_lowercase()] = describe(entry);
    }
    let schemas = own_schemas(OWN_ROUTES.iter().map(|entry| &entry.operation));
    for (name, schema) in schemas {
        document["components"]["schemas"][name] = schema;
    }
    for (status, text) in shared_errors() {
        document["components"]["responses"][format!("Gateway{status}")] = error(text);
    }
    document["components"]["securitySchemes"]["token"]["description"] = "A sealed session, an agent token, or a JSON Web Token. \
        As roles, read, write and operator are the scopes of a token, and person is a sealed session of a person who signed in."
        .into();
    document
}

/// Removes the API key from the security schemes, because a gateway drops any that a caller sends.
fn leave_out_key(document: &mut Value) {
    document["components"]["securitySchemes"].as_object_mut().map(|schemes| schemes.remove("key"));
    let paths = document["paths"].as_object_mut().into_iter().flat_map(|paths| paths.values_mut());
    for operation in paths.flat_map(|path| path.as_object_mut().into_iter().flat_map(|path| path.values_mut())) {
        if let Some(alternatives) = operation["security"].as_array_mut() {
            alternatives.retain(|alternative| alternative.get("key").is_none());
        }
    }
}

fn describe(entry: &OwnRouteEntry) -> Value {
    let operation = &entry.operation;
    let mut described = json!({
        "operationId": operation.name,
        "summary": operation.docs.summary,
        "description": describe_caller(entry.caller),
        "tags": ["gateway"],
        "security": security(entry),
        "responses": responses(entry),
    });
    let parameters = parameters(operation);
    if !parameters.is_empty() {
        described["parameters"] = parameters.into();
    }
    if operation.has_body() {
        described["requestBody"] = request_body(operation);
    }
    described
}

fn describe_caller(caller: Option<RequiredCaller>) -> &'static str {
    match caller {
        None => "Takes no credential.",
        Some(RequiredCaller::Any) => "For any credential.",
        Some(RequiredCaller::Reader) => "For callers that may call team.get.",
        Some(RequiredCaller::Member) => "For callers that may call team.get, not under public access.",
        Some(RequiredCaller::Writer(_)) => "For sessions of people and tokens of scope write.",
        Some(RequiredCaller::WriterOrOperator(_)) => "For sessions of people and tokens of scope write or operator.",
        Some(RequiredCaller::Operator) => "For tokens of scope operator without ops.",
        Some(RequiredCaller::Person) => "For sessions of people.",
        Some(RequiredCaller::Agent) => "For bearer credentials, not under public access.",
    }
}

fn security(entry: &OwnRouteEntry) -> Value {
    let (session, token) = (json!({ "session": [] }), |role: &str| json!({ "token": [role] }));
    match entry.caller {
        None => json!([]),
        // A sign-out without a credential succeeds: there is nothing to end.
        Some(RequiredCaller::Any) if entry.route == OwnRoute::SignOut => json!([session, { "token": [] }, {}]),
        Some(RequiredCaller::Any) => json!([session, { "token": [] }]),
        Some(RequiredCaller::Reader | RequiredCaller::Member) => json!([session, token("read")]),
        Some(RequiredCaller::Writer(_)) => json!([session, token("write")]),
        Some(RequiredCaller::WriterOrOperator(_)) => json!([session, token("write"), token("operator")]),
        Some(RequiredCaller::Operator) => json!([token("operator")]),
        Some(RequiredCaller::Person) => json!([session, token("person")]),
        Some(RequiredCaller::Agent) => json!([token("read")]),
    }
}

/// Errors that several routes have with the same text, as `components.responses`.
fn shared_errors() -> [(u16, &'static str); 7] {
    [UNAUTHENTICATED, FORBIDDEN, FAILED, NO_LEDGER, THROTTLED, LARGE_BODY, NO_JSON]
}

/// The errors that depend on the caller.
fn caller_errors(entry: &OwnRouteEntry) -> Vec<(u16, &'static str)> {
    let mut errors = vec![FORBIDDEN, FAILED];
    if entry.caller.is_some() {
        errors.push(NO_LEDGER);
        if entry.route != OwnRoute::SignOut {
            errors.push(UNAUTHENTICATED);
        }
    }
    errors
}

fn responses(entry: &OwnRouteEntry) -> Value {
    let operation = &entry.operation;
    let mut texts: BTreeMap<u16, Vec<&str>> = BTreeMap::new();
    for (status, text) in caller_errors(entry).iter().chain(operation.docs.errors) {
        texts.entry(*status).or_default().push(text);
    }
    let mut responses = Map::from_iter([(entry.status.to_string(), success(entry))]);
    if entry.route == OwnRoute::Mcp {
        responses.insert("202".to_owned(), json!({ "description": "A notification was accepted" }));
    }
    for (status, texts) in texts {
        responses.insert(status.to_string(), failure(entry, status, &texts));
    }
    responses.into()
}

fn failure(entry: &OwnRouteEntry, status: u16, texts: &[&str]) -> Value {
    let other_body = match (entry.route, status) {
        (OwnRoute::Health, 500) | (OwnRoute::Mcp, 400 | 404) => entry.operation.docs.response,
        _ => None,
    };
    match (other_body, texts) {
        (None, [text]) if shared_errors().contains(&(status, text)) => {
            json!({ "$ref": format!("#/components/responses/Gateway{status}") })
        }
        (None, _) => error(&texts.join("; ")),
        (Some(schema), _) => {
            let mut response = error(&texts.join("; "));
            let content = &mut response["content"]["application/json"]["schema"];
            *content = json!({ "anyOf": [reference(schema.name), content.take()] });
            response
        }
    }
}

fn success(entry: &OwnRouteEntry) -> Value {
    let Some(schema) = entry.operation.docs.response else { return json!({ "description": "Done" }) };
    let mut content = json!({ "application/json": { "schema": reference(schema.name) } });
    let other_type = match entry.route {
        OwnRoute::Teams => Some("text/csv"),
        OwnRoute::Mcp => Some("text/event-stream"),
        _ => None,
    };
    if let Some(other_type) = other_type {
        content[other_type] = json!({ "schema": { "type": "string" } });
    }
    json!({ "description": "Done", "content": content })
}
