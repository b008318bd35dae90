//! A client: what its calls share, and the calls under way.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Date, Object};
use outx_core::operations::OPERATIONS;
use outx_core::pace::Pace;
use outx_core::retry::Bucket;
use outx_core::usage::Usage;
use wasm_bindgen::prelude::*;

use crate::call::Call;
use crate::context::Context;
use crate::js::{Js, set};
use crate::options::{CallOptions, Given, Options, Settings};
use crate::request::Words;

/// A client. The face knows its calls by number: an object of their own each would cost more than all else that crosses.
#[wasm_bindgen]
pub struct Client {
    shared: Rc<Shared>,
    calls: RefCell<Calls>,
}

/// What a call needs of its client.
pub struct Shared {
    pub settings: Settings,
    pub words: Words,
    pub bucket: Cell<Bucket>,
    pub pace: RefCell<Pace>,
    pub usage: RefCell<Usage>,
}

/// The calls under way; a number is given again when its call is over.
#[derive(Default)]
struct Calls {
    under_way: Vec<Option<Box<Call>>>,
    free: Vec<usize>,
}

impl Calls {
    fn add(&mut self, call: Box<Call>) -> usize {
        let number = self.free.pop().unwrap_or_else(|| {
            self.under_way.push(None);
            self.under_way.len() - 1
        });
        self.under_way[number] = Some(call);
        number
    }

    fn take(&mut self, number: usize) -> Option<Box<Call>> {
        self.under_way.get_mut(number)?.take()
    }
}

#[wasm_bindgen]
impl Client {
    /// A client with options that the face has checked.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &Options) -> Self {
        let settings = Settings::new(options);
        let shared = Shared {
            words: Words::new(&settings),
            settings,
            bucket: Cell::default(),
            pace: RefCell::default(),
            usage: RefCell::default(),
        };
        Self { shared: Rc::new(shared), calls: RefCell::default() }
    }

    /// Begins the call of a row of the table and gives its number.
    ///
    /// # Errors
    /// The fields of an `invalid_request` when an argument is wrong; nothing was sent then.
    pub fn begin(&self, operation: usize, args: JsValue, given: &Given, context: Context) -> Result<usize, JsValue> {
        let shared = Rc::clone(&self.shared);
        shared.usage.borrow_mut().calls += 1;
        let call = Call::new(shared, &OPERATIONS[operation], Js(args), CallOptions::new(given), context)?;
        Ok(self.calls.borrow_mut().add(Box::new(call)))
    }

    /// Goes on with a call: first with `undefined`, then with what the promise of the last step gave (`ok`) or was rejected
    /// with. Gives the next promise to await, or the call's value, which is never a promise.
    ///
    /// # Errors
    /// The fields of an error. After an error or a value the call is over.
    pub fn step(&self, call: usize, ok: bool, value: JsValue) -> Result<JsValue, JsValue> {
        // Out of the list meanwhile: a hook of the caller's may begin another call.
        let Some(mut taken) = self.calls.borrow_mut().take(call) else { return Err(JsValue::UNDEFINED) };
        let step = taken.step(ok, value);
        let mut calls = self.calls.borrow_mut();
        match taken.is_over() {
            true => calls.free.push(call),
            false => calls.under_way[call] = Some(taken),
        }
        step
    }

    /// Forgets a call that is not gone on with.
    pub fn leave(&self, call: usize) {
        let mut calls = self.calls.borrow_mut();
        if calls.take(call).is_some() {
            calls.free.push(call);
        }
    }

    /// Calls, retries, errors by code, and LinkedIn actions of the last hour.
    pub fn usage(&self) -> JsValue {
        let usage = self.shared.usage.borrow();
        let (counts, errors): (JsValue, JsValue) = (Object::new().into(), Object::new().into());
        usage.errors().iter().for_each(|(code, count)| set(&errors, code.as_str(), (*count).into()));
        set(&counts, "calls", usage.calls.into());
        set(&counts, "retries", usage.retries.into());
        set(&counts, "errors", errors);
        set(&counts, "actions", self.shared.pace.borrow_mut().used(Date::now()).into());
        set(&counts, "actionsPerHour", self.shared.settings.actions_per_hour.into());
        counts
    }
}
