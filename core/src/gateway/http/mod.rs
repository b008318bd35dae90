//! HTTP policy: headers, origins, queries, upstream responses, errors.

pub mod address;
pub mod api_error;
pub mod csp;
pub mod encoded_request;
pub mod headers;
pub mod origin;
pub mod query;
pub mod response;
pub mod trace;
