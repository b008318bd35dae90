//! A request's body, read once, no further than the cap and no longer than the deadline.

use js_sys::{Reflect, Uint8Array};
use outx_core::error::Code;
use outx_core::gateway::http::api_error::ApiError;
use outx_core::gateway::http::headers::is_json;
use outx_core::operation::{Kind, Operation};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ReadableStream, ReadableStreamDefaultReader};

use crate::http::context::RequestContext;
use crate::runtime::js::Deadline;

/// How long the body of a request that was rejected without it is read and dropped, in milliseconds.
const DRAIN_MS: u32 = 2_000;
/// How long a whole body may take, in milliseconds. Per body and not per chunk, so that one byte at a time holds nothing open.
const DEADLINE_MS: u32 = 10_000;
/// Bytes beyond the cap that are read and dropped. A proxy that keeps its connection to the gateway open may not use it again
/// before the body has arrived; where it was cut off, the proxy's next request fails.
const MAX_DRAINED_BYTES: u64 = 1_048_576;

/// The body of a request, empty when there is none.
///
/// # Errors
/// 413 over `cap` bytes, counted as they come: `content-length` is a claim. 408 when it has not arrived within 10 seconds. 415
/// when it does not say that it is JSON, 400 when it is not, or is no object.
pub async fn read(request: &RequestContext, operation: &Operation, cap: u32) -> Result<Vec<u8>, ApiError> {
    let bytes = capped(request, cap).await?;
    if bytes.is_empty() {
        return without(operation);
    }
    if operation.kind == Kind::Read {
        return Err(ApiError::invalid(format!("{} takes no body", operation.name)));
    }
    check_json(request, bytes)
}

/// The body of a request to a route of the gateway's own.
///
/// # Errors
/// As [`read`].
pub async fn read_json(request: &RequestContext, cap: u32) -> Result<Vec<u8>, ApiError> {
    check_json(request, capped(request, cap).await?)
}

/// Reads and drops a body that was not touched, as that of a request that was rejected by its head. A runtime that has not
/// received a body whole resets the connection, and with it the next request on it.
pub async fn drain_untouched(request: &RequestContext) {
    let Some(stream) = request.raw.body().filter(|_| !request.raw.body_used()) else { return };
    if claimed_length(request) <= MAX_DRAINED_BYTES {
        BodyReader::new(&stream, DRAIN_MS).drain().await;
    }
}

fn claimed_length(request: &RequestContext) -> u64 {
    request.header("content-length").parse().unwrap_or(0)
}

/// One read of a stream.
enum Chunk {
    Bytes(Uint8Array),
    End,
    BrokeOff,
    Late,
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
            None => Chunk::Late,
            Some(Err(_)) => Chunk::BrokeOff,
            Some(Ok(chunk)) => match Reflect::get(&chunk, &JsValue::from_str("value")).map(JsCast::dyn_into) {
                Ok(Ok(bytes)) => Chunk::Bytes(bytes),
                _ => Chunk::End,
            },
        }
    }

    /// Reads on and drops what comes, so that the connection can be used again.
    async fn drain(&self) {
        let mut drained = 0;
        while drained <= MAX_DRAINED_BYTES {
            let Chunk::Bytes(bytes) = self.next().await else { return };
            drained += u64::from(bytes.length());
        }
    }
}

async fn capped(request: &RequestContext, cap: u32) -> Result<Vec<u8>, ApiError> {
    let Some(stream) = request.raw.body() else { return Ok(Vec::new()) };
    // A body that is not drained whole is better not begun: a runtime or proxy can still skip one that was never touched.
    if claimed_length(request) > u64::from(cap) + MAX_DRAINED_BYTES {
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
            Chunk::BrokeOff => return Err(ApiError::invalid("the body broke off")),
            Chunk::Late => {
                let text = "the body did not arrive within 10 seconds: send it again, faster";
                return Err(ApiError::new(408, Code::InvalidRequest, text));
            }
        }
    }
}

fn too_large(cap: u32) -> ApiError {
    ApiError::new(413, Code::InvalidRequest, format!("the body is larger than {cap} bytes (MAX_BODY_BYTES)"))
}

fn append(bytes: &mut Vec<u8>, chunk: &Uint8Array) {
    let at = bytes.len();
    bytes.resize(at + chunk.length() as usize, 0);
    chunk.copy_to(&mut bytes[at..]);
}

fn check_json(request: &RequestContext, bytes: Vec<u8>) -> Result<Vec<u8>, ApiError> {
    if !is_json(&request.header("content-type")) {
        return Err(ApiError::new(415, Code::InvalidRequest, "the content-type must be application/json"));
    }
    match serde_json::from_slice::<serde_json::Value>(&bytes) {
        Ok(serde_json::Value::Object(_)) => Ok(bytes),
        Ok(_) => Err(ApiError::invalid("the body must be a JSON object")),
        Err(error) => Err(ApiError::invalid(format!("the body is not JSON: {error}"))),
    }
}

fn without(operation: &Operation) -> Result<Vec<u8>, ApiError> {
    match operation.params.iter().any(|param| param.required) && operation.has_body() {
        true => Err(ApiError::invalid(format!("{} needs a JSON body", operation.name))),
        false => Ok(Vec::new()),
    }
}
