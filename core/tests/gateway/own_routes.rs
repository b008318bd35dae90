//! Compares the OpenAPI document of a gateway with its router.

use std::collections::BTreeSet;

use outx_core::api::OPERATIONS;
use outx_core::api::own_routes::{OWN_ROUTES, RequiredCaller};
use outx_core::codegen::gateway_openapi::gateway_openapi;
use outx_core::codegen::openapi::openapi;
use outx_core::gateway::auth::revocation::SignOutScope;
use outx_core::gateway::authorize::allowed_methods;
use outx_core::gateway::records::{AuditQuery, parse_requests_query, parse_usage_query};
use outx_core::gateway::teams::TeamsQuery;
use serde_json::Value;

const PREFIX: &str = "/_gateway/";

fn document() -> Value {
    gateway_openapi("0.0.0")
}

/// Method, path and description of each own route in the document.
fn described(document: &Value) -> Vec<(String, &str, &Value)> {
    let paths = document["paths"].as_object().unwrap().iter().filter(|(path, _)| path.starts_with(PREFIX));
    let methods = paths.flat_map(|(path, methods)| {
        methods.as_object().unwrap().iter().map(move |(method, it)| (method.to_uppercase(), path.as_str(), it))
    });
    methods.collect()
}

#[test]
fn every_route_that_the_router_knows_is_in_the_document_and_no_other() {
    let document = document();
    let in_document: BTreeSet<_> =
        described(&document).iter().map(|(method, path, _)| format!("{method} {path}")).collect();
    let paths: BTreeSet<_> = OWN_ROUTES.iter().map(|entry| entry.operation.path).collect();
    let in_router: BTreeSet<_> = paths
        .iter()
        .flat_map(|path| {
            allowed_methods(path).unwrap().split(", ").map(|it| format!("{it} {path}")).collect::<Vec<_>>()
        })
        // The router serves HEAD as GET on every path that has GET.
        .filter(|route| !route.starts_with("HEAD "))
        .collect();
    assert_eq!(in_document, in_router);
    assert_eq!(in_document.len(), OWN_ROUTES.len());
    for path in described(&document).iter().map(|(_, path, _)| path) {
        assert!(allowed_methods(path).is_some(), "{path}");
    }
}

#[test]
fn the_document_has_every_operation_of_the_api_unchanged() {
    let (gateway, api) = (document(), openapi("0.0.0"));
    for operation in &OPERATIONS {
        let method = operation.method.as_str().to_lowercase();
        let (mut one, mut other) =
            (gateway["paths"][operation.path][&method].clone(), api["paths"][operation.path][&method].clone());
        // The gateway has the key itself.
        one["security"].take();
        other["security"].take();
        assert_eq!(one, other, "{}", operation.name);
    }
    assert!(!gateway.to_string().contains("x-api-key"));
    assert!(!gateway["servers"].to_string().contains("api.outx.ai"));
    for (name, schema) in api["components"]["schemas"].as_object().unwrap() {
        assert_eq!(&gateway["components"]["schemas"][name], schema, "a schema of an own route has the name {name}");
    }
}

#[test]
fn every_own_route_has_texts_responses_and_a_name_of_its_own() {
    let document = document();
    let mut names = BTreeSet::new();
    for (method, path, route) in described(&document) {
        let at = format!("{method} {path}");
        assert!(names.insert(route["operationId"].as_str().unwrap().to_owned()), "{at}");
        for text in ["summary", "description"] {
            assert!(route[text].as_str().is_some_and(|text| text.ends_with('.')), "{at} {text}");
        }
        let responses = route["responses"].as_object().unwrap();
        assert_eq!(
            responses.keys().filter(|status| status.starts_with("20")).count(),
            if path.ends_with("mcp") { 2 } else { 1 },
            "{at}"
        );
        for (status, mut response) in responses {
            if let Some(path) = response["$ref"].as_str() {
                response = document.pointer(&path[1..]).unwrap_or_else(|| panic!("{at}: {path} leads nowhere"));
            }
            assert!(response["description"].as_str().is_some_and(|text| !text.is_empty()), "{at} {status}");
        }
    }
}

#[test]
fn references_resolve_and_responses_require_the_fields_that_are_always_present() {
    let document = document();
    fn visit(document: &Value, json: &Value) {
        match json {
            Value::Object(fields) => {
                if let Some(path) = fields.get("$ref").and_then(Value::as_str) {
                    assert!(document.pointer(&path[1..]).is_some(), "{path} leads nowhere");
                }
                fields.values().for_each(|field| visit(document, field));
            }
            Value::Array(items) => items.iter().for_each(|item| visit(document, item)),
            _ => {}
        }
    }
    visit(&document, &document);
    let audit = &document["components"]["schemas"]["GatewayAudit"];
    assert_eq!(audit["required"], serde_json::json!(["writes", "next"]));
    assert_eq!(audit["properties"]["next"]["type"], serde_json::json!(["integer", "null"]));
}

#[test]
fn the_security_of_a_route_follows_from_its_required_caller() {
    let document = document();
    for entry in &OWN_ROUTES {
        let route = &document["paths"][entry.operation.path][entry.operation.method.as_str().to_lowercase()];
        let security = route["security"].to_string();
        let roles: &[&str] = match entry.caller {
            None => {
                assert_eq!(security, "[]");
                continue;
            }
            Some(RequiredCaller::Any) => &[],
            Some(RequiredCaller::Reader | RequiredCaller::Member | RequiredCaller::Agent) => &["read"],
            Some(RequiredCaller::Writer(_)) => &["write"],
            Some(RequiredCaller::WriterOrOperator(_)) => &["write", "operator"],
            Some(RequiredCaller::Operator) => &["operator"],
            Some(RequiredCaller::Person) => &["person"],
        };
        for role in ["read", "write", "operator", "person"] {
            assert_eq!(
                security.contains(&format!("\"{role}\"")),
                roles.contains(&role),
                "{} {role}",
                entry.operation.name
            );
        }
    }
}

#[test]
fn the_bounds_of_query_parameters_are_those_that_the_gateway_checks() {
    let document = document();
    let parses = |path: &str, query: &str| match path {
        "/_gateway/usage" => parse_usage_query(query).is_ok(),
        "/_gateway/audit" => AuditQuery::parse(query).is_ok(),
        "/_gateway/teams" => TeamsQuery::parse(query).is_ok(),
        "/_gateway/requests" => parse_requests_query(query).is_ok(),
        "/_gateway/session" => SignOutScope::parse(query).is_ok(),
        other => panic!("{other} has parameters that this test does not know"),
    };
    let mut checked = 0;
    for (method, path, route) in described(&document) {
        // The Worker parses the query of the agent tokens itself.
        let parameters = route["parameters"].as_array().into_iter().flatten().filter(|_| !path.ends_with("/agents"));
        for parameter in parameters {
            let (name, schema) = (parameter["name"].as_str().unwrap(), &parameter["schema"]);
            let accepts = |value: &str| parses(path, &format!("{name}={value}"));
            let at = format!("{method} {path} {name}");
            let values =
                schema["enum"].as_array().map(|values| values.iter().map(|value| value.as_str().unwrap()).collect());
            let values = if schema["type"] == "boolean" { Some(vec!["true", "false"]) } else { values };
            for value in values.into_iter().flatten() {
                assert!(accepts(value), "{at}={value}");
            }
            if schema["type"] == "integer" {
                let (min, max) = (schema["minimum"].as_u64().unwrap(), schema["maximum"].as_u64());
                assert!(accepts(&min.to_string()) && (min == 0 || !accepts(&(min - 1).to_string())), "{at}");
                if let Some(max) = max {
                    assert!(accepts(&max.to_string()) && !accepts(&(max + 1).to_string()), "{at}");
                }
            }
            assert!(!accepts("") && !accepts("~"), "{at}");
            checked += 1;
        }
    }
    assert_eq!(checked, 10);
}
