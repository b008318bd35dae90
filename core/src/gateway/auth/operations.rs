//! The operations that a credential is limited to.

use crate::api::OPERATIONS;
use crate::api::operation::Operation;
use crate::error::Code;
use crate::gateway::http::api_error::ApiError;

/// Maximum number of names in one list: more than there are operations.
const MAX_NAMES: usize = 64;

/// A list of operations: names such as `posts.list`, groups such as `watchlists.*` or `watchlists.keyword.*`, and routes of `EXTRA_ROUTES`
/// by their method and path, such as `GET /api-new`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllowedOperations(Vec<String>);

impl AllowedOperations {
    /// Checks the names. A name that matches no operation is rejected, so that a misspelled name is noticed before a call receives 403.
    ///
    /// # Errors
    /// What is wrong, naming the entry by its number.
    pub fn parse(names: Vec<String>) -> Result<Self, String> {
        if names.is_empty() || names.len() > MAX_NAMES {
            return Err(format!("expected 1 to {MAX_NAMES} operations, got {}", names.len()));
        }
        if let Some(at) = names.iter().position(|name| !is_known(name)) {
            let at = at + 1;
            return Err(format!(
                "entry {at} names no operation; use names such as posts.list, or groups such as watchlists.*"
            ));
        }
        Ok(Self(names))
    }

    /// The names, as they were given.
    pub fn names(&self) -> &[String] {
        &self.0
    }

    /// Whether an operation is in the list.
    pub fn allows(&self, operation: &Operation) -> bool {
        self.0.iter().any(|name| match name.strip_suffix('*') {
            Some(group) => operation.name.starts_with(group),
            None => name == operation.name,
        })
    }

    /// Checks an operation against the list.
    ///
    /// # Errors
    /// 403 `access_denied` for one that is not in it.
    pub fn check(&self, operation: &Operation) -> Result<(), ApiError> {
        if self.allows(operation) {
            return Ok(());
        }
        let text = format!(
            "{} is not among the operations of this token (ops): ask its issuer for one that has it",
            operation.name
        );
        Err(ApiError::new(403, Code::AccessDenied, text))
    }
}

fn is_known(name: &str) -> bool {
    match name.strip_suffix('*') {
        // The dot is required: `post*` is not a group.
        Some(group) => group.ends_with('.') && OPERATIONS.iter().any(|operation| operation.name.starts_with(group)),
        // Only the form is checked: the issuer of a token does not know `EXTRA_ROUTES`. A route that is not listed there allows nothing.
        None if name.contains(" /") => is_route(name),
        None => OPERATIONS.iter().any(|operation| operation.name == name),
    }
}

fn is_route(name: &str) -> bool {
    let (method, path) = name.split_once(' ').unwrap_or_default();
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'?' | b'#' | b'*');
    matches!(method, "GET" | "POST" | "PUT" | "DELETE") && path.bytes().all(is_plain)
}
