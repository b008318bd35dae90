use std::collections::{BTreeMap, BTreeSet};

use outx_core::api::OPERATIONS;
use outx_core::codegen::schemas::Schemas;
use outx_core::codegen::{committed_files, javascript, openapi, reference};
use serde::Deserialize;
use serde_json::Value as Json;

/// Every field that the documentation of the API names, copied from it by hand beside the first request of each operation.
fn documented() -> BTreeMap<String, Fields> {
    let requests: Vec<Json> = serde_json::from_str(include_str!("../fixtures/requests.json")).unwrap();
    let first = requests.into_iter().filter(|request| request["kind"].is_string());
    first.map(|it| (it["call"].as_str().unwrap().to_owned(), serde_json::from_value(it).unwrap())).collect()
}

#[derive(Deserialize)]
struct Fields {
    arguments: BTreeSet<String>,
    response: BTreeSet<String>,
}

struct Document(Json);

impl Document {
    fn read() -> Self {
        Self(openapi::openapi("0.0.0"))
    }

    #[track_caller]
    fn operation(&self, name: &str) -> &Json {
        let all = self.0["paths"].as_object().unwrap().values().flat_map(|path| path.as_object().unwrap().values());
        all.into_iter().find(|operation| operation["operationId"] == name).unwrap()
    }

    fn resolve<'a>(&'a self, schema: &'a Json) -> &'a Json {
        match schema["$ref"].as_str() {
            Some(path) => self.0.pointer(&path[1..]).unwrap_or_else(|| panic!("{path} leads nowhere")),
            None => schema,
        }
    }

    /// The paths of all properties of a schema, such as `data[].author.id`.
    fn properties(&self, schema: &Json, at: &str, into: &mut BTreeSet<String>) {
        let schema = self.resolve(schema);
        for alternative in schema["anyOf"].as_array().into_iter().flatten() {
            self.properties(alternative, at, into);
        }
        if schema["items"].is_object() {
            self.properties(&schema["items"], &format!("{at}[]"), into);
        }
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let path = if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
            self.properties(property, &path, into);
            into.insert(path);
        }
    }

    fn arguments(&self, name: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let operation = self.operation(name);
        let parameters =
            operation["parameters"].as_array().into_iter().flatten().map(|parameter| self.resolve(parameter));
        found.extend(
            parameters.filter(|parameter| parameter["in"] == "query").map(|it| it["name"].as_str().unwrap().to_owned()),
        );
        self.properties(&operation["requestBody"]["content"]["application/json"]["schema"], "", &mut found);
        found
    }

    fn response(&self, name: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        self.properties(
            &self.operation(name)["responses"]["200"]["content"]["application/json"]["schema"],
            "",
            &mut found,
        );
        found
    }
}

#[test]
fn every_documented_argument_is_in_the_document_and_no_other() {
    let (document, documented) = (Document::read(), documented());
    let missing: Vec<&str> =
        OPERATIONS.iter().map(|row| row.name).filter(|&name| !documented.contains_key(name)).collect();
    assert!(missing.is_empty(), "not in requests.json: {missing:?}");
    for (name, fields) in &documented {
        assert_eq!(&document.arguments(name), &fields.arguments, "{name}");
    }
}

#[test]
fn every_documented_field_of_a_response_is_in_the_document() {
    let (document, documented) = (Document::read(), documented());
    for (name, fields) in &documented {
        let missing: Vec<_> = fields.response.difference(&document.response(name)).cloned().collect();
        assert!(missing.is_empty(), "{name} lacks {missing:?}");
    }
}

#[test]
fn every_operation_is_in_the_document_and_every_reference_resolves() {
    let document = Document::read();
    fn references(json: &Json, found: &mut Vec<String>) {
        match json {
            Json::Object(fields) => {
                found.extend(fields.get("$ref").and_then(Json::as_str).map(str::to_owned));
                fields.values().for_each(|field| references(field, found));
            }
            Json::Array(items) => items.iter().for_each(|item| references(item, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    references(&document.0, &mut found);
    for path in found {
        assert!(document.0.pointer(&path[1..]).is_some(), "{path} leads nowhere");
    }
    for row in &OPERATIONS {
        let described = &document.0["paths"][row.path][row.method.as_str().to_lowercase()];
        assert_eq!(described["operationId"], row.name);
        assert_eq!(described["security"].as_array().unwrap().is_empty(), !row.auth, "{}", row.name);
        assert_eq!(described["requestBody"].is_object(), row.has_body(), "{}", row.name);
        assert_eq!(described["responses"]["200"]["links"].is_object(), row.kind.is_task(), "{}", row.name);
        for (status, text) in row.docs.errors {
            let words = &described["responses"][status.to_string()]["description"];
            assert!(words.as_str().is_some_and(|words| words.contains(text)), "{} lacks {status} {text}", row.name);
        }
    }
}

#[test]
fn responses_are_open_and_arguments_have_their_limits() {
    let document = Document::read();
    for (name, schema) in document.0["components"]["schemas"].as_object().unwrap() {
        assert!(schema["additionalProperties"] == true || schema["anyOf"].is_array(), "{name}");
    }
    let body = |name: &str| document.operation(name)["requestBody"]["content"]["application/json"]["schema"].clone();
    let message = &body("linkedin.sendMessage")["properties"]["message"];
    assert_eq!((&message["minLength"], &message["maxLength"]), (&1.into(), &10_000.into()));
    assert_eq!(body("auth.verifyOtp")["properties"]["otp"]["pattern"], "^[0-9]{6}$");
    let hours = &body("watchlists.keyword.create")["properties"]["fetchFreqInHours"];
    assert_eq!(hours["enum"], serde_json::json!([1, 3, 6, 12, 24, 48, 72]));
    assert_eq!(
        (&hours["default"], &body("watchlists.reddit.create")["properties"]["fetchFreqInHours"]["default"]),
        (&12.into(), &24.into())
    );
}

#[test]
fn operations_js_has_every_operation_in_order_and_the_defaults() {
    let text = javascript::operations();
    let (_, list) = text.split_once("export const operations = /** @type {const} */ ([\n").unwrap();
    let names: Vec<_> = list.lines().map_while(|line| line.strip_prefix("  \"")?.strip_suffix("\",")).collect();
    assert_eq!(names, OPERATIONS.map(|operation| operation.name), "the client refers to them by index");
    let lists = "export const gatewayOperations = [\n  \"auth.session\",\n  \"auth.signOut\",\n  \"gateway.usage\",\n  \"gateway.health\",\n];\n";
    assert!(text.contains(lists), "{text}");
    let kinds = "export const requestKinds = [\n  \"read\",\n  \"write\",\n  \"task\",\n  \"write-task\",\n];\n";
    assert!(text.contains(kinds), "{text}");
    assert!(
        text.contains(
            "export const cursors = {\n  \"posts.list\": \"page\",\n  \"interactions.list\": \"page\",\n};\n"
        )
    );
    for default in [
        "ATTEMPT_TIMEOUT_MS = 30000",
        "TOTAL_TIMEOUT_MS = 120000",
        "ATTEMPTS = 3",
        "ACTIONS_PER_HOUR = 50",
        "TASK_WAIT_MS = 150000",
    ] {
        assert!(text.contains(&format!("\nexport const {default};\n")), "{default}");
    }
}

#[test]
fn there_is_one_page_per_operation() {
    let pages = reference::pages();
    assert_eq!(pages.len(), OPERATIONS.len() + 1);
    for (row, (file, text)) in OPERATIONS.iter().zip(&pages[1..]) {
        assert_eq!(file, &format!("{}.md", row.name));
        assert!(pages[0].1.contains(&format!("({file})")), "{file} is not in the index");
        for param in row.params {
            assert!(text.contains(&format!("| `{}` |", param.name)), "{file} lacks {}", param.name);
        }
        for (status, error) in row.docs.errors {
            assert!(text.contains(&format!("| {status} | `{error}` |")), "{file} lacks {status} {error}");
        }
    }
}

/// The default size and the first page are stated twice: in `Paging`, and as defaults of the parameters.
#[test]
fn paging_and_documentation_agree_on_defaults() {
    for row in &OPERATIONS {
        if let Some(paging) = row.paging {
            assert_eq!(row.param(paging.size).unwrap().default, paging.default_size.to_string(), "{}", row.name);
            assert_eq!(row.param(paging.cursor).unwrap().default, paging.first.to_string(), "{}", row.name);
        }
    }
}

#[test]
fn every_operation_describes_its_response() {
    for row in &OPERATIONS {
        assert!(row.docs.response.is_some(), "{} has no response", row.name);
        assert_eq!(row.docs.output.is_some(), row.kind.is_task(), "{}: the output of a task", row.name);
        assert_eq!(row.docs.item.is_some(), row.paging.is_some(), "{}: the item of a list", row.name);
    }
}

#[test]
fn every_object_and_field_has_a_description() {
    for used in Schemas::collect().objects {
        let schema = used.item;
        assert!(schema.description.ends_with('.'), "{}", schema.name);
        for field in schema.fields {
            assert!(field.description.ends_with('.'), "{}.{}: {}", schema.name, field.name, field.description);
            assert!(!field.unit.ends_with('.'), "{}.{}: {}", schema.name, field.name, field.unit);
        }
    }
}

/// `npm run check -- generated` also compares the Rust files, which it formats first.
#[test]
fn the_committed_declarations_and_reference_are_current() {
    for (file, text) in committed_files().iter().filter(|(file, _)| !file.ends_with(".rs")) {
        let committed =
            std::fs::read_to_string(format!("{}/../{file}", env!("CARGO_MANIFEST_DIR"))).unwrap_or_default();
        assert!(&committed == text, "{file} is stale: npm run generate");
    }
}
