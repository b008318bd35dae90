//! A client: what its calls share.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Date, Object};
use outx_core::api::operation::Method;
use outx_core::call::{ClientSettings, ClientState};
use outx_core::policy::retry::Route;
use wasm_bindgen::prelude::*;

use super::handles;
use super::value::set;

/// What the calls of a client share.
pub struct Client {
    pub state: RefCell<ClientState>,
    /// The HTTP methods as JavaScript strings: a string of the wasm is decoded each time it is passed.
    pub methods: [JsValue; 4],
}

/// Creates a client, whose options JavaScript has checked, and returns its handle.
#[wasm_bindgen(js_name = createClient)]
pub fn create_client(
    is_gateway: bool,
    is_browser: bool,
    has_credential: bool,
    total_timeout_ms: f64,
    actions_per_hour: u32,
) -> usize {
    let direct = if is_browser { Route::Browser } else { Route::Server };
    let route = if is_gateway { Route::Gateway } else { direct };
    let settings = ClientSettings { route, has_credential, total_timeout_ms, actions_per_hour };
    handles::insert(handles::Object::Client(Rc::new(Client {
        state: RefCell::new(ClientState::new(settings)),
        methods: [Method::Get, Method::Post, Method::Put, Method::Delete].map(|method| method.as_str().into()),
    })))
}

/// A client's calls, retries, errors by code, and LinkedIn actions of the last hour.
#[wasm_bindgen]
pub fn usage(client: usize) -> JsValue {
    let Some(client) = handles::client(client) else { return JsValue::UNDEFINED };
    let state = &mut *client.state.borrow_mut();
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
