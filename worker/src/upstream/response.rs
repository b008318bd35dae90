//! Redacts the API's response and converts it to a reply.

use std::rc::Rc;

use js_sys::{JsString, Uint8Array};
use outx_core::error::Code;
use outx_core::gateway::http::api_error::ApiError;
use outx_core::gateway::http::headers::retry_after;
use outx_core::gateway::http::response::{JsonShape, MAX_ERROR_BYTES, Plan, plan_response, rewrite_error};
use outx_core::old_rules::OldRule;
use outx_core::operation::{Kind, Operation};
use outx_core::redact::{BLOCK_BYTES, Redactor, StreamRedactor};
use wasm_bindgen::prelude::*;

use crate::http::context::RequestContext;
use crate::http::reply::Reply;
use crate::runtime::blocks::{BlockReader, ReadError, read_all};
use crate::runtime::js::get;
use crate::upstream::client::UpstreamResponse;
use outx_core::gateway::limits::coalesce::TASKS_GET;

/// Maximum size of a buffered read, in bytes; a longer body is streamed.
const MAX_BUFFERED_BYTES: usize = 262_144;
/// Maximum size of a write's response, in bytes. It is stored as text in wasm memory, which never shrinks.
const MAX_WRITE_BYTES: usize = 1024 * 1024;
/// Maximum size of a poll's response, in bytes. It is outside wasm memory, but within the 128 MB of the isolate.
const MAX_POLL_BYTES: usize = 8 * 1024 * 1024;
/// Maximum size of a sign-in response, in bytes.
const MAX_SIGN_IN_BYTES: usize = 65_536;

#[wasm_bindgen(module = "/src/runtime/upstream_body.js")]
extern "C" {
    #[wasm_bindgen(js_name = redactedStream)]
    fn redacted_stream(
        reader: &JsValue,
        first: &Uint8Array,
        redactor: BodyRedactor,
        time_left_ms: f64,
        block_bytes: u32,
    ) -> JsValue;
}

/// A redacted response.
pub enum Received {
    /// A completely read response, which can be sent to several callers.
    Buffered(BufferedResponse),
    /// A long read, which can be sent to one caller only.
    Streaming {
        /// The status.
        status: u16,
        /// A `ReadableStream`.
        body: JsValue,
    },
}

/// A completely read response.
pub struct BufferedResponse {
    status: u16,
    plan: Plan,
    /// A `Uint8Array` or a string.
    body: JsValue,
    retry_after: Option<String>,
    redactor: Rc<Redactor>,
}

/// Forwards a redacted response: a success otherwise unchanged, an error with `code` and `request_id`, a body that is late as 504, anything
/// else as 502. A long read is streamed.
pub async fn pass(
    request: &RequestContext,
    operation: &'static Operation,
    upstream: &UpstreamResponse,
    redactor: Rc<Redactor>,
    session: bool,
) -> Reply {
    let may_stream = operation.kind == Kind::Read && operation.name != TASKS_GET;
    match receive(operation, upstream, &redactor, may_stream).await {
        Received::Buffered(response) => response.reply(request, operation, session),
        Received::Streaming { status, body } => Reply::json(status, body),
    }
}

/// Reads a response. The result is [`Received::Streaming`] only with `may_stream`.
pub async fn receive(
    operation: &'static Operation,
    upstream: &UpstreamResponse,
    redactor: &Rc<Redactor>,
    may_stream: bool,
) -> Received {
    let response = &upstream.response;
    let status = response.status();
    let headers = response.headers();
    let header = |name| headers.get(name).ok().flatten().unwrap_or_default();
    let mut plan = plan_response(status, &header("content-type"), &header("content-encoding"));
    let mut body = JsValue::NULL;
    match plan {
        Plan::Forward if status == 204 => {}
        Plan::Forward => {
            let limit = match (may_stream, operation.kind.is_write()) {
                (true, _) => Limit::StreamBeyond(MAX_BUFFERED_BYTES),
                (false, true) => Limit::RejectBeyond(MAX_WRITE_BYTES),
                (false, false) => Limit::RejectBeyond(MAX_POLL_BYTES),
            };
            match read_redacted(upstream, redactor, limit).await {
                Ok(Body::Stream(body)) => return Received::Streaming { status, body },
                // The ledger stores the body of a write as text, for replays.
                Ok(Body::Complete(bytes)) if operation.kind.is_write() => {
                    body = text_of(&bytes.to_vec()).as_str().into()
                }
                Ok(Body::Complete(bytes)) => body = bytes.into(),
                Err(error) => plan = Plan::Reject(body_error(&error)),
            }
        }
        Plan::RewriteError => body = error_text(upstream, redactor).await.into(),
        // The body is not needed.
        Plan::Reject(_) => drop(response.body().map(|body| body.cancel())),
    }
    let retry_after_header = header("retry-after");
    let is_allowed = |value: &&str| status >= 400 && !redactor.contains_secret(value.as_bytes());
    let retry_after = retry_after(&retry_after_header).filter(is_allowed).map(str::to_owned);
    Received::Buffered(BufferedResponse { status, plan, body, retry_after, redactor: Rc::clone(redactor) })
}

impl BufferedResponse {
    /// Approximate size in bytes.
    pub fn size(&self) -> usize {
        let text = self.body.dyn_ref::<JsString>().map(JsString::length);
        text.unwrap_or_else(|| get(&self.body, "byteLength").as_f64().unwrap_or_default() as u32) as usize
    }

    /// The reply to one caller.
    pub fn reply(&self, request: &RequestContext, operation: &'static Operation, session: bool) -> Reply {
        let reply = match &self.plan {
            Plan::Reject(error) => Reply::error(error, request),
            Plan::Forward if self.status == 204 => Reply::new(204, JsValue::NULL),
            Plan::Forward => Reply::json(self.status, self.body.clone()),
            Plan::RewriteError => {
                let text = self.body.as_string().unwrap_or_default();
                let rewritten = rewrite_error(self.status, text.as_bytes(), operation, session, &request.request_id);
                // Redacted again, because parsing the JSON has decoded its escapes.
                let body = self.redactor.redact_text(rewritten.body.as_bytes());
                let mut reply = Reply::json(self.status, body.as_str());
                reply.code = Some(rewritten.code);
                reply
            }
        };
        match &self.retry_after {
            Some(value) => reply.with("retry-after", value.as_str()),
            None => reply,
        }
    }
}

/// The body of a sign-in response. It contains the key and is not redacted.
///
/// # Errors
/// 502 for a body that is truncated or too large, 504 for one that does not end in time.
pub async fn sign_in_body(upstream: &UpstreamResponse) -> Result<Vec<u8>, ApiError> {
    let Some(body) = upstream.response.body() else { return Ok(Vec::new()) };
    let bytes = read_all(&body, MAX_SIGN_IN_BYTES, upstream.timeout_ms).await;
    bytes.map_err(|error| body_error(&BodyError::Read(error)))
}

enum Limit {
    StreamBeyond(usize),
    RejectBeyond(usize),
}

enum Body {
    Complete(Uint8Array),
    Stream(JsValue),
}

enum BodyError {
    Read(ReadError),
    NotJson,
}

impl From<ReadError> for BodyError {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}

/// Reads a body block by block, so that wasm memory holds one block and never the complete body.
async fn read_redacted(upstream: &UpstreamResponse, redactor: &Rc<Redactor>, limit: Limit) -> Result<Body, BodyError> {
    let Some(body) = upstream.response.body() else { return Ok(Body::Complete(Uint8Array::new_with_length(0))) };
    let mut reader = BlockReader::new(&body, upstream.timeout_ms)?;
    let mut redactor = BodyRedactor::new(Rc::clone(redactor));
    let mut clean = Blocks::default();
    let mut received = 0;
    let (Limit::StreamBeyond(max_bytes) | Limit::RejectBeyond(max_bytes)) = limit;
    while !reader.has_ended() {
        let block = reader.next().await?;
        received += block.len();
        clean.push(&redactor.push(&block));
        if redactor.shape.is_no_json() {
            reader.cancel();
            return Err(BodyError::NotJson);
        }
        if received <= max_bytes {
            continue;
        }
        if let Limit::RejectBeyond(_) = limit {
            if OldRule::UnboundedBodies.applies() {
                continue;
            }
            reader.cancel();
            return Err(ReadError::TooLarge.into());
        }
        let (reader, time_left_ms) = reader.into_parts();
        return Ok(Body::Stream(redacted_stream(&reader, &clean.concat(), redactor, time_left_ms, BLOCK_BYTES as u32)));
    }
    clean.push(&redactor.finish().ok_or(ReadError::Truncated)?);
    Ok(Body::Complete(clean.concat()))
}

/// Blocks of bytes in JavaScript memory.
#[derive(Default)]
struct Blocks {
    blocks: Vec<Uint8Array>,
    bytes: u32,
}

impl Blocks {
    fn push(&mut self, block: &[u8]) {
        if !block.is_empty() {
            self.bytes += block.len() as u32;
            self.blocks.push(Uint8Array::from(block));
        }
    }

    fn concat(&self) -> Uint8Array {
        if let [only] = self.blocks.as_slice() {
            return only.clone();
        }
        let all = Uint8Array::new_with_length(self.bytes);
        let mut at = 0;
        for block in &self.blocks {
            all.set(block, at);
            at += block.length();
        }
        all
    }
}

/// Redacts the body of one response and tracks whether it is a complete JSON value.
#[wasm_bindgen]
pub struct BodyRedactor {
    stream: StreamRedactor<Rc<Redactor>>,
    shape: JsonShape,
}

#[wasm_bindgen]
impl BodyRedactor {
    /// Adds bytes and returns the complete blocks.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.shape.push(bytes);
        self.stream.push(bytes)
    }

    /// Returns the bytes that were held back; `None` for a truncated body, which may end within the key. All truncated bodies are treated
    /// the same, because otherwise a caller that can place text at the end could guess the key.
    pub fn finish(&mut self) -> Option<Vec<u8>> {
        self.shape.is_complete().then(|| self.stream.finish())
    }
}

impl BodyRedactor {
    fn new(redactor: Rc<Redactor>) -> Self {
        Self { stream: StreamRedactor::new(redactor, BLOCK_BYTES), shape: JsonShape::default() }
    }
}

/// The redacted body of an upstream error; empty if it is truncated or longer than [`MAX_ERROR_BYTES`].
async fn error_text(upstream: &UpstreamResponse, redactor: &Redactor) -> String {
    let Some(body) = upstream.response.body() else { return String::new() };
    let bytes = read_all(&body, MAX_ERROR_BYTES as usize, upstream.timeout_ms).await;
    bytes.map(|bytes| redactor.redact_text(&bytes)).unwrap_or_default()
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The 502 of a truncated response.
pub fn truncated() -> ApiError {
    body_error(&BodyError::Read(ReadError::Truncated))
}

fn body_error(error: &BodyError) -> ApiError {
    let text = match error {
        BodyError::Read(ReadError::Truncated) => "the API response was truncated",
        BodyError::Read(ReadError::TooLarge) => "the API response is too large",
        BodyError::Read(ReadError::TimedOut) => {
            return ApiError::new(504, Code::Upstream, "the API response did not end within UPSTREAM_TIMEOUT_MS");
        }
        BodyError::NotJson => "the API response is not a JSON object or array",
    };
    ApiError::new(502, Code::BadResponse, text)
}
