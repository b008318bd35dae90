//! The streams of this crate.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::stream::{Stream, TryStreamExt};

use crate::error::Result;

#[cfg(not(target_family = "wasm"))]
type BoxStream<T> = Pin<Box<dyn Stream<Item = Result<T>> + Send>>;
#[cfg(target_family = "wasm")]
type BoxStream<T> = Pin<Box<dyn Stream<Item = Result<T>>>>;

/// A [`Stream`] of items, pages or states. It sends requests only while it is awaited, and ends after its first error. Dropping it ends the
/// request in flight.
///
/// ```no_run
/// use outx_client::{Result, ResultStream};
///
/// async fn count<T: 'static>(mut posts: ResultStream<T>) -> Result<usize> {
///     let mut count = 0;
///     while let Some(_post) = posts.try_next().await? {
///         count += 1;
///     }
///     Ok(count)
/// }
/// ```
#[must_use = "a stream does nothing before it is awaited"]
pub struct ResultStream<T>(BoxStream<T>);

impl<T> ResultStream<T> {
    #[cfg(not(target_family = "wasm"))]
    pub(crate) fn new(stream: impl Stream<Item = Result<T>> + Send + 'static) -> Self {
        Self(Box::pin(stream))
    }

    #[cfg(target_family = "wasm")]
    pub(crate) fn new(stream: impl Stream<Item = Result<T>> + 'static) -> Self {
        Self(Box::pin(stream))
    }

    /// Returns the next item; `None` after the last one. No trait has to be imported.
    ///
    /// # Errors
    /// Those of the call that fetches the item.
    pub async fn try_next(&mut self) -> Result<Option<T>> {
        TryStreamExt::try_next(&mut self.0).await
    }
}

impl<T> Stream for ResultStream<T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context)
    }
}
