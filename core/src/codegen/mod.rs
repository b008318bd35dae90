//! What is generated from the description of the API: OpenAPI, the reference pages, what the JavaScript package knows of
//! it, and the tools of the MCP endpoint.

pub mod javascript;
pub mod mcp;
pub mod openapi;
pub mod reference;
pub mod responses;
mod schema;
pub mod typescript;
