//! `src/types/args`: one struct per operation with arguments, and the objects and enums in them.

use std::collections::BTreeSet;

use super::write::{HEADER, doc, enum_of, field_name, imports, module};
use crate::api::OPERATIONS;
use crate::api::operation::{Operation, Param, Rule, Shape};
use crate::api::schema::ArgumentObject;
use crate::codegen::schemas::{Schemas, argument_object};
use crate::codegen::{names, rules};

/// Each file's path and text.
pub fn files() -> Vec<(String, String)> {
    let schemas = Schemas::collect();
    let mut groups: Vec<&'static str> = OPERATIONS.iter().map(names::group).collect();
    groups.dedup();
    let mut files = Vec::new();
    for group in groups {
        let mut file = File { schemas: &schemas, written: BTreeSet::new(), text: String::new() };
        let operations = OPERATIONS.iter().filter(|operation| names::group(operation) == group);
        operations.filter(|operation| has_struct(operation)).for_each(|operation| file.operation(operation));
        if !file.text.is_empty() {
            let imports = imports(&file.text, &schemas, "args");
            let text = format!("{HEADER}//! The arguments of the operations in `{group}`.\n\n{imports}\n{}", file.text);
            files.push((group, text));
        }
    }
    let names: Vec<_> = files.iter().map(|(group, _)| *group).collect();
    let index = module("The arguments of operations, one struct per operation.", &names);
    let files = files.into_iter().map(|(group, text)| (format!("src/types/args/{group}.rs"), text));
    files.chain([("src/types/args/mod.rs".to_owned(), index)]).collect()
}

/// Whether the arguments of an operation are a struct. Operations without parameters have none, and those with one id take the id.
pub fn has_struct(operation: &Operation) -> bool {
    !operation.params.is_empty() && names::id_param(operation).is_none()
}

/// The Rust type of a parameter's values.
pub fn rust_type(param: &Param) -> String {
    match param.known.filter(|known| !known.name.is_empty()) {
        Some(known) => known.name.to_owned(),
        None => shape_type(param.name, &param.shape),
    }
}

fn shape_type(name: &str, shape: &Shape) -> String {
    match *shape {
        Shape::StringEnum(_) => names::pascal(name),
        Shape::NumberEnum(_) | Shape::Integer(..) => "u32".to_owned(),
        Shape::Bool => "bool".to_owned(),
        Shape::Null => "()".to_owned(),
        Shape::List(item, _) => format!("Vec<{}>", shape_type(name, item)),
        Shape::Record(fields) => object_of(fields).name.to_owned(),
        Shape::Either(one, Shape::Null) => format!("Nullable<{}>", shape_type(name, one)),
        Shape::Either(_, Shape::List(..)) => "OneOrMany".to_owned(),
        Shape::Either(_, Shape::Bool) => "TextOrBool".to_owned(),
        Shape::Either(_, &Shape::Record(fields)) => format!("{}Entry", object_of(fields).name),
        Shape::Either(..) => panic!("{name}: add the Rust type of this choice to src/types/values.rs and here"),
        _ => "String".to_owned(),
    }
}

fn object_of(fields: &[Param]) -> &'static ArgumentObject {
    argument_object(fields).unwrap_or_else(|| panic!("an object without a name; add it to the argument objects"))
}

struct File<'a> {
    schemas: &'a Schemas,
    /// Names of the types that the file has.
    written: BTreeSet<String>,
    text: String,
}

impl File<'_> {
    fn operation(&mut self, operation: &Operation) {
        operation.params.iter().for_each(|param| self.parts(param, &param.shape));
        let name = names::args(operation);
        let fields: String = operation.params.iter().map(|param| field(param, true)).collect();
        let constructors = constructors(operation);
        self.text += &doc(&format!("Arguments of `{}`. {}", operation.name, operation.docs.summary));
        let rules = operation.rules.iter().map(rules::text);
        rules.for_each(|rule| self.text += &format!("///\n/// {rule}\n"));
        self.text += &format!(
            "#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]\n#[serde(default)]\npub struct {name} {{\n{fields}}}\n\n"
        );
        if !constructors.is_empty() {
            self.text += &format!("impl {name} {{\n{constructors}}}\n\n");
        }
    }

    /// Writes the types that a shape consists of.
    fn parts(&mut self, param: &Param, shape: &Shape) {
        match *shape {
            Shape::List(item, _) => self.parts(param, item),
            Shape::Either(a, b) => {
                self.parts(param, a);
                self.parts(param, b);
                if let Shape::Record(fields) = *b {
                    self.entry(object_of(fields).name);
                }
            }
            Shape::Record(fields) => self.object(object_of(fields)),
            Shape::StringEnum(values) => self.closed_enum(param, values),
            _ => {}
        }
    }

    fn closed_enum(&mut self, param: &Param, values: &[&str]) {
        let name = names::pascal(param.name);
        if let Some(open) = self.schemas.open_enum(&name) {
            let known: Vec<_> = open.values.iter().map(|(value, _)| *value).collect();
            assert!(known == values, "{name} has other values in arguments than in responses");
        } else if self.written.insert(name.clone()) {
            let values: Vec<_> = values.iter().map(|value| (*value, "")).collect();
            self.text += &enum_of("closed", &name, param.description, &values);
        }
    }

    fn object(&mut self, object: &ArgumentObject) {
        let name = object.name;
        if !self.written.insert(name.to_owned()) {
            return;
        }
        let fields: String = object.fields.iter().map(|param| field(param, false)).collect();
        let required: Vec<_> = object.fields.iter().filter(|param| param.required).collect();
        self.text += &doc(&format!("{} Responses contain it too.", object.description));
        self.text += &format!(
            "#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]\n#[serde(default)]\npub struct {name} {{\n{fields}\
            /// Further fields of a response. An argument must have none.\n#[serde(flatten)]\npub extra: Extra,\n}}\n\n"
        );
        if !required.is_empty() {
            self.text += &format!(
                "impl {name} {{\n{}}}\n\n",
                constructor("new", "With what is required and nothing else.", &required, object.fields.len() + 1)
            );
        }
    }

    fn entry(&mut self, object: &str) {
        let name = format!("{object}Entry");
        if !self.written.insert(name.clone()) {
            return;
        }
        let lower = object.to_lowercase();
        self.text += &format!(
            "/// A {lower}: its text alone, or with conditions.\n\
            #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]\n#[serde(untagged)]\npub enum {name} {{\n\
            /// The text alone.\nText(String),\n/// With conditions.\n{object}({object}),\n}}\n\n\
            impl From<&str> for {name} {{\nfn from(text: &str) -> Self {{\nSelf::Text(text.to_owned())\n}}\n}}\n\n\
            impl From<String> for {name} {{\nfn from(text: String) -> Self {{\nSelf::Text(text)\n}}\n}}\n\n\
            impl From<{object}> for {name} {{\nfn from({lower}: {object}) -> Self {{\nSelf::{object}({lower})\n}}\n}}\n\n"
        );
    }
}

/// A field of a struct. Only those of an object in a response may be `null`.
fn field(param: &Param, is_argument: bool) -> String {
    let (name, rename) = field_name(param.name);
    let kind = rust_type(param);
    let mut attributes: Vec<String> = rename.into_iter().collect();
    let mut description = param.description.to_owned();
    if param.required {
        description += " Required.";
    } else if !param.default.is_empty() {
        description += &format!(" Default: `{}`.", param.default.trim_matches('"'));
    }
    let optional = match param.required || (!is_argument && kind.starts_with("Vec<")) {
        true => kind,
        false => {
            if kind.starts_with("Nullable<") {
                attributes.push("deserialize_with = \"nullable\"".to_owned());
            }
            attributes.push("skip_serializing_if = \"Option::is_none\"".to_owned());
            format!("Option<{kind}>")
        }
    };
    if !is_argument && !optional.starts_with("Option<") {
        attributes.push("deserialize_with = \"or_default\"".to_owned());
        if optional.starts_with("Vec<") {
            attributes.push("skip_serializing_if = \"Vec::is_empty\"".to_owned());
        }
    }
    let attributes =
        if attributes.is_empty() { String::new() } else { format!("#[serde({})]\n", attributes.join(", ")) };
    format!("{}{attributes}pub {name}: {optional},\n", doc(&description))
}

fn constructors(operation: &Operation) -> String {
    let required: Vec<_> = operation.params.iter().filter(|param| param.required).collect();
    let mut text = String::new();
    if !required.is_empty() {
        text += &constructor("new", "With what is required and nothing else.", &required, operation.params.len());
    }
    for rule in operation.rules {
        if let Rule::OneOf(names) = rule {
            for name in *names {
                let mut params = required.clone();
                params.extend(operation.params.iter().filter(|param| param.name == *name));
                text += &constructor(
                    &format!("from_{}", names::snake(name)),
                    &format!("With `{name}`."),
                    &params,
                    operation.params.len(),
                );
            }
        }
    }
    text
}

/// A constructor that takes `params`. `fields` is the number of fields that the struct has.
fn constructor(name: &str, description: &str, params: &[&Param], fields: usize) -> String {
    let (mut arguments, mut values) = (Vec::new(), String::new());
    for param in params {
        let (field, _) = field_name(param.name);
        let kind = rust_type(param);
        let item = kind.strip_prefix("Vec<").and_then(|rest| rest.strip_suffix(">"));
        arguments.push(match item {
            Some(item) => format!("{field}: impl IntoIterator<Item = impl Into<{item}>>"),
            None => format!("{field}: impl Into<{kind}>"),
        });
        let value = match item {
            Some(_) => format!("{field}.into_iter().map(Into::into).collect()"),
            None => format!("{field}.into()"),
        };
        values += &if param.required { format!("{field}: {value},\n") } else { format!("{field}: Some({value}),\n") };
    }
    let rest = if params.len() == fields { "" } else { "..Self::default()\n" };
    format!("/// {description}\npub fn {name}({}) -> Self {{\nSelf {{\n{values}{rest}}}\n}}\n\n", arguments.join(", "))
}
