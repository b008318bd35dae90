//! Statements of which all take effect, or none.

use js_sys::Error as JsError;
use wasm_bindgen::prelude::*;
use worker::{Result, Storage};

#[wasm_bindgen]
extern "C" {
    /// The storage of an object, with the method that the `worker` crate lacks.
    type TransactionalStorage;

    #[wasm_bindgen(method, catch, js_name = transactionSync)]
    fn transaction_sync(
        this: &TransactionalStorage,
        run: &mut dyn FnMut() -> std::result::Result<(), JsValue>,
    ) -> std::result::Result<(), JsValue>;
}

/// Runs `run` in a transaction. When a statement fails, such as one that finds the storage full, the statements before it are undone.
///
/// # Errors
/// The error of `run`, or of the storage when it cannot commit.
pub fn atomically<T>(storage: &Storage, run: impl FnOnce() -> Result<T>) -> Result<T> {
    let mut run = Some(run);
    let mut outcome = None;
    let committed = storage.as_raw().unchecked_ref::<TransactionalStorage>().transaction_sync(&mut || {
        outcome = run.take().map(|run| run());
        match &outcome {
            // What is thrown undoes the statements; the error itself is in `outcome`.
            Some(Err(_)) => Err(JsError::new("undone").into()),
            _ => Ok(()),
        }
    });
    match (outcome, committed) {
        (Some(Err(error)), _) => Err(error),
        (_, Err(thrown)) => {
            // Without SQLite there is no transaction either, and a statement says so in the words that callers know.
            storage.sql().exec("SELECT 1", None)?;
            Err(thrown.into())
        }
        (Some(Ok(value)), Ok(())) => Ok(value),
        (None, Ok(())) => Err("the storage ran no transaction".into()),
    }
}
