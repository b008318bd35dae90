//! Work that goes on when the visitor leaves.

use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use worker::Context;

/// Runs `work` to its end even if the visitor leaves, and returns its result to the visitor who stayed. `work` also returns a future that
/// runs afterwards and that the visitor does not wait for.
///
/// Not a plain await: the runtime drops what a request was doing once its visitor is gone.
pub async fn run_detached<T: 'static, A: Future<Output = ()> + 'static>(
    context: &Context,
    work: impl Future<Output = (T, A)> + 'static,
) -> Option<T> {
    let (result, after) = (Rc::new(Cell::new(None)), Rc::new(Cell::new(None)));
    let running = future_to_promise({
        let (result, after) = (Rc::clone(&result), Rc::clone(&after));
        async move {
            let (value, then) = work.await;
            after.set(Some(then));
            result.set(Some(value));
            Ok(JsValue::UNDEFINED)
        }
    });
    context.wait_until({
        let running = JsFuture::from(running.clone());
        async move {
            let _ = running.await;
            if let Some(then) = after.take() {
                then.await;
            }
        }
    });
    let _ = JsFuture::from(running).await;
    result.take()
}
