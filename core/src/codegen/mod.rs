//! Generates from the description of the API: OpenAPI documents, reference pages, modules of the JavaScript package, types in
//! TypeScript and Rust, and the tools of the MCP endpoint.

mod error_classes;
mod errors;
mod example;
pub mod gateway_openapi;
pub mod javascript;
mod mcp;
mod names;
pub mod openapi;
pub mod reference;
pub mod responses;
mod rules;
pub mod rust;
mod schema;
pub mod schemas;
pub mod typescript;

/// Each generated file that is committed: its path in the repository and its text. Rust files are not formatted yet.
pub fn committed_files() -> Vec<(String, String)> {
    let reference = reference::pages().into_iter().map(|(name, text)| (format!("docs/reference/{name}"), text));
    let types = typescript::declarations().into_iter().map(|(name, text)| (format!("pkg/types/{name}"), text));
    let tools = ("core/src/gateway/mcp/tools.tsv".to_owned(), mcp::tools());
    let errors = [
        ("pkg/error-classes.js".to_owned(), error_classes::javascript()),
        ("pkg/types/error-classes.d.ts".to_owned(), error_classes::typescript()),
    ];
    reference.chain(types).chain(errors).chain(rust::files()).chain([tools]).collect()
}
