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
use crate::options::{Given, Options, Settings};
use crate::request::Words;

/// What a call needs of its client.
pub struct Shared {
    pub settings: Settings,
    pub words: Words,
    pub bucket: Cell<Bucket>,
    pub pace: RefCell<Pace>,
    pub usage: RefCell<Usage>,
}

/// What the face knows by number. Not as objects: wasm-bindgen's classes weigh more than what they would hold.
enum Thing {
    Client(Rc<Shared>),
    Call(Box<Call>),
}

/// Things by number; a number is given again when its thing is gone.
struct Things {
    taken: Vec<Option<Thing>>,
    free: Vec<usize>,
}

thread_local! {
    static THINGS: RefCell<Things> = const { RefCell::new(Things { taken: Vec::new(), free: Vec::new() }) };
}

impl Things {
    fn add(&mut self, thing: Thing) -> usize {
        let number = self.free.pop().unwrap_or_else(|| {
            self.taken.push(None);
            self.taken.len() - 1
        });
        self.taken[number] = Some(thing);
        number
    }
}

fn add(thing: Thing) -> usize {
    THINGS.with_borrow_mut(|things| things.add(thing))
}

fn shared(client: usize) -> Option<Rc<Shared>> {
    THINGS.with_borrow(|things| match things.taken.get(client)? {
        Some(Thing::Client(shared)) => Some(Rc::clone(shared)),
        _ => None,
    })
}

/// Takes a thing out; its number stays taken.
fn lift(number: usize) -> Option<Thing> {
    THINGS.with_borrow_mut(|things| things.taken.get_mut(number)?.take())
}

/// Opens a client with options that the face has checked and gives its number.
#[wasm_bindgen]
pub fn open(options: &Options) -> usize {
    let settings = Settings::new(options);
    add(Thing::Client(Rc::new(Shared {
        words: Words::new(&settings),
        settings,
        bucket: Cell::default(),
        pace: RefCell::default(),
        usage: RefCell::default(),
    })))
}

/// Begins a client's call of a row of the table and gives its number.
///
/// # Errors
/// The fields of an `invalid_request` when an argument is wrong; nothing was sent then.
#[wasm_bindgen]
pub fn begin(client: usize, operation: usize, args: JsValue, given: Given, context: Context) -> Result<usize, JsValue> {
    let shared = shared(client).ok_or(JsValue::UNDEFINED)?;
    shared.usage.borrow_mut().calls += 1;
    let call = Call::new(shared, &OPERATIONS[operation], Js(args), given, context)?;
    Ok(add(Thing::Call(Box::new(call))))
}

/// Goes on with a call: first with `undefined`, then with what the promise of the last step gave (`ok`) or was rejected
/// with. Gives the next promise to await, or the call's value, which is never a promise.
///
/// # Errors
/// The fields of an error. After an error or a value the call is over.
#[wasm_bindgen]
pub fn step(call: usize, ok: bool, value: JsValue) -> Result<JsValue, JsValue> {
    // Out of the list meanwhile: a hook of the caller's may begin another call.
    let Some(Thing::Call(mut lifted)) = lift(call) else { return Err(JsValue::UNDEFINED) };
    let step = lifted.step(ok, value);
    THINGS.with_borrow_mut(|things| match lifted.is_over() {
        true => things.free.push(call),
        false => things.taken[call] = Some(Thing::Call(lifted)),
    });
    step
}

/// Forgets a call that is not gone on with, or a client that nobody holds any more.
#[wasm_bindgen]
pub fn leave(number: usize) {
    if lift(number).is_some() {
        THINGS.with_borrow_mut(|things| things.free.push(number));
    }
}

/// A client's calls, retries, errors by code, and LinkedIn actions of the last hour.
#[wasm_bindgen]
pub fn usage(client: usize) -> JsValue {
    let Some(shared) = shared(client) else { return JsValue::UNDEFINED };
    let usage = shared.usage.borrow();
    let (counts, errors): (JsValue, JsValue) = (Object::new().into(), Object::new().into());
    usage.errors().iter().for_each(|(code, count)| set(&errors, code.as_str(), (*count).into()));
    set(&counts, "calls", usage.calls.into());
    set(&counts, "retries", usage.retries.into());
    set(&counts, "errors", errors);
    set(&counts, "actions", shared.pace.borrow_mut().used(Date::now()).into());
    set(&counts, "actionsPerHour", shared.settings.actions_per_hour.into());
    counts
}
