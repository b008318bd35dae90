//! The client, and the settings and state that its calls share.

use std::sync::{Arc, Mutex};

use outx_core::call::{ClientState, Clock};
use outx_core::policy::code::Code;

use crate::clock::SystemClock;
use crate::credential::Credential;
use crate::lock::lock;
use crate::options::CallDefaults;
use crate::poll_state::Pollers;
use crate::transport::{Cookies, Transport};

/// The client of the OutX API. It sends requests only for calls. Clones are cheap and share settings, budgets and polls.
///
/// ```no_run
/// use outx_client::{Method, Outx};
///
/// # async fn run() -> Result<(), outx_client::Error> {
/// let outx = Outx::gateway("https://gateway.example")?;
/// let team: serde_json::Value = outx.request(Method::Get, "/api-team").send().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Outx {
    pub(crate) inner: Arc<Inner>,
}

/// A function that stores the token of a session.
pub(crate) type OnSession = Box<dyn Fn(&str) + Send + Sync>;

/// The settings and the state of a client. It contains the API key, and therefore has no `Debug`.
pub(crate) struct Inner {
    /// The base URL, without a slash at the end.
    pub base: String,
    pub is_gateway: bool,
    pub credential: Credential,
    pub cookies: Cookies,
    pub transport: Box<dyn Transport>,
    pub defaults: CallDefaults,
    /// Called with each session token that a gateway renews.
    pub on_session: Option<OnSession>,
    pub state: Mutex<ClientState>,
    /// The field `sign_in` of the last response to `auth.sendOtp`. `auth.verifyOtp` sends it back: a gateway recognizes by it the caller that
    /// requested the code, where there are no cookies.
    pub sign_in: Mutex<Option<String>>,
    pub pollers: Pollers,
}

/// The counters of a client.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Usage {
    /// Calls started.
    pub calls: u32,
    /// Attempts beyond the first of a call.
    pub retries: u32,
    /// Calls that ended with each code, in the order of their first occurrence.
    pub errors: Vec<(Code, u32)>,
    /// LinkedIn actions within the last hour.
    pub actions: usize,
    /// The limit of LinkedIn actions per hour.
    pub actions_per_hour: u32,
}

impl Outx {
    /// Returns the number of calls and retries, of errors by code, and of LinkedIn actions within the last hour.
    ///
    /// ```
    /// # fn main() -> Result<(), outx_client::Error> {
    /// # #[cfg(feature = "native")] {
    /// let outx = outx_client::Outx::gateway("https://gateway.example")?;
    /// assert_eq!(outx.usage().calls, 0);
    /// # }
    /// # Ok(())
    /// # }
    /// ```
    pub fn usage(&self) -> Usage {
        let mut state = lock(&self.inner.state);
        Usage {
            calls: state.usage.calls,
            retries: state.usage.retries,
            errors: state.usage.errors().to_vec(),
            actions: state.rate_limiter.in_window(SystemClock.unix_ms()),
            actions_per_hour: state.settings.actions_per_hour,
        }
    }
}
