//! The parts of response bodies that the client itself reads.

use super::value::{Value, ValueKind};
use crate::api::operation::{Kind, Operation};
use crate::api::tasks::GET_PATH;
use crate::text::message::MessageBuilder;

/// Validates the body of a success: an object or a list, without `success: false`, and with the fields that the client itself reads.
///
/// # Errors
/// The message of the error.
pub fn validate_body<V: Value>(operation: &Operation, body: &V) -> Result<(), String> {
    // The response to a path that the caller names may be any JSON.
    if !operation.is_request() && !matches!(body.kind(), ValueKind::Object | ValueKind::List) {
        return Err("the response is not a JSON object".to_owned());
    }
    if body.field("success").bool() == Some(false) {
        let text = body.field("error").text().or_else(|| body.field("message").text());
        return Err(text.unwrap_or_else(|| "the response says success: false without a reason".to_owned()));
    }
    let is_paged = operation.kind == Kind::Read && operation.paging.is_some();
    let missing = if operation.kind.is_task() && body.field("api_agent_task_id").kind() != ValueKind::Text {
        "the response names no task"
    } else if operation.path == GET_PATH && body.field("data").field("status").kind() != ValueKind::Text {
        "the response has no task status"
    } else if is_paged && body.field("data").kind() != ValueKind::List {
        "the response has no list of data"
    } else {
        return Ok(());
    };
    Err(missing.to_owned())
}

/// The text of an error response, or a text of our own when its body has none.
pub fn parse_error_body<V: Value>(status: u16, body: Option<&V>) -> String {
    let text = body.and_then(|body| body.field("error").text()).filter(|text| !text.is_empty());
    text.unwrap_or_else(|| {
        MessageBuilder::new("the server returned ").push_number(status.into()).push(" without a reason").finish()
    })
}
