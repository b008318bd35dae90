//! A request's body, read once, no further than the cap and no longer than the deadline.

use js_sys::{Reflect, Uint8Array};
use outx_core::error::Code;
use outx_core::gateway::headers::is_json;
use outx_core::gateway::refusal::Refusal;
use outx_core::operation::{Kind, Operation};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ReadableStream, ReadableStreamDefaultReader};

use crate::js::Deadline;
use crate::visit::Visit;

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

/// Reads and drops a body that was not touched, as that of a request that was rejected by its head. A runtime that has not
/// received a body whole resets the connection, and with it the next request on it.
pub async fn drain_untouched(visit: &Visit) {
    let Some(stream) = visit.request.body().filter(|_| !visit.request.body_used()) else { return };
    if claimed_length(visit) <= MAX_DRAINED_BYTES {
        BodyReader::new(&stream, DRAIN_MS).drain().await;
    }
}

fn claimed_length(visit: &Visit) -> u64 {
    visit.header("content-length").parse().unwrap_or(0)
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

async fn capped(visit: &Visit, cap: u32) -> Result<Vec<u8>, Refusal> {
    let Some(stream) = visit.request.body() else { return Ok(Vec::new()) };
    // A body that is not drained whole is better not begun: a runtime or proxy can still skip one that was never touched.
    if claimed_length(visit) > u64::from(cap) + MAX_DRAINED_BYTES {
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
            Chunk::BrokeOff => return Err(Refusal::invalid("the body broke off")),
            Chunk::Late => {
                let text = "the body did not arrive within 10 seconds: send it again, faster";
                return Err(Refusal::new(408, Code::InvalidRequest, text));
            }
        }
    }
}

fn too_large(cap: u32) -> Refusal {
    Refusal::new(413, Code::InvalidRequest, format!("the body is larger than {cap} bytes (MAX_BODY_BYTES)"))
}

fn append(bytes: &mut Vec<u8>, chunk: &Uint8Array) {
    let at = bytes.len();
    bytes.resize(at + chunk.length() as usize, 0);
    chunk.copy_to(&mut bytes[at..]);
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
