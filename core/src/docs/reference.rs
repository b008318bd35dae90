//! The reference: one Markdown page an operation.

use serde_json::Value;

use super::answers::schemas;
use crate::error::{Code, classify};
use crate::message::Message;
use crate::operation::{Kind, Operation, Param, Rule, Shape};
use crate::operations::OPERATIONS;

/// Each page's file name and text, the index first.
pub fn pages() -> Vec<(String, String)> {
    let pages = OPERATIONS.iter().map(|operation| (format!("{}.md", operation.name), page(operation)));
    std::iter::once(("README.md".to_owned(), index())).chain(pages).collect()
}

fn index() -> String {
    let mut text = String::from(
        "# Reference\n\nMade from the operation table by `outx-docs`.\n\n## Operations\n\n\
         | operation | kind | request | what it does |\n|---|---|---|---|\n",
    );
    for op in &OPERATIONS {
        let (name, kind, method) = (op.name, op.kind.as_str(), op.method.as_str());
        text += &format!("| [`{name}`]({name}.md) | {kind} | `{method} {}` | {} |\n", op.path, op.words.summary);
    }
    text += "\n## Errors\n\n| class | code | meaning |\n|---|---|---|\n";
    for code in Code::ALL {
        let words = code.words().trim();
        text += &format!("| `{}` | `{}` | {words} |\n", code.class().as_str(), code.as_str());
    }
    text
}

fn page(op: &Operation) -> String {
    let mut text = format!("# {}\n\n{}\n\n`{} {}`", op.name, op.words.summary, op.method.as_str(), op.path);
    text += &format!(" · {} · API reference section {}", op.kind.as_str(), op.words.section);
    text += if op.action { " · counts as a LinkedIn action\n\n" } else { "\n\n" };
    text += &format!("```js\n{}\n```\n\n## Arguments\n\n{}", call(op), arguments(op));
    text += &format!("\n## Answer\n\n{}\n## Errors\n\n{}", answer(op), errors(op));
    text
}

fn call(op: &Operation) -> String {
    let (name, args) = (op.name, if op.params.is_empty() { "" } else { "args" });
    match op.kind {
        Kind::Read if op.paging.is_some() => format!("for await (const item of outx.{name}({args})) {{ }}"),
        Kind::Task | Kind::WriteTask => {
            format!("const task = await outx.{name}({args});\nconst output = await task.wait();")
        }
        Kind::Read | Kind::Write => format!("const answer = await outx.{name}({args});"),
    }
}

fn arguments(op: &Operation) -> String {
    if op.params.is_empty() {
        return "None.\n".to_owned();
    }
    let mut text = String::from("| name | required | default | values | meaning |\n|---|---|---|---|---|\n");
    argument_rows(&mut text, "", op.params);
    for rule in op.rules {
        text += &match rule {
            Rule::AnyOf(names) => format!("\nAt least one of `{}` is required.\n", names.join("`, `")),
            Rule::OneOf(names) => format!("\nExactly one of `{}` is required.\n", names.join("`, `")),
            Rule::Alone(name, others) => format!("\n`{name}` excludes `{}`.\n", others.join("`, `")),
            Rule::RequiredWhen(name, other, value) => format!("\n`{name}` is required when `{other}` is `{value}`.\n"),
        };
    }
    text
}

fn argument_rows(text: &mut String, at: &str, params: &[Param]) {
    for param in params {
        let required = if param.required { "yes" } else { "" };
        let default = if param.default.is_empty() { String::new() } else { format!("`{}`", param.default) };
        let (name, values) = (param.name, values(&param.shape));
        *text += &format!("| `{at}{name}` | {required} | {default} | {values} | {} |\n", param.words);
        if let Some(fields) = record_in(&param.shape) {
            argument_rows(text, &format!("{at}{name}[]."), fields);
        }
    }
}

/// What a shape allows, as the client's own errors say it, with the items of lists.
fn values(shape: &Shape) -> String {
    match *shape {
        Shape::List(item, min) => format!("{}, each {}", allowed(&Shape::List(item, min)), values(item)),
        Shape::Either(a, b) => format!("{}, or {}", values(a), values(b)),
        _ => allowed(shape),
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

fn answer(op: &Operation) -> String {
    let schemas = Value::Object(schemas());
    let mut rows = String::new();
    answer_rows(&mut rows, "", &schemas[op.words.answer], &schemas);
    if rows.is_empty() {
        return "An object whose fields are not documented.\n".to_owned();
    }
    format!("Further fields are kept.\n\n| field | type | meaning |\n|---|---|---|\n{rows}")
}

fn answer_rows(text: &mut String, at: &str, schema: &Value, schemas: &Value) {
    let schema = resolve(schema, schemas);
    for alternative in schema["anyOf"].as_array().into_iter().flatten() {
        answer_rows(text, at, alternative, schemas);
    }
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        let at = if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
        let inner = resolve(field, schemas);
        let (kind, words) = (inner["type"].as_str().unwrap_or(""), inner["description"].as_str().unwrap_or(""));
        *text += &format!("| `{at}` | {kind} | {words} |\n");
        answer_rows(text, &at, inner, schemas);
        answer_rows(text, &format!("{at}[]"), &inner["items"], schemas);
    }
}

fn resolve<'a>(schema: &'a Value, schemas: &'a Value) -> &'a Value {
    let name = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next());
    name.map_or(schema, |name| &schemas[name])
}

fn errors(op: &Operation) -> String {
    let mut text = String::from("Besides [those of every operation](README.md#errors)");
    if op.words.errors.is_empty() {
        return text + " none is documented.\n";
    }
    text += ":\n\n| status | text | class | code |\n|---|---|---|---|\n";
    for &(status, error) in op.words.errors {
        let code = classify(status, None, error, Some(op));
        text += &format!("| {status} | `{error}` | `{}` | `{}` |\n", code.class().as_str(), code.as_str());
    }
    text
}

fn allowed(shape: &Shape) -> String {
    Message::of("").allowed(shape).text()
}
