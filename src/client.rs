//! What the calls of one client share.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Date, Object};
use outx_core::operations::OPERATIONS;
use outx_core::pace::Pace;
use outx_core::retry::{Bucket, Way};
use outx_core::usage::Usage;
use wasm_bindgen::prelude::*;

use crate::call::Call;
use crate::context::Context;
use crate::js::{Js, set};
use crate::options::{CallOptions, Options};

/// A client: its options, read once, and its counts.
#[wasm_bindgen]
pub struct Client {
    shared: Rc<Shared>,
}

/// What a call needs of its client.
pub struct Shared {
    pub options: Options,
    pub base: String,
    pub way: Way,
    pub is_observed: bool,
    pub bucket: Cell<Bucket>,
    pub pace: RefCell<Pace>,
    pub usage: RefCell<Usage>,
}

#[wasm_bindgen]
impl Client {
    /// A client with options that the face has checked.
    #[wasm_bindgen(constructor)]
    pub fn new(options: Options) -> Self {
        let shared = Shared {
            base: options.base(),
            way: options.way(),
            is_observed: options.is_observed(),
            options,
            bucket: Cell::default(),
            pace: RefCell::default(),
            usage: RefCell::default(),
        };
        Self { shared: Rc::new(shared) }
    }

    /// Begins the call of a row of the table.
    ///
    /// # Errors
    /// The fields of an `invalid_request` when an argument is wrong; nothing was sent then.
    pub fn begin(
        &self,
        operation: usize,
        args: JsValue,
        options: CallOptions,
        context: Context,
    ) -> Result<Call, JsValue> {
        let shared = Rc::clone(&self.shared);
        shared.usage.borrow_mut().calls += 1;
        Call::new(shared, &OPERATIONS[operation], Js(args), options, context)
    }

    /// Calls, retries, errors by code, and LinkedIn actions of the last hour.
    pub fn usage(&self) -> JsValue {
        let usage = self.shared.usage.borrow();
        let (counts, errors): (JsValue, JsValue) = (Object::new().into(), Object::new().into());
        usage.errors().iter().for_each(|(code, count)| set(&errors, code.as_str(), *count));
        set(&counts, "calls", usage.calls);
        set(&counts, "retries", usage.retries);
        set(&counts, "errors", errors);
        set(&counts, "actions", self.shared.pace.borrow_mut().used(Date::now()) as u32);
        set(&counts, "actionsPerHour", self.shared.options.actions_per_hour());
        counts
    }
}
