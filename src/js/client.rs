//! The state that the calls of a client share.

use std::cell::RefCell;

use js_sys::Date;
use outx_core::call::{ClientSettings, ClientState};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The object that receives the counts of a client (`pkg/client.js`).
    pub type JsUsage;

    /// Sets the counts of calls, retries and LinkedIn actions.
    #[wasm_bindgen(method)]
    fn set(this: &JsUsage, calls: u32, retries: u32, actions: u32);

    /// Sets the count of errors with this code.
    #[wasm_bindgen(method, js_name = setErrors)]
    fn set_errors(this: &JsUsage, code: &str, count: u32);
}

/// The state that the calls of a client share.
pub struct Client {
    pub state: RefCell<ClientState>,
}

impl Client {
    /// A client that has made no calls.
    pub fn new(settings: ClientSettings) -> Self {
        Self { state: RefCell::new(ClientState::new(settings)) }
    }

    /// Writes the number of calls and retries, of errors by code, and of LinkedIn actions within the last hour.
    pub fn write_usage(&self, into: &JsUsage) {
        let state = &mut *self.state.borrow_mut();
        into.set(state.usage.calls, state.usage.retries, state.rate_limiter.in_window(Date::now()) as u32);
        state.usage.errors().iter().for_each(|(code, count)| into.set_errors(code.as_str(), *count));
    }
}
