//! What is generated from the description of the API: OpenAPI, the reference pages, and what the JavaScript package knows of it.

pub mod javascript;
pub mod openapi;
pub mod reference;
pub mod responses;
mod schema;
pub mod typescript;
