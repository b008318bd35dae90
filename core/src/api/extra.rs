//! Operations of the clients that are not in the API's table: some of the gateway's own routes, and requests whose method and path the caller names.

use super::OPERATIONS;
use super::operation::Kind;
use super::operation::Method::{self, Get};
use super::operation::Operation;
use super::own_routes::operations as own;
use super::param::{Param, Shape, body};

/// The name of an operation whose method and path the caller names.
pub const REQUEST: &str = "request";

const METHODS: &[&str] = &[Method::Get.as_str(), Method::Post.as_str(), Method::Put.as_str(), Method::Delete.as_str()];

/// The arguments by which a client describes the request. They are not sent in the query or the body.
const REQUEST_PARAMS: &[Param] = &[
    body("method", Shape::StringEnum(METHODS), "The HTTP method.").required(),
    body("path", Shape::NonBlank { max: None }, "The path on the API's host, without a query.").required(),
];

const fn request_of(kind: Kind) -> Operation {
    Operation::new(REQUEST, kind, Get, "", REQUEST_PARAMS)
}

/// The operations beyond [`OPERATIONS`]: those of the gateway, then one for the requests of each [`Kind`], in the order of its
/// declaration.
#[rustfmt::skip]
pub static EXTRA_OPERATIONS: [Operation; 8] = [
    own::SESSION,
    own::SIGN_OUT,
    own::USAGE,
    own::HEALTH,
    request_of(Kind::Read),
    request_of(Kind::Write),
    request_of(Kind::Task),
    request_of(Kind::WriteTask),
];

/// The operation of a request of this kind, whose method and path the caller names.
pub fn request_operation(kind: Kind) -> &'static Operation {
    let of_kind = |operation: &&Operation| operation.name == REQUEST && operation.kind == kind;
    EXTRA_OPERATIONS.iter().find(of_kind).unwrap_or(&EXTRA_OPERATIONS[EXTRA_OPERATIONS.len() - 1])
}

/// The operation of this index, by which the JavaScript client refers to it. The indexes of [`EXTRA_OPERATIONS`] follow those of
/// [`OPERATIONS`].
pub fn at_index(index: usize) -> Option<&'static Operation> {
    OPERATIONS.get(index).or_else(|| EXTRA_OPERATIONS.get(index - OPERATIONS.len()))
}

impl Operation {
    /// Whether the caller names its method and path.
    pub fn is_request(&self) -> bool {
        self.path.is_empty()
    }

    /// Whether arguments that its description lacks are sent in the body instead of the query. They are the query of a request whose path
    /// the caller names: such a request has a separate body.
    pub fn has_extra_in_body(&self) -> bool {
        !self.is_request() && (self.has_body() || matches!(self.method, Method::Post | Method::Put))
    }

    /// Whether a success may have no body. Those of [`OPERATIONS`] always have one.
    pub fn may_be_empty(&self) -> bool {
        (self.is_request() && !self.kind.is_task()) || self.path.starts_with("/_")
    }
}
