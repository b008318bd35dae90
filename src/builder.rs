//! The builder of a client.

use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use outx_core::call::{ClientSettings, ClientState};
use outx_core::policy::defaults::{ACTIONS_PER_HOUR, ATTEMPT_TIMEOUT_MS, ATTEMPTS, TOTAL_TIMEOUT_MS};
use outx_core::policy::retry::Route;

use crate::base_url;
use crate::client::{Inner, OnSession, Outx};
use crate::credential::{Credential, IntoCredential};
use crate::error::{Error, Result};
use crate::options::{CallDefaults, check_attempts, check_timeout};
use crate::poll_state::Pollers;
use crate::transport::{self, Cookies, MaybeSend, Transport};

const DEFAULT_BASE: &str = "https://api.outx.ai";

/// Builds a client. Exactly one of [`gateway`](Self::gateway) and an API key is required.
///
/// ```
/// use std::time::Duration;
/// use outx_client::Outx;
///
/// # fn main() -> Result<(), outx_client::Error> {
/// # #[cfg(feature = "native")] {
/// let outx = Outx::builder()
///     .api_key("outx_example")
///     .base_url("http://127.0.0.1:8788")
///     .timeout(Duration::from_secs(10))
///     .attempts(2)
///     .actions_per_hour(30)
///     .build()?;
/// # }
/// # Ok(())
/// # }
/// ```
#[derive(Default)]
#[must_use = "a builder makes no client before `build`"]
pub struct Builder {
    gateway: Option<String>,
    api_key: Option<Credential>,
    token: Option<Credential>,
    base_url: Option<String>,
    timeout: Option<Duration>,
    total_timeout: Option<Duration>,
    attempts: Option<u32>,
    actions_per_hour: Option<u32>,
    transport: Option<Box<dyn Transport>>,
    on_session: Option<OnSession>,
    is_key_allowed_in_browser: bool,
}

impl Builder {
    /// Sets the URL of a gateway. Without a [`token`](Self::token), calls from a browser are authenticated by the gateway's session cookie.
    pub fn gateway(mut self, url: impl Into<String>) -> Self {
        self.gateway = Some(url.into());
        self
    }

    /// Sets the team's API key, for servers and Workers.
    pub fn api_key(mut self, key: impl Into<String>) -> Self {
        self.api_key = Some(Credential::Fixed(key.into().into()));
        self
    }

    /// Sets an asynchronous function that returns the team's API key. It is called once per call and may fail.
    pub fn api_key_from<F, T>(mut self, provide: F) -> Self
    where
        F: Fn() -> T + Send + Sync + 'static,
        T: Future<Output: IntoCredential> + MaybeSend + 'static,
    {
        self.api_key = Some(Credential::provided(provide));
        self
    }

    /// Sets an asynchronous function that returns a token for the gateway. It is called once per call and may fail. The token is sent as
    /// `Authorization: Bearer`.
    pub fn token<F, T>(mut self, provide: F) -> Self
    where
        F: Fn() -> T + Send + Sync + 'static,
        T: Future<Output: IntoCredential> + MaybeSend + 'static,
    {
        self.token = Some(Credential::provided(provide));
        self
    }

    /// Sets a function that receives each session token that the gateway renews. Store it for [`token`](Self::token). The first token is in the
    /// response to `auth().verify_otp`.
    pub fn on_session(mut self, keep: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.on_session = Some(Box::new(keep));
        self
    }

    /// Sets the base URL of the API, for clients with an API key; `https://api.outx.ai` by default. `http:` is accepted for loopback hosts
    /// only.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Sets the time limit of one attempt; 30 s by default.
    pub fn timeout(mut self, duration: Duration) -> Self {
        self.timeout = Some(duration);
        self
    }

    /// Sets the time limit of a call with all its attempts and waits; 120 s by default.
    pub fn total_timeout(mut self, duration: Duration) -> Self {
        self.total_timeout = Some(duration);
        self
    }

    /// Sets the maximum number of attempts of a call, from 1 to 10, the first included; 3 by default.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = Some(attempts);
        self
    }

    /// Sets the limit of LinkedIn actions per hour; 50 by default. Further ones wait, or fail with `action_budget`.
    pub fn actions_per_hour(mut self, actions: u32) -> Self {
        self.actions_per_hour = Some(actions);
        self
    }

    /// Sends requests with this transport instead of the target's own.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Box::new(transport));
        self
    }

    /// Accepts an API key in a browser, where everyone who opens the page can read it.
    pub fn dangerously_allow_key_in_browser(mut self, is_allowed: bool) -> Self {
        self.is_key_allowed_in_browser = is_allowed;
        self
    }

    /// Checks the options and builds the client. Nothing is sent.
    ///
    /// # Errors
    /// `invalid_request`, which names the first wrong option.
    pub fn build(self) -> Result<Outx> {
        let is_browser = transport::is_browser();
        let is_gateway = self.gateway.is_some();
        self.check_credentials(is_browser)?;
        let base = match &self.gateway {
            Some(url) => base_url::parse("gateway", url)?,
            None => base_url::parse("base_url", self.base_url.as_deref().unwrap_or(DEFAULT_BASE))?,
        };
        let limit = |name, given: Option<Duration>, default: u32| match given {
            Some(duration) => check_timeout(name, duration),
            None => Ok(default.into()),
        };
        let attempt_timeout_ms = limit("timeout", self.timeout, ATTEMPT_TIMEOUT_MS)?;
        let total_timeout_ms = limit("total_timeout", self.total_timeout, TOTAL_TIMEOUT_MS)?;
        let attempts = check_attempts(self.attempts.unwrap_or(ATTEMPTS))?;
        let actions_per_hour = match self.actions_per_hour.unwrap_or(ACTIONS_PER_HOUR) {
            0 => return Err(Error::invalid_request("actions_per_hour must be at least 1, got 0")),
            actions => actions,
        };
        let transport = self.transport.or_else(transport::of_target).ok_or_else(no_transport)?;
        let credential = if is_gateway { self.token } else { self.api_key }.unwrap_or(Credential::None);
        let settings = ClientSettings {
            route: route(is_gateway, is_browser),
            has_credential: credential.is_some(),
            actions_per_hour,
        };
        let cookies = match (is_browser, is_gateway && !credential.is_some()) {
            (false, _) => Cookies::Unspecified,
            (true, true) => Cookies::Include,
            (true, false) => Cookies::Omit,
        };
        let inner = Inner {
            base,
            is_gateway,
            credential,
            cookies,
            transport,
            defaults: CallDefaults { attempt_timeout_ms, total_timeout_ms, attempts },
            on_session: self.on_session,
            state: Mutex::new(ClientState::new(settings)),
            sign_in: Mutex::default(),
            pollers: Pollers::default(),
        };
        Ok(Outx { inner: Arc::new(inner) })
    }

    fn check_credentials(&self, is_browser: bool) -> Result<()> {
        let text = match (&self.gateway, &self.api_key) {
            (None, None) => "exactly one of gateway and api_key is required, got neither",
            (Some(_), Some(_)) => "exactly one of gateway and api_key is required, got both",
            (Some(_), None) if self.base_url.is_some() => "base_url goes with api_key, not with gateway",
            (Some(_), None) => return Ok(()),
            (None, Some(_)) if self.token.is_some() || self.on_session.is_some() => {
                "token and on_session go with gateway, not with api_key"
            }
            (None, Some(Credential::Fixed(key))) if key.expose().is_empty() => "api_key is empty",
            (None, Some(_)) if is_browser && !self.is_key_allowed_in_browser => {
                "api_key in a browser exposes the team's key to everyone who opens the page: use gateway instead, or call \
                 dangerously_allow_key_in_browser(true) if this page is yours alone"
            }
            (None, Some(_)) => return Ok(()),
        };
        Err(Error::invalid_request(text))
    }
}

fn no_transport() -> Error {
    Error::invalid_request(
        "there is no transport for this target: enable the feature browser, worker or native of outx-client, or call transport(...)",
    )
}

fn route(is_gateway: bool, is_browser: bool) -> Route {
    match (is_gateway, is_browser) {
        (true, _) => Route::Gateway,
        (false, true) => Route::Browser,
        (false, false) => Route::Server,
    }
}

impl Outx {
    /// Returns a builder, for a client with further options.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Creates a client of a gateway that authenticates by the gateway's session cookie, for front ends on the gateway's site.
    /// Outside a browser there are no cookies: use [`gateway_with_token`](Self::gateway_with_token) or [`with_key`](Self::with_key).
    ///
    /// # Errors
    /// `invalid_request` when the URL is not an `https:` URL, or an `http:` URL of a loopback host.
    pub fn gateway(url: impl Into<String>) -> Result<Self> {
        Self::builder().gateway(url).build()
    }

    /// Creates a client of a gateway that authenticates by a bearer token, for front ends on other sites. The function is called once per
    /// call.
    ///
    /// # Errors
    /// As [`gateway`](Self::gateway).
    pub fn gateway_with_token<F, T>(url: impl Into<String>, token: F) -> Result<Self>
    where
        F: Fn() -> T + Send + Sync + 'static,
        T: Future<Output: IntoCredential> + MaybeSend + 'static,
    {
        Self::builder().gateway(url).token(token).build()
    }

    /// Creates a client with the team's API key, for servers and Workers.
    ///
    /// # Errors
    /// `invalid_request` when the key is empty, and in a browser, where everyone who opens the page could read the key.
    pub fn with_key(key: impl Into<String>) -> Result<Self> {
        Self::builder().api_key(key).build()
    }
}
