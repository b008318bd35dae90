//! Calls of the API that a tool makes: requests to this gateway, served like any other.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use js_sys::{Reflect, Uint8Array};
use outx_core::gateway::mcp::{ApiRequest, ApiResponse};
use serde_json::{Value, json};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStream, ReadableStreamDefaultReader};

use crate::http::context::RequestContext;
use crate::http::reply::Reply;

/// Serves a request as if it had arrived by HTTP: authorized, counted, redacted and logged.
pub type ServeRequest = Rc<dyn Fn(Rc<RequestContext>) -> Pin<Box<dyn Future<Output = Reply>>>>;

/// Maximum size of a response, in bytes. Agents see a small part of it; it has to be parsed to be cut.
const MAX_RESPONSE_BYTES: usize = 4 * 1024 * 1024;

/// Sends a request of a tool call with the credential of the MCP request.
pub async fn call_api(
    serve: &ServeRequest,
    outer: &RequestContext,
    request: &ApiRequest,
    idempotency_key: &str,
) -> ApiResponse {
    let Ok(inner) =
        RequestContext::of_tool_call(outer, request.method, &request.target, request.body.as_deref(), idempotency_key)
    else {
        return failure(500, "upstream", "the request could not be built: report this as a defect of the gateway");
    };
    let reply = serve(Rc::new(inner)).await;
    let retry_after = reply.header("retry-after").unwrap_or_default().to_owned();
    match read_body(&reply.body).await {
        Some(bytes) => ApiResponse {
            status: reply.status,
            retry_after,
            body: serde_json::from_slice(&bytes).unwrap_or(Value::Null),
            is_repeated: reply.is_repeated,
        },
        None => failure(502, "bad_response", "the API response is truncated or too large: ask for fewer items"),
    }
}

fn failure(status: u16, code: &str, text: &str) -> ApiResponse {
    ApiResponse { status, body: json!({ "error": text, "code": code }), ..ApiResponse::default() }
}

/// The body of a reply; `None` when it is a stream that breaks or is too long.
async fn read_body(body: &JsValue) -> Option<Vec<u8>> {
    if let Some(text) = body.as_string() {
        return Some(text.into_bytes());
    }
    if let Some(bytes) = body.dyn_ref::<Uint8Array>() {
        return Some(bytes.to_vec());
    }
    match body.dyn_ref::<ReadableStream>() {
        Some(stream) => read_stream(stream).await,
        None => Some(Vec::new()),
    }
}

async fn read_stream(stream: &ReadableStream) -> Option<Vec<u8>> {
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    loop {
        let result = JsFuture::from(reader.read()).await.ok()?;
        let Some(chunk) = Reflect::get(&result, &"value".into()).ok()?.dyn_into::<Uint8Array>().ok() else {
            return Some(bytes);
        };
        if bytes.len() + chunk.length() as usize > MAX_RESPONSE_BYTES {
            let _ = JsFuture::from(reader.cancel()).await;
            return None;
        }
        let at = bytes.len();
        bytes.resize(at + chunk.length() as usize, 0);
        chunk.copy_to(&mut bytes[at..]);
    }
}
