//! The API key or token of a client.

use std::future::Future;

use crate::error::BoxError;
use crate::transport::{BoxFuture, MaybeSend};

/// An API key or token. It implements neither `Debug` nor `Display`, so that it cannot reach a log by accident.
pub(crate) struct Secret(String);

impl Secret {
    /// The text, for a header or for redaction.
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

/// The credential of a client's calls.
pub(crate) enum Credential {
    /// No header. In a browser, the session cookie may authenticate the calls.
    None,
    /// A fixed text.
    Fixed(Secret),
    /// The caller's function, called once per call.
    Provided(Provider),
}

impl Credential {
    /// A credential that the caller's asynchronous function returns.
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

    /// Whether there is a key, a token or a function.
    pub fn is_some(&self) -> bool {
        !matches!(self, Self::None)
    }
}

/// The return types of a function that provides an API key or a token: `String`, `&str`, or a `Result` of one of them.
pub trait IntoCredential {
    /// Returns the API key or the token.
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
