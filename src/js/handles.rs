//! Objects that JavaScript refers to by integer handles; wasm-bindgen's classes would add more glue than they hold.

use std::cell::RefCell;
use std::rc::Rc;

use super::call::JsCall;
use super::client::Client;
use outx_core::task::TaskWait;

/// An object behind a handle.
pub enum Object {
    Client(Rc<Client>),
    Call(Box<JsCall>),
    TaskWait(Box<TaskWait>),
}

/// Objects by handle. The handles of released objects are reused.
struct HandleTable {
    objects: Vec<Option<Object>>,
    free: Vec<usize>,
}

thread_local! {
    static HANDLES: RefCell<HandleTable> = const { RefCell::new(HandleTable { objects: Vec::new(), free: Vec::new() }) };
}

/// Stores an object and returns its handle.
pub fn insert(object: Object) -> usize {
    HANDLES.with_borrow_mut(|table| {
        let handle = table.free.pop().unwrap_or_else(|| {
            table.objects.push(None);
            table.objects.len() - 1
        });
        table.objects[handle] = Some(object);
        handle
    })
}

/// Takes an object out of the table. Its handle stays reserved until [`put_back`] or [`free`].
pub fn take(handle: usize) -> Option<Object> {
    HANDLES.with_borrow_mut(|table| table.objects.get_mut(handle)?.take())
}

/// Stores an object under the handle that it was taken from.
pub fn put_back(handle: usize, object: Object) {
    HANDLES.with_borrow_mut(|table| table.objects[handle] = Some(object));
}

/// Makes the handle of an object that was taken available again.
pub fn free(handle: usize) {
    HANDLES.with_borrow_mut(|table| table.free.push(handle));
}

/// Returns the client of a handle.
pub fn client(handle: usize) -> Option<Rc<Client>> {
    HANDLES.with_borrow(|table| match table.objects.get(handle)? {
        Some(Object::Client(client)) => Some(Rc::clone(client)),
        _ => None,
    })
}

/// Calls a function with the wait of a handle.
pub fn with_task_wait<T>(handle: usize, act: impl FnOnce(&mut TaskWait) -> T) -> Option<T> {
    HANDLES.with_borrow_mut(|table| match table.objects.get_mut(handle)? {
        Some(Object::TaskWait(wait)) => Some(act(wait)),
        _ => None,
    })
}
