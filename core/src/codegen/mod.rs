//! What is generated from the description of the API: OpenAPI, the reference pages, what the JavaScript package knows of it, and
//! the types of TypeScript and Rust, and the tools of the MCP endpoint.

pub mod javascript;
pub mod mcp;
mod names;
pub mod openapi;
pub mod reference;
pub mod responses;
mod rules;
pub mod rust;
mod schema;
pub mod schemas;
pub mod typescript;
