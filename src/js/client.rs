//! A client: what its calls share.

use std::cell::RefCell;

use js_sys::{Date, Object};
use outx_core::api::operation::Method;
use outx_core::call::{ClientSettings, ClientState};
use wasm_bindgen::prelude::*;

use crate::js_value::set;

/// What the calls of a client share.
pub struct Client {
    pub state: RefCell<ClientState>,
    /// The HTTP methods as JavaScript strings: a string of the wasm is decoded each time it is passed.
    pub methods: [JsValue; 4],
}

impl Client {
    /// A client that has made no calls.
    pub fn new(settings: ClientSettings) -> Self {
        Self {
            state: RefCell::new(ClientState::new(settings)),
            methods: [Method::Get, Method::Post, Method::Put, Method::Delete].map(|method| method.as_str().into()),
        }
    }

    /// Its calls, retries, errors by code, and LinkedIn actions of the last hour.
    pub fn usage(&self) -> JsValue {
        let state = &mut *self.state.borrow_mut();
        let counts: JsValue = Object::new().into();
        let errors: JsValue = Object::new().into();
        state.usage.errors().iter().for_each(|(code, count)| set(&errors, code.as_str(), (*count).into()));
        set(&counts, "calls", state.usage.calls.into());
        set(&counts, "retries", state.usage.retries.into());
        set(&counts, "errors", errors);
        set(&counts, "actions", state.rate_limiter.in_window(Date::now()).into());
        set(&counts, "actionsPerHour", state.settings.actions_per_hour.into());
        counts
    }
}
