//! Futures behind a pointer, to keep functions small.

use std::future::Future;
use std::pin::Pin;

/// A future whose code stays apart from that of the function that awaits it.
///
/// A future that is awaited in place becomes part of its caller, and workerd compiles a function as a whole when it is first called. With
/// all routes in one function, every isolate's first request paid for all of them.
pub fn boxed<'a, T>(work: impl Future<Output = T> + 'a) -> Pin<Box<dyn Future<Output = T> + 'a>> {
    Box::pin(work)
}
