//! `methods.d.ts`: the operations as methods, one interface per group.

use super::args::has_type;
use super::write::{HEADER, doc, import};
use crate::api::operation::{Operation, Rule};
use crate::api::schema::Schema;
use crate::api::{GROUPS, Group, OPERATIONS};
use crate::codegen::schemas::Schemas;
use crate::codegen::{errors, names};

/// The methods that the handwritten `WatchlistGroup` declares for every kind.
const COMMON_METHODS: [&str; 4] = ["list", "create", "update", "delete"];

/// The file's text.
pub fn declarations() -> String {
    let text: String = GROUPS.iter().map(group).collect();
    let schemas = Schemas::collect();
    let responses: Vec<_> = schemas.objects.iter().map(|used| used.item.name).collect();
    let args: Vec<_> = OPERATIONS.iter().filter(|operation| has_type(operation)).map(names::args).collect();
    let args: Vec<_> = args.iter().map(String::as_str).collect();
    let imports = [
        import(&text, &args, "args"),
        import(&text, &["CallOptions", "CallPromise", "NoArguments", "Pages"], "calls"),
        import(&text, &responses, "responses"),
        import(&text, &["Task"], "tasks"),
        import(&text, &["WatchlistGroup"], "watchlists"),
    ];
    format!("{HEADER}{}\n{}\n", imports.concat(), text.trim_end())
}

fn group(group: &Group) -> String {
    let operations: Vec<_> = OPERATIONS.iter().filter(|operation| names::group(operation) == group.name).collect();
    let name = if group.is_extended { format!("{}Operations", group.type_name) } else { group.type_name.to_owned() };
    let mut kinds: Vec<&str> = operations.iter().filter_map(|operation| kind_of(operation)).collect();
    kinds.dedup();
    let (mut before, mut members) = (String::new(), String::new());
    for kind in kinds {
        let of_kind: Vec<_> = operations.iter().copied().filter(|operation| kind_of(operation) == Some(kind)).collect();
        let description = format!("The {kind} {}.", group.name);
        let object = format!("{}{}", names::pascal(kind), group.type_name);
        before += &format!("{}{}", doc(&description, 0), kind_interface(&object, &of_kind));
        members += &format!("{}  {kind}: {object};\n", doc(&description, 2));
    }
    let plain = operations.iter().filter(|operation| kind_of(operation).is_none());
    members += &plain.map(|operation| method(operation)).collect::<String>();
    format!("{before}{}export interface {name} {{\n{members}}}\n\n", doc(group.description, 0))
}

/// `keyword` of `watchlists.keyword.list`.
fn kind_of(operation: &Operation) -> Option<&'static str> {
    let parts: Vec<&'static str> = operation.name.split('.').collect();
    if let [_, kind, _] = parts[..] { Some(kind) } else { None }
}

/// The interface of a kind of watchlists: what all kinds have, and operations of its own.
fn kind_interface(name: &str, operations: &[&'static Operation]) -> String {
    let of = |method: &str| operations.iter().copied().find(|operation| names::method(operation) == method);
    let missing: Vec<_> = COMMON_METHODS.into_iter().filter(|method| of(method).is_none()).collect();
    assert!(missing.is_empty(), "{name} lacks {missing:?}, which every kind of watchlist has");
    let item = of("list").and_then(|operation| operation.docs.selected).map_or("Watchlist", |schema| schema.name);
    let args = |method: &str| of(method).map_or_else(String::new, names::args);
    let own = operations.iter().filter(|operation| !COMMON_METHODS.contains(&names::method(operation)));
    let own: String = own.map(|operation| method(operation)).collect();
    format!(
        "export interface {name} extends WatchlistGroup<{item}, {}, {}> {{\n{own}}}\n\n",
        args("create"),
        args("update")
    )
}

fn method(operation: &'static Operation) -> String {
    let (parameter, generic) = match (has_type(operation), names::id_param(operation), generic_of(operation)) {
        (true, _, generic) => {
            (format!("args{}: {}", if needs_none(operation) { "?" } else { "" }, names::args(operation)), generic)
        }
        (false, Some(id), generic) => {
            let noun = names::group(operation).trim_end_matches('s');
            (format!("{noun}: string | {{ {}: string }}", id.name), generic)
        }
        (false, None, generic) => ("args?: NoArguments".to_owned(), generic),
    };
    let name = names::method(operation);
    format!(
        "{}  {name}{generic}({parameter}, options?: CallOptions): {};\n",
        description(operation),
        returns(operation)
    )
}

/// Whether the operation may be called without arguments.
fn needs_none(operation: &Operation) -> bool {
    let is_needed = |rule: &Rule| matches!(rule, Rule::AnyOf(_) | Rule::OneOf(_));
    operation.params.iter().all(|param| !param.required) && !operation.rules.iter().any(is_needed)
}

fn generic_of(operation: &Operation) -> String {
    let parameter = operation.docs.response.and_then(|schema| schema.parameter);
    parameter.map_or_else(String::new, |parameter| format!("<{} = {}>", parameter.name, parameter.default.name))
}

fn returns(operation: &Operation) -> String {
    let name = |schema: Option<&Schema>| match schema {
        Some(Schema { name, parameter: Some(parameter), .. }) => format!("{name}<{}>", parameter.name),
        Some(schema) => schema.name.to_owned(),
        None => "unknown".to_owned(),
    };
    match operation.docs {
        docs if operation.kind.is_task() => format!("CallPromise<Task<{}>>", name(docs.output)),
        docs if docs.item.is_some() => format!("Pages<{}, {}>", name(docs.item), name(docs.response)),
        docs => format!("CallPromise<{}>", name(docs.response)),
    }
}

fn description(operation: &Operation) -> String {
    let mut text = operation.docs.summary.to_owned();
    let errors = errors::notable(operation);
    if !errors.is_empty() {
        text.push('\n');
    }
    for (code, error) in errors {
        text += &format!("\n@throws {{{}}} `{}`: {error}", code.class().as_str(), code.as_str());
    }
    doc(&text, 2)
}
