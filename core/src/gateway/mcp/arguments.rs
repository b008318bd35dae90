//! Converts the arguments of a tool call to an API request.

use serde_json::{Map, Value as Json, json};

use super::protocol::ApiRequest;
use crate::api::operation::{Operation, Param, Place, Shape};
use crate::api::paging::Paging;
use crate::call::{JsonView, Value as _, decode_slugs, target, validate};
use crate::gateway::clock::KEPT_DAYS;
use crate::text::number::parse_whole;

/// Builds the API request of a tool call.
///
/// # Errors
/// What is wrong with the arguments, in the words of the client's own argument validation.
pub fn request(operation: &'static Operation, arguments: Map<String, Json>) -> Result<ApiRequest, String> {
    let mut arguments = Json::Object(normalize_fields(operation.params, rename(operation, arguments)));
    validate(operation, &JsonView(Some(&arguments)))?;
    let mut slugs = Vec::new();
    decode_slugs(operation, &JsonView(Some(&arguments)), |name| slugs.push(name));
    for name in slugs {
        decode(&mut arguments[name]);
    }
    let target = target(operation, &JsonView(Some(&arguments)), &JsonView(None));
    // Inserted one by one: collecting into a map would link a sort.
    let mut body = Map::new();
    for param in operation.params.iter().filter(|param| param.place == Place::Body) {
        if let Some(value) = arguments.get(param.name) {
            body.insert(param.name.to_owned(), value.clone());
        }
    }
    let body = operation.has_body().then(|| Json::Object(body).to_string());
    Ok(ApiRequest { method: operation.method.as_str(), target, body })
}

/// The cursor and the size of the requested page.
pub fn page_of(operation: &Operation, paging: &Paging, arguments: &Map<String, Json>) -> (u32, u32) {
    let number = |name: &str, default: u32| {
        let shape = operation.param(name).map(|param| &param.shape);
        let value = arguments.get(name).cloned().zip(shape).map(|(value, shape)| normalize(shape, value));
        value.and_then(|value| u32::try_from(value.as_u64()?).ok()).unwrap_or(default)
    };
    (number(paging.cursor, paging.first), number(paging.size, paging.default_size).max(1))
}

/// The argument `days`: a whole number from 1 to 90, as a number or as text, which the arguments of prompts always are; 7 when it is absent.
///
/// # Errors
/// The allowed range and the value.
pub fn days_argument(argument: Option<&Json>) -> Result<u32, String> {
    let Some(value) = argument.filter(|value| !value.is_null()) else { return Ok(7) };
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let number = parse_whole(text.trim()).filter(|days| (1..=KEPT_DAYS).contains(days));
    number.ok_or_else(|| format!("days must be a whole number from 1 to {KEPT_DAYS}, got {value}"))
}

/// Decodes the percent-encoding of a slug, or of each in a list, once.
fn decode(value: &mut Json) {
    match value {
        Json::String(slug) => {
            if let Some(decoded) = JsonView::percent_decoded(slug) {
                *slug = decoded;
            }
        }
        Json::Array(slugs) => slugs.iter_mut().for_each(decode),
        _ => {}
    }
}

/// Renames arguments whose names differ from the API's: those of our tools, and those of the vendor's MCP server, so that prompts that were
/// written for it keep working.
fn rename(operation: &Operation, mut arguments: Map<String, Json>) -> Map<String, Json> {
    if operation.name == "tasks.get"
        && let Some(id) = arguments.remove("task_id")
    {
        arguments.insert("api_agent_task_id".to_owned(), id);
    }
    if operation.param("keywords").is_some_and(|keywords| matches!(keywords.shape, Shape::List(Shape::Either(..), _))) {
        share_keyword_rules(&mut arguments);
    }
    arguments
}

/// Moves words that are required or excluded for all keywords, as in the vendor's tools, to each keyword, as in the API.
fn share_keyword_rules(arguments: &mut Map<String, Json>) {
    let required = arguments.remove("required_keywords");
    let excluded = arguments.remove("exclude_keywords");
    let shared = [("required_keywords", required), ("excluded_keywords", excluded)];
    let Some(Json::Array(keywords)) = arguments.get_mut("keywords") else { return };
    for (name, words) in shared {
        let Some(words) = words.filter(Json::is_array) else { continue };
        for keyword in keywords.iter_mut() {
            if keyword.is_string() {
                *keyword = json!({ "keyword": keyword.take() });
            }
            if let Json::Object(keyword) = keyword {
                keyword.entry(name).or_insert_with(|| words.clone());
            }
        }
    }
}

/// Converts values to the types that the API expects: agents send `null` for absent fields, numbers and booleans as text, and labels as bare
/// names.
fn normalize_fields(params: &[Param], fields: Map<String, Json>) -> Map<String, Json> {
    let mut normalized = Map::new();
    for (name, value) in fields {
        let shape = params.iter().find(|param| param.name == name).map(|param| &param.shape);
        if value.is_null() && !shape.is_some_and(takes_null) {
            continue;
        }
        let value = match shape {
            Some(shape) => normalize(shape, value),
            None => value,
        };
        normalized.insert(name, value);
    }
    normalized
}

fn takes_null(shape: &Shape) -> bool {
    match shape {
        Shape::Null => true,
        Shape::Either(a, b) => takes_null(a) || takes_null(b),
        _ => false,
    }
}

/// Converts text to the number or Boolean that the argument expects: agents often send numbers as text.
fn normalize(shape: &Shape, value: Json) -> Json {
    match (shape, value) {
        (Shape::Integer(..) | Shape::NumberEnum(_), Json::String(text)) => {
            parse_whole(text.trim()).map_or(Json::String(text), Json::from)
        }
        (Shape::Bool, Json::String(text)) => match text.as_str() {
            "true" => Json::Bool(true),
            "false" => Json::Bool(false),
            _ => Json::String(text),
        },
        (Shape::List(item, _), Json::Array(items)) => {
            Json::Array(items.into_iter().map(|value| normalize(item, value)).collect())
        }
        (Shape::Record(params), Json::Object(fields)) => Json::Object(normalize_fields(params, fields)),
        (Shape::Record(params), Json::String(name)) if params.iter().any(|param| param.name == "name") => {
            json!({ "name": name })
        }
        (_, value) => value,
    }
}
