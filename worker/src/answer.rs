//! The API's answer on its way to the caller, without the key.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{JsString, Uint8Array};
use outx_core::error::Code;
use outx_core::gateway::answer::{MAX_ERROR_BYTES, Plan, explain, plan};
use outx_core::gateway::headers::retry_after;
use outx_core::gateway::refusal::Refusal;
use outx_core::operation::{Kind, Operation};
use outx_core::scanner::Scanner;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStream, Response, TransformStream};

use crate::chunks::{Read, read_up_to};
use crate::isolate::{Searcher, Shared};
use crate::js::get;
use crate::polls::TASKS_GET;
use crate::reply::Reply;
use crate::visit::Visit;

/// An answer up to this many bytes is searched at once; of a longer one the rest is searched as it streams.
const WHOLE: usize = 262_144;

/// An answer that was read and cleaned: it can be given to several callers.
pub struct Taken {
    status: u16,
    plan: Plan,
    /// An `ArrayBuffer` or a string; `None` when it broke off.
    body: Option<JsValue>,
    retry_after: Option<String>,
    searcher: Rc<Searcher>,
}

/// Passes an answer on: a success as it is, an error with `code` and `request_id`, anything else as 502. What is not read whole
/// streams.
pub async fn pass(
    visit: &Visit,
    operation: &'static Operation,
    answer: &Response,
    searcher: Rc<Searcher>,
    session: bool,
) -> Reply {
    let streams = operation.kind == Kind::Read && operation.name != TASKS_GET;
    match take(operation, answer, &searcher, streams).await {
        Ok(taken) => taken.reply(visit, operation, session),
        Err(stream) => Reply::json(answer.status(), stream),
    }
}

/// Reads an answer; `Err` with a stream for one that is long and may stream.
pub async fn take(
    operation: &'static Operation,
    answer: &Response,
    searcher: &Rc<Searcher>,
    streams: bool,
) -> Result<Taken, JsValue> {
    let status = answer.status();
    let headers = answer.headers();
    let header = |name| headers.get(name).ok().flatten().unwrap_or_default();
    let encoding = header("content-encoding");
    let plan = plan(status, &header("content-type"), &encoding);
    let body = match plan {
        Plan::Pass if status == 204 => Some(JsValue::NULL),
        // A write's answer is kept for repeats, as text.
        Plan::Pass if operation.kind.is_write() => text(answer, searcher).await.map(JsValue::from),
        Plan::Pass => {
            let length = header("content-length").parse::<usize>().ok().filter(|_| encoding.is_empty());
            match length {
                Some(length) if length <= WHOLE => whole(answer, searcher).await,
                _ if streams => beginning(answer, searcher).await?,
                _ => whole(answer, searcher).await,
            }
        }
        Plan::Explain => Some(error_text(answer, searcher).await.into()),
        Plan::Refuse(_) => {
            // Nobody reads it, so it need not come.
            let _ = answer.body().map(|body| body.cancel());
            None
        }
    };
    let later = header("retry-after");
    let later = retry_after(&later).filter(|later| status >= 400 && !searcher.is_in(later.as_bytes()));
    Ok(Taken { status, plan, body, retry_after: later.map(str::to_owned), searcher: Rc::clone(searcher) })
}

impl Taken {
    /// How many bytes it holds, about.
    pub fn size(&self) -> usize {
        let Some(body) = &self.body else { return 0 };
        let text = body.dyn_ref::<JsString>().map(JsString::length);
        text.unwrap_or_else(|| get(body, "byteLength").as_f64().unwrap_or_default() as u32) as usize
    }

    /// The answer for one caller.
    pub fn reply(&self, visit: &Visit, operation: &'static Operation, session: bool) -> Reply {
        let reply = match (&self.plan, &self.body) {
            (Plan::Refuse(refusal), _) => Reply::refusal(refusal, visit),
            (Plan::Pass, Some(body)) if self.status == 204 => Reply::new(204, body.clone()),
            (Plan::Pass, Some(body)) => Reply::json(self.status, body.clone()),
            (Plan::Pass, None) => Reply::refusal(&cut(), visit),
            (Plan::Explain, body) => {
                let text = body.as_ref().and_then(JsValue::as_string).unwrap_or_default();
                let explained = explain(self.status, text.as_bytes(), operation, session, &visit.request_id);
                // Once more: to read JSON is to undo its escapes, whichever they were.
                let body = cleaned_text(&self.searcher, explained.body.as_bytes());
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

/// An answer of unknown length, or a long one: read as far as [`WHOLE`].
async fn beginning(answer: &Response, searcher: &Rc<Searcher>) -> Result<Option<JsValue>, JsValue> {
    let Some(body) = answer.body() else { return Ok(Some(JsValue::NULL)) };
    match read_up_to(&body, WHOLE).await {
        Read::Whole(bytes) => Ok(Some(array(&clean(searcher, &bytes).unwrap_or(bytes)))),
        Read::Broken => Ok(None),
        Read::Part(bytes) => Err(streamed(&body, bytes, Rc::clone(searcher))),
    }
}

/// The beginning of an upstream error: whatever is longer is no error text.
async fn error_text(answer: &Response, searcher: &Rc<Searcher>) -> String {
    let Some(body) = answer.body() else { return String::new() };
    match read_up_to(&body, MAX_ERROR_BYTES as usize).await {
        Read::Whole(bytes) => cleaned_text(searcher, &bytes),
        Read::Part(_) => {
            let _ = body.cancel();
            String::new()
        }
        Read::Broken => String::new(),
    }
}

fn array(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

/// The bytes of an answer, cleaned; `None` when it broke off.
pub async fn bytes(answer: &Response) -> Option<JsValue> {
    let buffer = JsFuture::from(answer.array_buffer().ok()?).await.ok()?;
    Some(buffer)
}

/// An answer as text, without the key.
pub async fn text(answer: &Response, searcher: &Rc<Searcher>) -> Option<String> {
    Some(cleaned_text(searcher, &Uint8Array::new(&bytes(answer).await?).to_vec()))
}

async fn whole(answer: &Response, searcher: &Rc<Searcher>) -> Option<JsValue> {
    let buffer = bytes(answer).await?;
    let cleaned = clean(searcher, &Uint8Array::new(&buffer).to_vec());
    // What holds no key goes on as the very buffer it came in.
    Some(cleaned.map_or_else(|| buffer, |bytes| array(&bytes)))
}

/// The text without the key.
pub fn cleaned_text(searcher: &Rc<Searcher>, bytes: &[u8]) -> String {
    let cleaned = clean(searcher, bytes);
    String::from_utf8_lossy(cleaned.as_deref().unwrap_or(bytes)).into_owned()
}

/// The bytes without the key; `None` when it is not in them.
fn clean(searcher: &Rc<Searcher>, bytes: &[u8]) -> Option<Vec<u8>> {
    if !searcher.is_in(bytes) {
        return None;
    }
    let mut scanner = Scanner::new(Shared(Rc::clone(searcher)));
    let mut clean = scanner.push(bytes).into_owned();
    clean.extend(scanner.finish());
    Some(clean)
}

/// The rest of a stream after `first`, scanned.
fn streamed(body: &ReadableStream, first: Vec<u8>, searcher: Rc<Searcher>) -> JsValue {
    let through = TransformStream::new_with_transformer(&transformer(first, searcher));
    let pipe: js_sys::Function = get(body, "pipeThrough").unchecked_into();
    through.and_then(|through| pipe.call1(body, &through)).unwrap_or(JsValue::NULL)
}

/// A transformer that scans chunk by chunk. Its functions live as long as JavaScript holds them.
fn transformer(first: Vec<u8>, searcher: Rc<Searcher>) -> js_sys::Object {
    let scanner = Rc::new(RefCell::new(Some(Scanner::new(Shared(searcher)))));
    let enqueue = |controller: &JsValue, bytes: &[u8]| {
        if !bytes.is_empty() {
            let enqueue: js_sys::Function = get(controller, "enqueue").unchecked_into();
            let _ = enqueue.call1(controller, &array(bytes));
        }
    };
    let scan = move |scanner: &RefCell<Option<Scanner<Shared>>>, chunk: &[u8], controller: &JsValue| {
        if let Some(scanner) = scanner.borrow_mut().as_mut() {
            enqueue(controller, &scanner.push(chunk));
        }
    };
    let (at_start, of_chunks) = (Rc::clone(&scanner), Rc::clone(&scanner));
    let start = Closure::once(move |controller: JsValue| scan(&at_start, &first, &controller));
    let transform = Closure::<dyn FnMut(Uint8Array, JsValue)>::new(move |chunk: Uint8Array, controller: JsValue| {
        scan(&of_chunks, &chunk.to_vec(), &controller);
    });
    let flush = Closure::<dyn FnMut(JsValue)>::new(move |controller: JsValue| {
        if let Some(scanner) = scanner.borrow_mut().take() {
            enqueue(&controller, &scanner.finish());
        }
    });
    let transformer = js_sys::Object::new();
    crate::js::set(&transformer, "start", &start.into_js_value());
    crate::js::set(&transformer, "transform", &transform.into_js_value());
    crate::js::set(&transformer, "flush", &flush.into_js_value());
    transformer
}

fn cut() -> Refusal {
    Refusal::new(502, Code::BadResponse, "the API's answer broke off")
}
