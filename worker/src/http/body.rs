//! Reads a request body once, within a size limit and a deadline.

use js_sys::{Reflect, Uint8Array};
use outx_core::error::Code;
use outx_core::gateway::http::api_error::ApiError;
use outx_core::gateway::http::headers::is_json;
use outx_core::operation::Operation;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ReadableStream, ReadableStreamDefaultReader};

use crate::http::context::RequestContext;
use crate::runtime::js::Deadline;

/// Maximum time for draining the body of a request that was rejected by its headers, in milliseconds.
const DRAIN_MS: u32 = 2_000;
/// Deadline for a complete body, in milliseconds. Per body and not per chunk, so that a slow sender cannot keep the request open.
const DEADLINE_MS: u32 = 10_000;
/// Maximum number of bytes beyond the cap that are drained. A proxy with a keep-alive connection can reuse it only after the complete
/// body was read; otherwise its next request fails.
const MAX_DRAINED_BYTES: u64 = 1_048_576;

/// Reads and validates the body of an API request; empty when there is none.
///
/// # Errors
/// 413 above `cap` bytes, counted on arrival because `content-length` may be wrong; 408 when it does not arrive within 10 seconds; 415
/// without a JSON `content-type`; 400 when it is not a JSON object.
pub async fn read(request: &RequestContext, operation: &Operation, cap: u32) -> Result<Vec<u8>, ApiError> {
    let bytes = read_capped(request, cap).await?;
    if bytes.is_empty() {
        return check_body_optional(operation).map(|()| bytes);
    }
    check_json(request, bytes)
}

/// Reads the JSON body of a request to one of the gateway's own routes.
///
/// # Errors
/// As [`read`].
pub async fn read_json(request: &RequestContext, cap: u32) -> Result<Vec<u8>, ApiError> {
    check_json(request, read_capped(request, cap).await?)
}

/// Reads a body of a JSON `content-type` without parsing it.
///
/// # Errors
/// As [`read`], except for what the body contains.
pub async fn read_json_bytes(request: &RequestContext, cap: u32) -> Result<Vec<u8>, ApiError> {
    let bytes = read_capped(request, cap).await?;
    check_content_type(request).map(|()| bytes)
}

/// Reads at most `cap` bytes of a stream; `None` when it fails, or does not end within `ms` milliseconds.
pub async fn read_prefix(stream: &ReadableStream, cap: usize, ms: u32) -> Option<Vec<u8>> {
    let body = BodyReader::new(stream, ms);
    let mut bytes = Vec::new();
    while bytes.len() < cap {
        match body.next().await {
            Chunk::Bytes(chunk) => append(&mut bytes, &chunk),
            Chunk::End => return Some(bytes),
            Chunk::Aborted | Chunk::TimedOut => return None,
        }
    }
    let _ = body.reader.cancel();
    Some(bytes)
}

/// Reads and drops a body that was not read, such as that of a request rejected by its headers. A runtime that has not
/// received the complete body resets the connection, which fails the next request on it.
pub async fn drain_untouched(request: &RequestContext) {
    let Some(stream) = request.raw.body().filter(|_| !request.raw.body_used()) else { return };
    if declared_length(request) <= MAX_DRAINED_BYTES {
        BodyReader::new(&stream, DRAIN_MS).drain().await;
    }
}

fn declared_length(request: &RequestContext) -> u64 {
    request.header("content-length").parse().unwrap_or(0)
}

/// Result of one read of the stream.
enum Chunk {
    Bytes(Uint8Array),
    End,
    Aborted,
    TimedOut,
}

struct BodyReader {
    reader: ReadableStreamDefaultReader,
    deadline: Deadline,
}

impl BodyReader {
    fn new(stream: &ReadableStream, ms: u32) -> Self {
        Self { reader: stream.get_reader().unchecked_into(), deadline: Deadline::new(ms) }
    }

    async fn next(&self) -> Chunk {
        match self.deadline.wait(self.reader.read()).await {
            None => Chunk::TimedOut,
            Some(Err(_)) => Chunk::Aborted,
            Some(Ok(chunk)) => match Reflect::get(&chunk, &JsValue::from_str("value")).map(JsCast::dyn_into) {
                Ok(Ok(bytes)) => Chunk::Bytes(bytes),
                _ => Chunk::End,
            },
        }
    }

    /// Reads and drops the rest, so that the connection can be reused.
    async fn drain(&self) {
        let mut drained = 0;
        while drained <= MAX_DRAINED_BYTES {
            let Chunk::Bytes(bytes) = self.next().await else { return };
            drained += u64::from(bytes.length());
        }
    }
}

async fn read_capped(request: &RequestContext, cap: u32) -> Result<Vec<u8>, ApiError> {
    let Some(stream) = request.raw.body() else { return Ok(Vec::new()) };
    // A body too large to be drained is not read at all: a runtime or proxy can still skip a body that was never read.
    if declared_length(request) > u64::from(cap) + MAX_DRAINED_BYTES {
        return Err(too_large(cap));
    }
    let body = BodyReader::new(&stream, DEADLINE_MS);
    let mut bytes = Vec::new();
    loop {
        match body.next().await {
            Chunk::Bytes(chunk) if bytes.len() + chunk.length() as usize > cap as usize => {
                body.drain().await;
                return Err(too_large(cap));
            }
            Chunk::Bytes(chunk) => append(&mut bytes, &chunk),
            Chunk::End => return Ok(bytes),
            Chunk::Aborted => return Err(aborted()),
            Chunk::TimedOut => return Err(timed_out()),
        }
    }
}

/// The error of a body of which the connection ended.
pub fn aborted() -> ApiError {
    ApiError::invalid("the body is incomplete: the connection ended before it arrived")
}

/// The error of a body that took too long.
pub fn timed_out() -> ApiError {
    ApiError::new(408, Code::InvalidRequest, "the body did not arrive within 10 seconds: send it again")
}

fn too_large(cap: u32) -> ApiError {
    ApiError::new(413, Code::InvalidRequest, format!("the body is larger than {cap} bytes (MAX_BODY_BYTES)"))
}

fn append(bytes: &mut Vec<u8>, chunk: &Uint8Array) {
    let at = bytes.len();
    bytes.resize(at + chunk.length() as usize, 0);
    chunk.copy_to(&mut bytes[at..]);
}

fn check_content_type(request: &RequestContext) -> Result<(), ApiError> {
    if is_json(&request.header("content-type")) {
        return Ok(());
    }
    Err(ApiError::new(415, Code::InvalidRequest, "the content-type must be application/json"))
}

/// Checks that a body is a JSON object and declared as JSON.
///
/// # Errors
/// 415 and 400.
pub fn check_json(request: &RequestContext, bytes: Vec<u8>) -> Result<Vec<u8>, ApiError> {
    check_content_type(request)?;
    match serde_json::from_slice::<serde_json::Value>(&bytes) {
        Ok(serde_json::Value::Object(_)) => Ok(bytes),
        Ok(_) => Err(ApiError::invalid("the body must be a JSON object")),
        Err(error) => Err(ApiError::invalid(format!("the body is not JSON: {error}"))),
    }
}

fn check_body_optional(operation: &Operation) -> Result<(), ApiError> {
    if operation.has_body() && operation.params.iter().any(|param| param.required) {
        return Err(ApiError::invalid(format!("{} needs a JSON body", operation.name)));
    }
    Ok(())
}
