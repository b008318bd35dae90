//! A request's body, read once and no further than the cap.

use outx_core::error::Code;
use outx_core::gateway::headers::is_json;
use outx_core::gateway::refusal::Refusal;
use outx_core::operation::{Kind, Operation};

use crate::chunks::{Read, read_up_to};
use crate::visit::Visit;

/// The body of a request, empty when there is none.
///
/// # Errors
/// 413 over `cap` bytes, counted as they come: `content-length` is a claim. 415 when it does not say that it is JSON, 400
/// when it is not, or is no object.
pub async fn read(visit: &Visit, operation: &Operation, cap: u32) -> Result<Vec<u8>, Refusal> {
    let bytes = capped(visit, cap).await?;
    if bytes.is_empty() {
        return without(operation);
    }
    if operation.kind == Kind::Read {
        return Err(Refusal::invalid(format!("{} takes no body", operation.name)));
    }
    check_json(visit, bytes)
}

/// The body of a request to a route of the gateway's own.
///
/// # Errors
/// As [`read`].
pub async fn read_json(visit: &Visit, cap: u32) -> Result<Vec<u8>, Refusal> {
    check_json(visit, capped(visit, cap).await?)
}

async fn capped(visit: &Visit, cap: u32) -> Result<Vec<u8>, Refusal> {
    let Some(stream) = visit.request.body() else { return Ok(Vec::new()) };
    match read_up_to(&stream, cap as usize).await {
        Read::Whole(bytes) => Ok(bytes),
        Read::Broken => Err(Refusal::invalid("the body broke off")),
        Read::Part(_) => {
            // Not waited for: a sender who never ends must not hold the answer back.
            let _ = stream.cancel();
            let text = format!("the body is larger than {cap} bytes (MAX_BODY_BYTES)");
            Err(Refusal::new(413, Code::InvalidRequest, text))
        }
    }
}

fn check_json(visit: &Visit, bytes: Vec<u8>) -> Result<Vec<u8>, Refusal> {
    if !is_json(&visit.header("content-type")) {
        return Err(Refusal::new(415, Code::InvalidRequest, "the content-type must be application/json"));
    }
    match serde_json::from_slice::<serde_json::Value>(&bytes) {
        Ok(serde_json::Value::Object(_)) => Ok(bytes),
        Ok(_) => Err(Refusal::invalid("the body must be a JSON object")),
        Err(error) => Err(Refusal::invalid(format!("the body is not JSON: {error}"))),
    }
}

fn without(operation: &Operation) -> Result<Vec<u8>, Refusal> {
    match operation.params.iter().any(|param| param.required) && operation.has_body() {
        true => Err(Refusal::invalid(format!("{} needs a JSON body", operation.name))),
        false => Ok(Vec::new()),
    }
}
