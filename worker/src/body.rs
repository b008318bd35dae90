//! A request's body, read once and no further than the cap.

use js_sys::Uint8Array;
use outx_core::error::Code;
use outx_core::gateway::headers::is_json;
use outx_core::gateway::refusal::Refusal;
use outx_core::operation::{Kind, Operation};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::js::get;
use crate::visit::Visit;

/// The body of a request, empty when there is none.
///
/// # Errors
/// 413 over `cap` bytes, counted as they come: `content-length` is a claim. 415 when it does not say that it is JSON, 400
/// when it is not, or is no object.
pub async fn read(visit: &Visit, operation: &Operation, cap: u32) -> Result<Vec<u8>, Refusal> {
    let Some(stream) = visit.request.body() else { return without(operation) };
    let reader: JsValue = stream.get_reader().into();
    let mut bytes = Vec::new();
    loop {
        let broken = |_| Refusal::invalid("the body broke off");
        let read: js_sys::Function = get(&reader, "read").unchecked_into();
        let promise: js_sys::Promise = read.call0(&reader).map_err(broken)?.unchecked_into();
        let chunk = JsFuture::from(promise).await.map_err(broken)?;
        if get(&chunk, "done").is_truthy() {
            break;
        }
        let chunk: Uint8Array = get(&chunk, "value").unchecked_into();
        if bytes.len() + chunk.length() as usize > cap as usize {
            let cancel: js_sys::Function = get(&reader, "cancel").unchecked_into();
            let _ = cancel.call0(&reader);
            let text = format!("the body is larger than {cap} bytes (MAX_BODY_BYTES)");
            return Err(Refusal::new(413, Code::InvalidRequest, text));
        }
        bytes.extend(chunk.to_vec());
    }
    if bytes.is_empty() {
        return without(operation);
    }
    if operation.kind == Kind::Read {
        return Err(Refusal::invalid(format!("{} takes no body", operation.name)));
    }
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
