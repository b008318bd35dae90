//! The functions that `pkg/` calls.

use std::rc::Rc;

use outx_core::call::ClientSettings;
use outx_core::policy::retry::Route;
use wasm_bindgen::prelude::*;

use super::call::JsCall;
use super::client::{Client, JsUsage};
use super::handles::{self, Object};
use super::host::CallHost;
use super::options::JsCallOptions;
use super::table;

/// Creates a client and returns its handle. JavaScript has checked the options.
#[wasm_bindgen(js_name = createClient)]
pub fn create_client(is_gateway: bool, is_browser: bool, has_credential: bool, actions_per_hour: u32) -> usize {
    let direct = if is_browser { Route::Browser } else { Route::Server };
    let route = if is_gateway { Route::Gateway } else { direct };
    let settings = ClientSettings { route, has_credential, actions_per_hour };
    handles::insert(Object::Client(Rc::new(Client::new(settings))))
}

/// Writes the number of a client's calls and retries, of its errors by code, and of its LinkedIn actions within the last hour.
#[wasm_bindgen(js_name = writeUsage)]
pub fn write_usage(client: usize, into: &JsUsage) {
    if let Some(client) = handles::client(client) {
        client.write_usage(into);
    }
}

/// Starts a call of an operation, by its index, and returns the call's handle. When an argument is wrong, nothing is sent, and the host has an
/// `InvalidRequestError`.
#[wasm_bindgen(js_name = startCall)]
pub fn start_call(client: usize, operation: usize, args: JsValue, options: JsCallOptions, host: CallHost) -> usize {
    #[cfg(feature = "inject-panic")]
    super::trap::at(&options, "Start");
    let (Some(client), Some(operation)) = (handles::client(client), table::operation(operation)) else {
        unreachable!("the handle is not a client's, or the index no operation's");
    };
    JsCall::new(client, operation, args, options, host)
        .map_or(usize::MAX, |call| handles::insert(Object::Call(Box::new(call))))
}

/// Resumes a call, and returns the next promise to await, or `undefined` when the call has ended.
///
/// The first `value` is `undefined`. Each later one is the value that the last promise resolved to (`ok` is true), or the reason that it was
/// rejected with. A call that has ended failed when its host has an error; otherwise its result is the last `value`.
#[wasm_bindgen(js_name = resumeCall)]
pub fn resume_call(handle: usize, ok: bool, value: JsValue) -> JsValue {
    // Taken out of the table while it runs, because a hook may start another call, which borrows the table.
    let Some(Object::Call(mut call)) = handles::take(handle) else { unreachable!("the handle is not a call's") };
    let step = call.resume(ok, value);
    if call.is_over() {
        handles::free(handle);
    } else {
        handles::put_back(handle, Object::Call(call));
    }
    step
}

/// Removes a secret from a text, as it is and in the encodings of URLs and JSON.
#[wasm_bindgen]
pub fn redact(text: &JsValue, secret: &JsValue) -> JsValue {
    let text = text.as_string().unwrap_or_default();
    outx_core::redact::redact(&text, &[&secret.as_string().unwrap_or_default()]).as_ref().into()
}

/// Drops an object that JavaScript no longer refers to: a call that is not resumed, a garbage-collected client, or a finished wait.
#[wasm_bindgen]
pub fn release(handle: usize) {
    if handles::take(handle).is_some() {
        handles::free(handle);
    }
}
