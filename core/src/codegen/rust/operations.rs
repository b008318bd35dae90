//! `src/operations`: the typed methods, one file per group.

use super::args::has_struct;
use super::responses::object_type;
use super::write::{HEADER, doc, module};
use crate::api::operation::{Kind, Operation, Param, Rule, Shape};
use crate::api::schema::Schema;
use crate::api::{GROUPS, Group, OPERATIONS};
use crate::codegen::{errors, example, names};

/// Each file's path and text.
pub fn files() -> Vec<(String, String)> {
    let names: Vec<_> = GROUPS.iter().map(|group| group.name).collect();
    let index = module("The operations as typed methods, one object per group.", &names);
    let files = GROUPS.iter().map(|group| (format!("src/operations/{}.rs", group.name), file(group)));
    files.chain([("src/operations/mod.rs".to_owned(), index)]).collect()
}

fn file(group: &Group) -> String {
    let Group { name, type_name, description, .. } = group;
    let operations: Vec<_> = OPERATIONS.iter().filter(|operation| names::group(operation) == *name).collect();
    let mut kinds: Vec<&str> = operations.iter().filter_map(|operation| kind_of(operation)).collect();
    kinds.dedup();
    let mut text = object(type_name, description);
    text += &format!(
        "impl Outx {{\n{}pub fn {name}(&self) -> {type_name}<'_> {{\n{type_name} {{ outx: self }}\n}}\n}}\n\n",
        doc(description)
    );
    if kinds.is_empty() {
        let methods: String = operations.iter().map(|operation| methods(operation)).collect();
        let more = if *name == "tasks" { RESUME } else { "" };
        text += &format!("impl {type_name}<'_> {{\n{methods}{more}}}\n");
    } else {
        let accessors: String = kinds.iter().map(|kind| accessor(kind, type_name)).collect();
        text += &format!("impl<'a> {type_name}<'a> {{\n{accessors}}}\n\n");
    }
    for kind in kinds {
        let of_kind = operations.iter().filter(|operation| kind_of(operation) == Some(kind));
        let methods: String = of_kind.map(|operation| methods(operation)).collect();
        let object_name = format!("{}{type_name}", names::pascal(kind));
        text += &object(&object_name, &format!("The {kind} {name}."));
        text += &format!("impl {object_name}<'_> {{\n{methods}}}\n\n");
    }
    let maps = if text.contains("BTreeMap::") { "use std::collections::BTreeMap;\n\n" } else { "" };
    let lists = if text.contains("-> List<") { "use crate::pages::List;\n" } else { "" };
    let requests = if text.contains("-> Request<") { "use crate::request::Request;\n" } else { "" };
    let tasks = if text.contains("Task<") { "use crate::task::Task;\n" } else { "" };
    format!(
        "{HEADER}//! `outx.{name}()`.\n\n{maps}use outx_core::api::named;\n\nuse crate::client::Outx;\n\
        {lists}{requests}{tasks}use crate::types::*;\n\n{text}"
    )
}

/// The method that the client adds to the operations on tasks.
const RESUME: &str = "/// A handle of a task by its id, whose output is read as `T`; makes no request.\n///\n/// ```no_run\n\
    /// # use outx_client::{Outx, types::*};\n/// # async fn run(outx: Outx) -> Result<(), outx_client::Error> {\n\
    /// let profile = outx.tasks().resume::<Profile>(\"3d6f9a10-0000-4000-8000-000000000010\").wait().await?;\n\
    /// # Ok(())\n/// # }\n/// ```\n\
    pub fn resume<T>(&self, id: impl Into<String>) -> Task<T> {\nself.outx.resume_task(id)\n}\n";

/// `keyword` of `watchlists.keyword.list`.
fn kind_of(operation: &Operation) -> Option<&'static str> {
    let parts: Vec<&'static str> = operation.name.split('.').collect();
    if let [_, kind, _] = parts[..] { Some(kind) } else { None }
}

fn object(name: &str, description: &str) -> String {
    format!("{}#[derive(Clone, Copy)]\npub struct {name}<'a> {{\npub(crate) outx: &'a Outx,\n}}\n\n", doc(description))
}

fn accessor(kind: &str, group_type: &str) -> String {
    let name = format!("{}{group_type}", names::pascal(kind));
    format!("/// The {kind} ones.\npub fn {kind}(&self) -> {name}<'a> {{\n{name} {{ outx: self.outx }}\n}}\n\n")
}

/// The methods of an operation. An operation has two if its argument `id` selects one item, or if its tasks output pages of a list.
fn methods(operation: &'static Operation) -> String {
    let methods = match (operation.docs.selected, names::id_param(operation), operation.docs.item) {
        (Some(selected), Some(id), _) => vec![list_all(operation, selected), get_one(operation, id, selected)],
        (_, _, Some(item)) if operation.kind.is_task() => vec![plain(operation), items(operation, item)],
        _ => vec![plain(operation)],
    };
    methods.iter().map(|method| method.write(operation)).collect()
}

fn plain(operation: &Operation) -> Method {
    let name = names::snake(names::method(operation));
    let (parameters, value, example) = if has_struct(operation) {
        (format!("&self, args: {}", names::args(operation)), "&args".to_owned(), example_args(operation))
    } else if let Some(id) = names::id_param(operation) {
        (BY_ID.to_owned(), id_value(id), format!("\"{}\"", example::text(id)))
    } else {
        ("&self".to_owned(), NO_VALUE.to_owned(), String::new())
    };
    let call = format!("{}.{name}({example})", receiver(operation));
    let (returns, example, function) = match (operation.kind, operation.docs.item) {
        (Kind::Task | Kind::WriteTask, _) => {
            let output = operation.docs.output.map_or("Any", object_type);
            let example = format!("let task = {call}.await?;\nlet output = task.wait().await?;");
            (format!("Request<Task<{output}>>"), example, "create_task")
        }
        (_, Some(item)) => (list_of(operation.docs.response, item), iterate(&call), "list"),
        _ => {
            let response = response(operation.docs.response, None);
            (format!("Request<{response}>"), format!("let value = {call}.await?;"), "call")
        }
    };
    Method { name, summary: operation.docs.summary.to_owned(), parameters, value, returns, example, function }
}

/// The method that calls the operation without the id that selects one item.
fn list_all(operation: &Operation, selected: &'static Schema) -> Method {
    Method {
        name: "list".to_owned(),
        summary: "Lists all of them, in one response.".to_owned(),
        parameters: "&self".to_owned(),
        value: NO_VALUE.to_owned(),
        returns: format!("Request<{}>", response(operation.docs.response, Some(selected))),
        example: format!("let all = {}.list().await?;", receiver(operation)),
        function: "call",
    }
}

fn get_one(operation: &Operation, id: &Param, selected: &'static Schema) -> Method {
    Method {
        name: "get".to_owned(),
        summary: "Reads one.".to_owned(),
        parameters: BY_ID.to_owned(),
        value: id_value(id),
        returns: format!("Request<{}>", object_type(selected)),
        example: format!("let one = {}.get(\"{}\").await?;", receiver(operation), example::text(id)),
        function: "call",
    }
}

/// The items of the pages that the tasks of an operation output.
fn items(operation: &Operation, item: &'static Schema) -> Method {
    let name = names::snake(names::method(operation).trim_start_matches("fetch"));
    Method {
        example: iterate(&format!("{}.{name}({})", receiver(operation), example_args(operation))),
        summary: format!(
            "The items of `{}`, page after page. Each page is a task, and so one LinkedIn action.",
            operation.name
        ),
        name,
        parameters: format!("&self, args: {}", names::args(operation)),
        value: "&args".to_owned(),
        returns: list_of(operation.docs.output, item),
        function: "list",
    }
}

const BY_ID: &str = "&self, id: impl AsRef<str>";
const NO_VALUE: &str = "&BTreeMap::<&str, &str>::new()";

fn id_value(id: &Param) -> String {
    format!("&BTreeMap::from([(\"{}\", id.as_ref())])", id.name)
}

struct Method {
    name: String,
    summary: String,
    parameters: String,
    /// The expression that is serialized as the arguments.
    value: String,
    returns: String,
    example: String,
    /// The function of the client that makes the call.
    function: &'static str,
}

impl Method {
    fn write(&self, operation: &Operation) -> String {
        let Self { name, summary, parameters, value, returns, example, function } = self;
        let mut text = doc(summary.trim());
        let errors = errors::notable(operation);
        if !errors.is_empty() {
            text += "///\n/// # Errors\n";
            for (code, error) in errors {
                text += &format!("/// - `{}`: {error}\n", code.as_str());
            }
        }
        let example: String = example.lines().map(|line| format!("/// {line}\n")).collect();
        format!(
            "{text}///\n/// ```no_run\n/// # use outx_client::{{Outx, types::*}};\n\
            /// # async fn run(outx: Outx) -> Result<(), outx_client::Error> {{\n{example}/// # Ok(())\n/// # }}\n/// ```\n\
            pub fn {name}({parameters}) -> {returns} {{\n\
            self.outx.{function}(const {{ named(\"{}\") }}, {value})\n}}\n\n",
            operation.name
        )
    }
}

/// `outx.watchlists().keyword()`.
fn receiver(operation: &Operation) -> String {
    let parts: Vec<_> = operation.name.split('.').collect();
    let path: String = parts[..parts.len() - 1].iter().map(|part| format!(".{part}()")).collect();
    format!("outx{path}")
}

fn response(schema: Option<&Schema>, item: Option<&Schema>) -> String {
    match (schema, item) {
        (Some(schema), Some(item)) => format!("{}<{}>", schema.name, item.name),
        (Some(schema), None) => object_type(schema).to_owned(),
        (None, _) => "Any".to_owned(),
    }
}

fn list_of(page: Option<&Schema>, item: &Schema) -> String {
    format!("List<{}, {}>", response(page, None), object_type(item))
}

fn iterate(call: &str) -> String {
    format!(
        "let mut items = {call}.stream();\nwhile let Some(item) = items.try_next().await? {{\n    println!(\"{{item:?}}\");\n}}"
    )
}

/// An expression for the arguments.
fn example_args(operation: &Operation) -> String {
    let name = names::args(operation);
    let required: Vec<_> = operation.params.iter().filter(|param| param.required).collect();
    let choice = operation.rules.iter().find_map(|rule| match rule {
        Rule::OneOf(names) => Some((names[0], true)),
        Rule::AnyOf(names) => Some((names[0], false)),
        _ => None,
    });
    let chosen = choice.and_then(|(name, is_constructor)| Some((operation.param(name)?, is_constructor)));
    let with = |params: &[&Param]| params.iter().map(|param| value(param)).collect::<Vec<_>>().join(", ");
    let base =
        if required.is_empty() { "Default::default()".to_owned() } else { format!("{name}::new({})", with(&required)) };
    match chosen {
        Some((param, true)) => {
            format!("{name}::from_{}({})", names::snake(param.name), with(&[&required[..], &[param]].concat()))
        }
        Some((param, false)) => {
            format!("{name} {{ {}: Some({}.into()), ..{base} }}", names::snake(param.name), value(param))
        }
        None if required.is_empty() => format!("{name}::default()"),
        None => base,
    }
}

fn value(param: &Param) -> String {
    let text = example::text(param);
    if matches!(param.shape, Shape::List(..)) { format!("[\"{text}\"]") } else { format!("\"{text}\"") }
}
