//! The API response on its way to the caller, without the key.

use std::rc::Rc;

use js_sys::{JsString, Uint8Array};
use outx_core::error::Code;
use outx_core::gateway::http::api_error::ApiError;
use outx_core::gateway::http::headers::retry_after;
use outx_core::gateway::http::response::{JsonShape, MAX_ERROR_BYTES, Plan, plan, rewrite_error};
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

/// A body of a read shorter than this, in bytes, is buffered; a longer one streams from there on.
const MAX_BUFFERED_BYTES: usize = 262_144;
/// The longest body of a write, in bytes. It is kept as text in wasm memory, which never shrinks.
const MAX_WRITE_BYTES: usize = 1024 * 1024;
/// The longest body of a poll, in bytes. It stays outside of wasm memory, but within the 128 MB of the isolate.
const MAX_POLL_BYTES: usize = 8 * 1024 * 1024;
/// The longest sign-in response, in bytes.
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

/// A response that was read and redacted.
pub enum Received {
    /// It can be sent to several callers.
    Buffered(BufferedResponse),
    /// A long read of one caller.
    Streaming {
        /// The status.
        status: u16,
        /// A `ReadableStream`.
        body: JsValue,
    },
}

/// A response that was read to its end.
pub struct BufferedResponse {
    status: u16,
    plan: Plan,
    /// A `Uint8Array` or a string.
    body: JsValue,
    retry_after: Option<String>,
    redactor: Rc<Redactor>,
}

/// Passes a response on: a success as it is, an error with `code` and `request_id`, anything else as 502. A long read streams.
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

/// Reads a response. Only one that `may_stream` is returned before its end.
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
    let mut plan = plan(status, &header("content-type"), &header("content-encoding"));
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
                // The body of a write is kept for repeats, as text.
                Ok(Body::Complete(bytes)) if operation.kind.is_write() => {
                    body = text_of(&bytes.to_vec()).as_str().into()
                }
                Ok(Body::Complete(bytes)) => body = bytes.into(),
                Err(error) => plan = Plan::Reject(unreadable(&error)),
            }
        }
        Plan::RewriteError => body = error_text(upstream, redactor).await.into(),
        // Nothing reads it, so it need not be sent.
        Plan::Reject(_) => drop(response.body().map(|body| body.cancel())),
    }
    let later = header("retry-after");
    let later = retry_after(&later).filter(|later| status >= 400 && !redactor.contains_secret(later.as_bytes()));
    let retry_after = later.map(str::to_owned);
    Received::Buffered(BufferedResponse { status, plan, body, retry_after, redactor: Rc::clone(redactor) })
}

impl BufferedResponse {
    /// How many bytes it takes up, about.
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
                let explained = rewrite_error(self.status, text.as_bytes(), operation, session, &request.request_id);
                // Once more: to read JSON is to undo its escapes, whichever they were.
                let body = self.redactor.redact_text(explained.body.as_bytes());
                let mut reply = Reply::json(self.status, body.as_str());
                reply.code = Some(explained.code);
                reply
            }
        };
        match &self.retry_after {
            Some(value) => reply.with("retry-after", value.as_str()),
            None => reply,
        }
    }
}

/// The body of a sign-in response, which holds the key and so is not redacted.
///
/// # Errors
/// 502 for a body that cannot be used.
pub async fn sign_in_body(upstream: &UpstreamResponse) -> Result<Vec<u8>, ApiError> {
    let Some(body) = upstream.response.body() else { return Ok(Vec::new()) };
    let bytes = read_all(&body, MAX_SIGN_IN_BYTES, upstream.timeout_ms).await;
    bytes.map_err(|error| unreadable(&BodyError::Read(error)))
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

/// Reads a body block by block, so that wasm memory holds a block of it and never the whole.
async fn read_redacted(upstream: &UpstreamResponse, redactor: &Rc<Redactor>, limit: Limit) -> Result<Body, BodyError> {
    let Some(body) = upstream.response.body() else { return Ok(Body::Complete(Uint8Array::new_with_length(0))) };
    let mut reader = BlockReader::new(&body, upstream.timeout_ms)?;
    let mut redactor = BodyRedactor::new(Rc::clone(redactor));
    let (mut clean, mut received) = (Blocks::default(), 0);
    let (Limit::StreamBeyond(most) | Limit::RejectBeyond(most)) = limit;
    while !reader.has_ended() {
        let block = reader.next().await?;
        received += block.len();
        clean.push(&redactor.push(&block));
        if redactor.shape.is_no_json() {
            reader.cancel();
            return Err(BodyError::NotJson);
        }
        if received < most {
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

/// Blocks of bytes in JavaScript's memory.
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
        let whole = Uint8Array::new_with_length(self.bytes);
        let mut at = 0;
        for block in &self.blocks {
            whole.set(block, at);
            at += block.length();
        }
        whole
    }
}

/// Redacts the body of one response and notes whether it is a complete JSON value.
#[wasm_bindgen]
pub struct BodyRedactor {
    stream: StreamRedactor<Rc<Redactor>>,
    shape: JsonShape,
}

#[wasm_bindgen]
impl BodyRedactor {
    /// Takes bytes and returns the blocks that are ready.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.shape.push(bytes);
        self.stream.push(bytes)
    }

    /// What was held back; `None` for a body that was truncated, which may end within the key. Every truncated body is treated alike, because
    /// a caller who can place text at its end could else guess the key.
    pub fn finish(&mut self) -> Option<Vec<u8>> {
        self.shape.is_complete().then(|| self.stream.finish())
    }
}

impl BodyRedactor {
    fn new(redactor: Rc<Redactor>) -> Self {
        Self { stream: StreamRedactor::new(redactor, BLOCK_BYTES), shape: JsonShape::default() }
    }
}

/// The text of an upstream error. One that is longer than [`MAX_ERROR_BYTES`] or truncated is replaced by none.
async fn error_text(upstream: &UpstreamResponse, redactor: &Redactor) -> String {
    let Some(body) = upstream.response.body() else { return String::new() };
    let bytes = read_all(&body, MAX_ERROR_BYTES as usize, upstream.timeout_ms).await;
    bytes.map(|bytes| redactor.redact_text(&bytes)).unwrap_or_default()
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The 502 of a response that was truncated.
pub fn truncated() -> ApiError {
    unreadable(&BodyError::Read(ReadError::Truncated))
}

fn unreadable(error: &BodyError) -> ApiError {
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
