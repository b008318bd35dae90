//! `tools.tsv`: the tools of the MCP endpoint, one per line: operation, name, definition.

use serde_json::{Value, json};

use super::schema::object;
use crate::api::OPERATIONS;
use crate::api::operation::{Kind, Method, Operation, Rule};
use crate::policy::defaults::{MAX_TOOL_WAIT_S, TOOL_WAIT_S};

/// Tools whose names do not follow from the operation's name. They have the names of the same tools in the vendor's MCP server.
const NAMES: [(&str, &str); 5] = [
    ("tasks.get", "get_task_status"),
    ("linkedin.fetchProfilesPosts", "fetch_linkedin_profile_posts"),
    ("linkedin.commentPost", "comment_on_linkedin_post"),
    ("engagement.like", "like_watchlist_post"),
    ("engagement.comment", "comment_on_watchlist_post"),
];

/// The file's text. The sign-in operations are not tools, because an agent has a token already.
pub fn tools() -> String {
    let operations = OPERATIONS.iter().filter(|operation| operation.auth);
    let lines = operations.map(|operation| (operation.name, name(operation), definition(operation)));
    let usage = ("usage", "get_usage".to_owned(), usage_definition());
    let lines =
        lines.chain([usage]).map(|(operation, name, definition)| format!("{operation}\t{name}\t{definition}\n"));
    lines.collect()
}

/// The name of an operation's tool, by the vendor's pattern: `list_keyword_watchlists`, `fetch_linkedin_profile`, `get_posts`.
fn name(operation: &Operation) -> String {
    if let Some((_, name)) = NAMES.iter().find(|(known, _)| *known == operation.name) {
        return (*name).to_owned();
    }
    let parts: Vec<_> = operation.name.split('.').collect();
    match parts[..] {
        ["watchlists", kind, "list"] => format!("list_{kind}_watchlists"),
        ["watchlists", kind, verb] => format!("{verb}_{kind}_watchlist"),
        ["linkedin", method] => snake_case(method).replacen('_', "_linkedin_", 1),
        [group, "list" | "get"] => format!("get_{group}"),
        _ => snake_case(&parts.join("_")),
    }
}

fn snake_case(name: &str) -> String {
    let mut text = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            text.push('_');
        }
        text.push(c.to_ascii_lowercase());
    }
    text
}

fn definition(operation: &Operation) -> Value {
    let mut schema = object(operation.params);
    schema["additionalProperties"] = false.into();
    if operation.kind.is_task() {
        schema["properties"]["wait_seconds"] = json!({
            "type": "integer", "minimum": 0, "maximum": MAX_TOOL_WAIT_S, "default": TOOL_WAIT_S,
            "description": "How long to wait for the result; 0 returns the task's id at once.",
        });
    }
    if operation.name == "tasks.get" {
        let fields = std::mem::take(&mut schema["properties"]["api_agent_task_id"]);
        schema["properties"] = json!({ "task_id": fields });
        schema["required"] = json!(["task_id"]);
    }
    simplify(&mut schema);
    json!({
        "name": name(operation),
        "description": description(operation),
        "inputSchema": schema,
        "annotations": annotations(operation),
    })
}

fn usage_definition() -> Value {
    json!({
        "name": "get_usage",
        "description": "Reads how often this team called each operation, which errors it met, and how many LinkedIn actions are left in this hour (actions: hour, limit, reset_ms).",
        "inputSchema": {
            "type": "object",
            "properties": { "days": {
                "type": "integer", "minimum": 1, "maximum": 90, "default": 7, "description": "How many days back.",
            } },
            "additionalProperties": false,
        },
        "annotations": { "readOnlyHint": true, "openWorldHint": false },
    })
}

/// The effect of the operation, its cost, and the constraints between its arguments. The constraints are text, because model providers
/// reject keywords such as `allOf` at the top of a schema.
fn description(operation: &Operation) -> String {
    let mut text = operation.docs.summary.to_owned();
    match operation.kind {
        Kind::Task => text += " Waits for the result.",
        Kind::WriteTask => text += " Acts on LinkedIn in the name of the team's account. Waits for the outcome.",
        Kind::Read | Kind::Write => {}
    }
    if operation.kind.is_task() {
        text += " Needs the OutX Chrome extension, active within 48 hours.";
    }
    if operation.action {
        text += " Counts as a LinkedIn action.";
    }
    for rule in operation.rules {
        text += &match *rule {
            Rule::AnyOf(names) => format!(" At least one of {} is required.", names.join(", ")),
            Rule::OneOf(names) => format!(" Exactly one of {} is required.", names.join(", ")),
            Rule::ConflictsWith(name, others) => format!(" With {name}, leave out {}.", others.join(", ")),
            Rule::RequiredWhen(name, other, value) => format!(" {name} is required when {other} is {value}."),
        };
    }
    text
}

/// Hints by which the client decides when to ask the user.
fn annotations(operation: &Operation) -> Value {
    let read_only = matches!(operation.kind, Kind::Read | Kind::Task);
    // The tool reaches beyond the team's own data, to LinkedIn.
    let open_world = operation.kind.is_task() || operation.action;
    if read_only {
        return json!({ "readOnlyHint": true, "openWorldHint": open_world });
    }
    let replaces = matches!(operation.method, Method::Put | Method::Delete);
    json!({
        "readOnlyHint": false, "destructiveHint": replaces, "idempotentHint": replaces, "openWorldHint": open_world,
    })
}

/// Removes keywords that agents do not need and some model providers reject. The gateway checks every argument itself.
fn simplify(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            let is_schema = fields.get("type").is_some_and(Value::is_string);
            if is_schema {
                fields.remove("pattern");
                if fields.get("minLength") == Some(&json!(1)) {
                    fields.remove("minLength");
                }
                if fields.get("minItems") == Some(&json!(0)) {
                    fields.remove("minItems");
                }
            }
            fields.values_mut().for_each(simplify);
        }
        Value::Array(items) => items.iter_mut().for_each(simplify),
        _ => {}
    }
}
