//! The reference: one Markdown page per operation.

use super::rules;
use crate::api::OPERATIONS;
use crate::api::operation::{Kind, Operation, Param, Shape};
use crate::api::schema::{Schema, Type};
use crate::policy::code::{Code, classify};
use crate::text::message::MessageBuilder;

/// Each page's file name and text, the index first.
pub fn pages() -> Vec<(String, String)> {
    let pages = OPERATIONS.iter().map(|operation| (format!("{}.md", operation.name), page(operation)));
    std::iter::once(("README.md".to_owned(), index())).chain(pages).collect()
}

fn index() -> String {
    let mut text = String::from(
        "# Reference\n\nGenerated from the description of the API by `outx-docs`.\n\n## Operations\n\n\
         | operation | kind | request | what it does |\n|---|---|---|---|\n",
    );
    for op in &OPERATIONS {
        let (name, kind, method) = (op.name, op.kind.as_str(), op.method.as_str());
        text += &format!("| [`{name}`]({name}.md) | {kind} | `{method} {}` | {} |\n", op.path, op.docs.summary);
    }
    text += "\n## Errors\n\n| class | code | meaning |\n|---|---|---|\n";
    for code in Code::ALL {
        let description = code.description().trim();
        text += &format!("| `{}` | `{}` | {description} |\n", code.class().as_str(), code.as_str());
    }
    text
}

fn page(op: &Operation) -> String {
    let mut text = format!("# {}\n\n{}\n\n`{} {}`", op.name, op.docs.summary, op.method.as_str(), op.path);
    text += &format!(" · {}", op.kind.as_str());
    text += if op.action { " · counts as a LinkedIn action\n\n" } else { "\n\n" };
    text += &format!("```js\n{}\n```\n\n## Arguments\n\n{}", call(op), arguments(op));
    text += &format!("\n## Response\n\n{}\n## Errors\n\n{}", response(op), errors(op));
    text
}

fn call(op: &Operation) -> String {
    let (name, args) = (op.name, if op.params.is_empty() { "" } else { "args" });
    match op.kind {
        Kind::Read if op.paging.is_some() => format!("for await (const item of outx.{name}({args})) {{ }}"),
        Kind::Task | Kind::WriteTask => {
            format!("const task = await outx.{name}({args});\nconst output = await task.wait();")
        }
        Kind::Read | Kind::Write => format!("const value = await outx.{name}({args});"),
    }
}

fn arguments(op: &Operation) -> String {
    if op.params.is_empty() {
        return "None.\n".to_owned();
    }
    let mut text = String::from("| name | required | default | values | meaning |\n|---|---|---|---|---|\n");
    argument_rows(&mut text, "", op.params);
    op.rules.iter().for_each(|rule| text += &format!("\n{}\n", rules::text(rule)));
    text
}

fn argument_rows(text: &mut String, at: &str, params: &[Param]) {
    for param in params {
        let required = if param.required { "yes" } else { "" };
        let default = if param.default.is_empty() { String::new() } else { format!("`{}`", param.default) };
        let (name, values) = (param.name, values(&param.shape));
        *text += &format!("| `{at}{name}` | {required} | {default} | {values} | {} |\n", param.description);
        if let Some(fields) = record_in(&param.shape) {
            argument_rows(text, &format!("{at}{name}[]."), fields);
        }
    }
}

/// The values that a shape accepts, in the words of the client's errors, with the items of lists.
fn values(shape: &Shape) -> String {
    match *shape {
        Shape::List(item, min) => format!("{}, each {}", expected(&Shape::List(item, min)), values(item)),
        Shape::Either(a, b) => format!("{}, or {}", values(a), values(b)),
        _ => expected(shape),
    }
}

/// The fields of the objects in a list, if it holds objects.
fn record_in(shape: &Shape) -> Option<&'static [Param]> {
    match *shape {
        Shape::Record(fields) => Some(fields),
        Shape::List(item, _) => record_in(item),
        Shape::Either(a, b) => record_in(a).or_else(|| record_in(b)),
        _ => None,
    }
}

fn response(op: &Operation) -> String {
    let docs = op.docs;
    let (Some(schema), output) = (docs.response, docs.output) else { return "Not documented.\n".to_owned() };
    let mut text = match docs.selected {
        Some(_) => format!("Without `id`:\n\n{}", fields(schema, docs.selected)),
        None => fields(schema, None),
    };
    if let Some(selected) = docs.selected {
        text += &format!("\nWith `id`:\n\n{}", fields(selected, None));
    }
    if let Some(output) = output {
        text += &format!("\n## Output of the task\n\n{}", fields(output, None));
    }
    text
}

/// The fields of a schema, whose type parameter is `parameter` or its default.
fn fields(schema: &'static Schema, parameter: Option<&'static Schema>) -> String {
    if schema.is_undocumented() {
        return "An object whose fields are not documented.\n".to_owned();
    }
    let mut rows = String::new();
    let parameter = parameter.or(schema.parameter.map(|parameter| parameter.default));
    response_rows(&mut rows, "", schema, parameter);
    format!("{} Further fields are kept.\n\n| field | type | meaning |\n|---|---|---|\n{rows}", schema.description)
}

fn response_rows(text: &mut String, at: &str, schema: &'static Schema, parameter: Option<&'static Schema>) {
    for field in schema.all_fields() {
        let null = if field.is_nullable { " or null" } else { "" };
        let mut meaning = field.text();
        if let Type::Enum(known) = field.kind {
            let values: Vec<_> = known.values.iter().map(|(value, _)| format!("`{value}`")).collect();
            meaning += &format!(" Known: {}.", values.join(", "));
        }
        *text += &format!("| `{at}{}` | {}{null} | {meaning} |\n", field.name, type_name(&field.kind));
        inner_rows(text, &format!("{at}{}", field.name), &field.kind, parameter);
    }
}

/// The rows of the objects in a field.
fn inner_rows(text: &mut String, at: &str, kind: &'static Type, parameter: Option<&'static Schema>) {
    match *kind {
        Type::Object(schema) => response_rows(text, &format!("{at}."), schema, parameter),
        Type::Parameter => {
            parameter.into_iter().for_each(|schema| response_rows(text, &format!("{at}."), schema, None))
        }
        Type::List(item) => inner_rows(text, &format!("{at}[]"), item, parameter),
        Type::Argument(object) => {
            for param in object.fields {
                *text += &format!("| `{at}.{}` | {} | {} |\n", param.name, values(&param.shape), param.description);
            }
        }
        Type::Either(a, b) => {
            inner_rows(text, at, a, parameter);
            inner_rows(text, at, b, parameter);
        }
        _ => {}
    }
}

fn type_name(kind: &Type) -> String {
    match *kind {
        Type::Text | Type::Enum(_) => "string".to_owned(),
        Type::Integer => "integer".to_owned(),
        Type::Bool => "boolean".to_owned(),
        Type::Any => "any".to_owned(),
        Type::AnyObject | Type::Object(_) | Type::Argument(_) | Type::Parameter => "object".to_owned(),
        Type::List(item) => format!("list of {}", type_name(item)),
        Type::Either(a, b) => format!("{} or {}", type_name(a), type_name(b)),
    }
}

fn errors(op: &Operation) -> String {
    let mut text = String::from("Besides [those of every operation](README.md#errors)");
    if op.docs.errors.is_empty() {
        return text + " none is documented.\n";
    }
    text += ":\n\n| status | text | class | code |\n|---|---|---|---|\n";
    for &(status, error) in op.docs.errors {
        let code = classify(status, None, error, Some(op));
        text += &format!("| {status} | `{error}` | `{}` | `{}` |\n", code.class().as_str(), code.as_str());
    }
    text
}

fn expected(shape: &Shape) -> String {
    MessageBuilder::new("").push_expected(shape).finish()
}
