//! Locks that never fail.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks what no code panics under.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
