//! The reference: one Markdown page an operation.

use super::answers::{answer_of, schemas};
use super::schema::schema;
use crate::operation::{Operation, Rule};
use crate::operations::OPERATIONS;

/// Each page's file name and text, the index first.
pub fn pages() -> Vec<(String, String)> {
    let mut index = String::from("# Operations\n\n| operation | request | what it does |\n|---|---|---|\n");
    for op in &OPERATIONS {
        let (name, method) = (op.name, op.method.as_str());
        index += &format!("| [`{name}`]({name}.md) | `{method} {}` | {} |\n", op.path, op.words.summary);
    }
    let pages = OPERATIONS.iter().map(|operation| (format!("{}.md", operation.name), page(operation)));
    std::iter::once(("README.md".to_owned(), index)).chain(pages).collect()
}

fn page(op: &Operation) -> String {
    let mut text = format!("# {}\n\n{}\n\n`{} {}`", op.name, op.words.summary, op.method.as_str(), op.path);
    text += &format!(" · {} · API reference section {}", op.kind.as_str(), op.words.section);
    text += if op.action { " · counts as a LinkedIn action\n\n" } else { "\n\n" };
    text += &format!("```js\n{}\n```\n\n## Arguments\n\n{}", call(op), arguments(op));
    text += &format!("\n## Answer\n\n`{}`\n\n{}", answer_of(op.name), answer(op));
    if !op.words.errors.is_empty() {
        text += "\n## Errors\n\nBesides those of every operation:\n\n| status | text |\n|---|---|\n";
        op.words.errors.iter().for_each(|(status, error)| text += &format!("| {status} | `{error}` |\n"));
    }
    text
}

fn call(op: &Operation) -> String {
    let arguments = if op.params.is_empty() { "" } else { "args" };
    match op.name {
        "tasks.get" => "const task = outx.tasks.resume(id); // or outx.tasks.get({ api_agent_task_id: id })".to_owned(),
        "posts.list" | "interactions.list" => format!("for await (const item of outx.{}(args)) {{ }}", op.name),
        name if op.kind.is_task() => {
            format!("const task = await outx.{name}({arguments});\nconst output = await task.wait();")
        }
        name => format!("const answer = await outx.{name}({arguments});"),
    }
}

fn arguments(op: &Operation) -> String {
    if op.params.is_empty() {
        return "None.\n".to_owned();
    }
    let mut text = String::from("| name | required | values | meaning |\n|---|---|---|---|\n");
    for param in op.params {
        let values = schema(&param.shape).to_string().replace('|', "\\|");
        let required = if param.required { "yes" } else { "" };
        text += &format!("| `{}` | {required} | `{values}` | {} |\n", param.name, param.words);
    }
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

fn answer(op: &Operation) -> String {
    let schema = &schemas()[answer_of(op.name)];
    let fields = schema["properties"].as_object();
    match fields.filter(|fields| !fields.is_empty()) {
        None => "Its fields are not documented one by one; see `openapi.json`.\n".to_owned(),
        Some(fields) => fields.keys().map(|name| format!("- `{name}`\n")).collect(),
    }
}
