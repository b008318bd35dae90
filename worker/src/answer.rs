//! The API's answer on its way to the caller, without the key.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Uint8Array;
use outx_core::error::Code;
use outx_core::gateway::answer::{Plan, explain, plan};
use outx_core::gateway::headers::retry_after;
use outx_core::gateway::refusal::Refusal;
use outx_core::operation::Operation;
use outx_core::scanner::Scanner;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStream, Response, TransformStream};

use crate::isolate::{Searcher, Shared};
use crate::js::get;
use crate::reply::Reply;
use crate::visit::Visit;

/// An answer up to this many bytes is searched at once; a longer one, or one of unknown length, as it streams.
const WHOLE: f64 = 262_144.0;

/// Passes an answer on: a success as it is, an error with `code` and `request_id`, anything else as 502.
pub async fn pass(
    visit: &Visit,
    operation: &'static Operation,
    answer: &Response,
    searcher: Rc<Searcher>,
    session: bool,
) -> Reply {
    let status = answer.status();
    let headers = answer.headers();
    let header = |name| headers.get(name).ok().flatten().unwrap_or_default();
    let reply = match plan(status, &header("content-type"), &header("content-encoding")) {
        Plan::Refuse(refusal) => Reply::refusal(&refusal, visit),
        Plan::Pass if status == 204 => Reply::new(204, JsValue::NULL),
        // A write's answer is kept for repeats, and so read here.
        Plan::Pass if operation.kind.is_write() => match text(answer, &searcher).await {
            Some(text) => Reply::json(status, text.as_str()),
            None => Reply::refusal(&cut(), visit),
        },
        Plan::Pass => match header("content-length").parse::<f64>() {
            Ok(length) if length > 0.0 && length <= WHOLE => match whole(answer, &searcher).await {
                Some(body) => Reply::json(status, body),
                None => Reply::refusal(&cut(), visit),
            },
            _ => Reply::json(status, streamed(answer.body(), Rc::clone(&searcher))),
        },
        Plan::Explain => {
            let text = text(answer, &searcher).await.unwrap_or_default();
            let explained = explain(status, text.as_bytes(), operation, session, &visit.request_id);
            let mut reply = Reply::json(status, explained.body.as_str());
            reply.code = Some(explained.code);
            reply
        }
    };
    if status < 400 {
        return reply;
    }
    match retry_after(&header("retry-after")).map(str::to_owned) {
        Some(value) if !holds(&searcher, value.as_bytes()) => reply.with("retry-after", value),
        _ => reply,
    }
}

/// The bytes of an answer, cleaned; `None` when it broke off.
pub async fn bytes(answer: &Response) -> Option<JsValue> {
    let buffer = JsFuture::from(answer.array_buffer().ok()?).await.ok()?;
    Some(buffer)
}

/// An answer as text, without the key.
pub async fn text(answer: &Response, searcher: &Rc<Searcher>) -> Option<String> {
    let bytes = Uint8Array::new(&bytes(answer).await?).to_vec();
    Some(String::from_utf8_lossy(&clean(searcher, &bytes).unwrap_or(bytes)).into_owned())
}

async fn whole(answer: &Response, searcher: &Rc<Searcher>) -> Option<JsValue> {
    let buffer = bytes(answer).await?;
    let cleaned = clean(searcher, &Uint8Array::new(&buffer).to_vec());
    // What holds no key goes on as the very buffer it came in.
    Some(cleaned.map_or_else(|| buffer, |bytes| Uint8Array::from(bytes.as_slice()).into()))
}

fn holds(searcher: &Searcher, bytes: &[u8]) -> bool {
    searcher.0.iter().any(|finder| finder.find(bytes).is_some())
}

/// The bytes without the key; `None` when it is not in them.
pub fn clean(searcher: &Rc<Searcher>, bytes: &[u8]) -> Option<Vec<u8>> {
    if !holds(searcher, bytes) {
        return None;
    }
    let mut scanner = Scanner::new(Shared(Rc::clone(searcher)));
    let mut clean = scanner.push(bytes).into_owned();
    clean.extend(scanner.finish());
    Some(clean)
}

fn streamed(body: Option<ReadableStream>, searcher: Rc<Searcher>) -> JsValue {
    let Some(body) = body else { return JsValue::NULL };
    if searcher.0.is_empty() {
        return body.into();
    }
    match TransformStream::new_with_transformer(&transformer(searcher)) {
        Ok(through) => {
            let pipe: js_sys::Function = get(&body, "pipeThrough").unchecked_into();
            pipe.call1(&body, &through).unwrap_or(JsValue::NULL)
        }
        Err(_) => JsValue::NULL,
    }
}

/// A transformer that scans chunk by chunk. Its functions live as long as JavaScript holds them.
fn transformer(searcher: Rc<Searcher>) -> js_sys::Object {
    let scanner = Rc::new(RefCell::new(Some(Scanner::new(Shared(searcher)))));
    let enqueue = |controller: &JsValue, bytes: &[u8]| {
        if !bytes.is_empty() {
            let enqueue: js_sys::Function = get(controller, "enqueue").unchecked_into();
            let _ = enqueue.call1(controller, &Uint8Array::from(bytes));
        }
    };
    let of_chunks = Rc::clone(&scanner);
    let transform = Closure::<dyn FnMut(Uint8Array, JsValue)>::new(move |chunk: Uint8Array, controller: JsValue| {
        if let Some(scanner) = of_chunks.borrow_mut().as_mut() {
            enqueue(&controller, &scanner.push(&chunk.to_vec()));
        }
    });
    let flush = Closure::<dyn FnMut(JsValue)>::new(move |controller: JsValue| {
        if let Some(scanner) = scanner.borrow_mut().take() {
            enqueue(&controller, &scanner.finish());
        }
    });
    let transformer = js_sys::Object::new();
    crate::js::set(&transformer, "transform", &transform.into_js_value());
    crate::js::set(&transformer, "flush", &flush.into_js_value());
    transformer
}

fn cut() -> Refusal {
    Refusal::new(502, Code::BadResponse, "the API's answer broke off")
}
