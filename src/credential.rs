//! The API key or token of a client.

use std::future::Future;

use crate::error::BoxError;
use crate::transport::{BoxFuture, MaybeSend};

/// An API key or token: without `Debug` and `Display`, so that no log can contain it.
pub(crate) struct Secret(String);

impl Secret {
    /// The text, for a header or a redaction.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

type Provider = Box<dyn Fn() -> BoxFuture<'static, Result<Secret, BoxError>> + Send + Sync>;

/// What calls are authenticated with.
pub(crate) enum Credential {
    /// Nothing: the cookie of a session, if anything.
    None,
    /// A fixed text.
    Fixed(Secret),
    /// The caller's function, asked for each call.
    Provided(Provider),
}

impl Credential {
    /// One that an asynchronous function of the caller returns.
    pub fn provided<F, T, C>(provide: F) -> Self
    where
        F: Fn() -> T + Send + Sync + 'static,
        T: Future<Output = C> + MaybeSend + 'static,
        C: IntoCredential,
    {
        Self::Provided(Box::new(move || {
            let given = provide();
            Box::pin(async move { given.await.into_credential().map(Secret) })
        }))
    }

    /// Whether there is one.
    pub fn is_some(&self) -> bool {
        !matches!(self, Self::None)
    }
}

/// What a function that provides an API key or a token may return: a `String`, a `&str`, or a `Result` of one.
pub trait IntoCredential {
    /// The text, or why there is none.
    ///
    /// # Errors
    /// Those of the caller's function.
    fn into_credential(self) -> Result<String, BoxError>;
}

impl IntoCredential for String {
    fn into_credential(self) -> Result<String, BoxError> {
        Ok(self)
    }
}

impl IntoCredential for &str {
    fn into_credential(self) -> Result<String, BoxError> {
        Ok(self.to_owned())
    }
}

impl<T: Into<String>, E: Into<BoxError>> IntoCredential for Result<T, E> {
    fn into_credential(self) -> Result<String, BoxError> {
        self.map(Into::into).map_err(Into::into)
    }
}
