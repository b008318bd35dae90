//! Work that continues after the caller disconnects.

use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use worker::Context;

/// Runs `work` to completion even if the caller disconnects, and returns its result. `work` also returns a future that runs afterwards,
/// without delaying the response.
///
/// A plain await is not enough: the runtime cancels the work of a request when its caller disconnects.
pub async fn run_detached<T: 'static, A: Future<Output = ()> + 'static>(
    context: &Context,
    work: impl Future<Output = (T, A)> + 'static,
) -> Option<T> {
    let result = Rc::new(Cell::new(None));
    let after = Rc::new(Cell::new(None));
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
