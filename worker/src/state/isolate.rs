//! State of an isolate, shared by its requests: settings, keys, sessions, revocations.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use hmac::{Hmac, KeyInit, Mac};
use outx_core::gateway::auth::jwt::KeySetCache;
use outx_core::gateway::auth::revocation::Revocable;
use outx_core::gateway::auth::session::{Sealer, Session};
use outx_core::gateway::authorize::VerifiedToken;
use outx_core::gateway::bounded_cache::BoundedCache;
use outx_core::gateway::limits::window::smallest_network;
use outx_core::gateway::secret::Secret;
use outx_core::gateway::settings::{self, Problem, Report, Settings};
use outx_core::redact::Redactor;
use sha2::Sha256;
use wasm_bindgen::JsValue;
use worker::Env;

#[cfg(feature = "old-rules")]
use crate::runtime::js::get;
use crate::runtime::js::intern_strings;
use crate::runtime::settings::{SettingValues, read_settings};
use crate::state::analytics::Analytics;
use crate::state::poll_cache::PollCache;
use crate::state::rate_limiter::{RateLimiter, is_bound};
use crate::state::revocations::RevocationCache;
use crate::state::usage_counters::UsageCounters;
use crate::state::write_outcomes::WriteOutcomes;
use crate::upstream::client::{read_headers, write_headers};

/// Maximum number of cached sessions.
const MAX_SESSIONS: usize = 10_000;
/// Maximum number of cached tokens, each of a few kilobytes at most in practice.
const MAX_TOKENS: usize = 2_000;
/// Maximum number of cached API keys with their redactor and headers, besides those of cached sessions.
const MAX_CREDENTIALS: usize = 1_000;

/// The isolate.
pub struct Isolate {
    /// Which settings are set, and what is wrong with them.
    pub report: Report,
    /// `None` if a setting is missing or invalid.
    pub state: Option<Rc<GatewayState>>,
}

/// State of a gateway with valid settings.
pub struct GatewayState {
    pub settings: Settings,
    pub sealer: Sealer,
    /// Opened sessions by their sealed value: a look-up costs less than a decryption.
    pub opened: RefCell<BoundedCache<Rc<Visitor>>>,
    /// Verified tokens by their text.
    pub verified: RefCell<BoundedCache<Rc<VerifiedToken>>>,
    /// The keys of the identity provider.
    pub key_set: RefCell<KeySetCache>,
    credentials: RefCell<BoundedCache<Rc<Credential>>>,
    /// Index of the Worker's own key that the API accepted last.
    pub active_key_index: Cell<usize>,
    /// Whether the ledger was told which secrets are in use.
    pub are_secrets_noted: Cell<bool>,
    /// Why only requests to a loopback host are served; empty when all are.
    pub exposure_problems: Vec<Problem>,
    service_redactor: Rc<Redactor>,
    pub revocations: RevocationCache,
    pub polls: PollCache,
    pub rate_limiter: Rc<RateLimiter>,
    pub usage: Rc<UsageCounters>,
    pub outcomes: Rc<WriteOutcomes>,
}

/// An opened session with what is derived from it.
pub struct Visitor {
    pub session: Session,
    /// Identifies the caller in the log.
    pub hash: String,
    pub credential: Rc<Credential>,
    /// Identifies the session for revocation.
    pub revocable: Rc<Revocable>,
}

/// An API key with its redactor and request headers, created once for all sessions of a team.
pub struct Credential {
    pub redactor: Rc<Redactor>,
    /// Identifies the API key.
    pub hash: String,
    /// Request headers of a read.
    pub headers: JsValue,
    /// Request headers of a write.
    pub write_headers: JsValue,
}

thread_local! {
    static ISOLATE: OnceCell<Rc<Isolate>> = const { OnceCell::new() };
}

/// The isolate, initialized from `env` on its first request. Bindings do not change during its lifetime.
pub async fn isolate(env: &Env) -> Rc<Isolate> {
    if let Some(isolate) = known_isolate() {
        return isolate;
    }
    let values = match read_settings(env).await {
        Ok(values) => values,
        // Not kept: the next request tries again.
        Err(problem) => return Rc::new(Isolate::unreadable(problem)),
    };
    ISOLATE.with(|cell| Rc::clone(cell.get_or_init(|| Rc::new(Isolate::read(env, values)))))
}

/// The isolate, if a request has initialized it.
pub fn known_isolate() -> Option<Rc<Isolate>> {
    ISOLATE.with(|cell| cell.get().map(Rc::clone))
}

impl Isolate {
    /// The settings; `None` if one of them is missing or invalid.
    pub fn settings(&self) -> Option<&Settings> {
        self.state.as_ref().map(|state| &state.settings)
    }

    /// An isolate that serves no request, because a setting could not be read.
    fn unreadable(problem: Problem) -> Self {
        Self { report: Report { problems: vec![problem], ..Report::default() }, state: None }
    }

    fn read(env: &Env, values: SettingValues) -> Self {
        intern_strings();
        #[cfg(feature = "old-rules")]
        outx_core::old_rules::OldRule::restore(&get(env, "OLD_RULES").as_string().unwrap_or_default());
        let loaded = settings::load(|name| values.get(name).cloned());
        let has_rate_limit = is_bound(env);
        let state =
            loaded.settings.map(|settings| Rc::new(GatewayState::new(settings, has_rate_limit, Analytics::bound(env))));
        Self { report: loaded.report, state }
    }
}

impl GatewayState {
    fn new(settings: Settings, has_rate_limit: bool, analytics: Analytics) -> Self {
        let api_keys: Vec<_> = settings.api_keys.iter().map(|key| key.secret.expose()).collect();
        Self {
            sealer: Sealer::new(&settings.session_secret, settings.session_secret_previous.as_ref()),
            opened: RefCell::new(BoundedCache::new(MAX_SESSIONS)),
            verified: RefCell::new(Self::no_verified_tokens()),
            key_set: RefCell::default(),
            credentials: RefCell::new(BoundedCache::new(MAX_CREDENTIALS)),
            active_key_index: Cell::new(0),
            are_secrets_noted: Cell::new(false),
            exposure_problems: settings.exposure_problems(has_rate_limit),
            service_redactor: Rc::new(Redactor::new(&api_keys)),
            revocations: RevocationCache::default(),
            polls: PollCache::default(),
            rate_limiter: Rc::default(),
            usage: Rc::new(UsageCounters::new(analytics)),
            outcomes: Rc::default(),
            settings,
        }
    }

    /// An empty cache of verified tokens.
    pub fn no_verified_tokens() -> BoundedCache<Rc<VerifiedToken>> {
        BoundedCache::new(MAX_TOKENS)
    }

    /// Tells the ledger of a team what it does not know yet, because it is about to be asked.
    pub async fn flush_team(&self, team: &str, env: &Env) {
        self.outcomes.flush(team, env).await;
        self.usage.flush_team(team, env).await;
    }

    /// The redactor for the Worker's own keys.
    pub fn service_redactor(&self) -> Rc<Redactor> {
        Rc::clone(&self.service_redactor)
    }

    /// Derives a [`Visitor`] from an opened session.
    pub fn visitor(&self, session: Session) -> Visitor {
        let credential = self.credential(session.api_key.as_ref());
        Visitor {
            hash: self.hash("caller", &session.id),
            revocable: Rc::new(Revocable::session(&session)),
            credential,
            session,
        }
    }

    fn credential(&self, api_key: Option<&Secret>) -> Rc<Credential> {
        let hash = self.hash("key", api_key.map_or("", Secret::expose));
        if let Some(cached) = self.credentials.borrow().get(&hash) {
            return Rc::clone(cached);
        }
        let api_keys: Vec<_> = api_key.into_iter().map(Secret::expose).collect();
        let redactor = Rc::new(Redactor::new(&api_keys));
        let credential = Rc::new(Credential {
            redactor,
            headers: read_headers(api_key),
            write_headers: write_headers(api_key),
            hash,
        });
        self.credentials.borrow_mut().put(&credential.hash, Rc::clone(&credential));
        credential
    }

    /// Identifies a caller without a credential by the network of its IP address.
    pub fn anonymous_id(&self, address: &str) -> String {
        self.hash("address", &smallest_network(address))
    }

    /// A keyed hash, so that names of Durable Objects and log lines reveal no address, id or key.
    pub fn hash(&self, purpose: &str, value: &str) -> String {
        let secret = self.settings.session_secret.expose().as_bytes();
        let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes keys of any length");
        mac.update(purpose.as_bytes());
        mac.update(b"\0");
        mac.update(value.as_bytes());
        mac.finalize().into_bytes().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }
}
