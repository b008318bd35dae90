//! What an isolate keeps between requests: settings, keys, opened sessions, revocations.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use hmac::{Hmac, KeyInit, Mac};
use outx_core::gateway::auth::revocation::Revocable;
use outx_core::gateway::auth::session::{Sealer, Session};
use outx_core::gateway::bounded_cache::BoundedCache;
use outx_core::gateway::limits::window::network;
use outx_core::gateway::secret::Secret;
use outx_core::gateway::settings::{self, Problem, Report, Settings};
use outx_core::redact::Redactor;
use sha2::Sha256;
use wasm_bindgen::JsValue;
use worker::Env;

use crate::runtime::js::{get, intern_strings};
use crate::state::poll_cache::PollCache;
use crate::state::rate_limiter::{RateLimiter, is_bound};
use crate::state::revocations::RevocationCache;
use crate::state::usage_counters::UsageCounters;
use crate::upstream::client::read_headers;

/// BoundedCache sessions kept: a look-up costs less than a decryption.
const OPENED: usize = 10_000;
/// Keys whose search and headers are kept beyond those of the sessions that are.
const CREDENTIALS: usize = 1_000;

/// What is read once, and what is remembered.
pub struct Isolate {
    pub report: Report,
    pub state: Option<Rc<GatewayState>>,
}

/// What there is when every setting holds.
pub struct GatewayState {
    pub settings: Settings,
    pub sealer: Sealer,
    pub opened: RefCell<BoundedCache<Rc<Visitor>>>,
    credentials: RefCell<BoundedCache<Rc<Credential>>>,
    /// Which of the Worker's own keys the API took last.
    pub active_key_index: Cell<usize>,
    /// Why only requests on a loopback host are served; empty when all are.
    pub exposure_problems: Vec<Problem>,
    service_redactor: Rc<Redactor>,
    pub sign_outs: RevocationCache,
    pub polls: PollCache,
    pub rate_limiter: Rc<RateLimiter>,
    pub usage: Rc<UsageCounters>,
}

/// A session that was opened.
pub struct Visitor {
    pub session: Session,
    /// Tells callers apart in the log.
    pub hash: String,
    pub credential: Rc<Credential>,
    /// What a sign-out names it by.
    pub revocable: Rc<Revocable>,
}

/// What goes with a key, made once for all sessions of a team.
pub struct Credential {
    pub redactor: Rc<Redactor>,
    /// Tells keys apart.
    pub hash: String,
    /// The headers of a read.
    pub headers: JsValue,
}

thread_local! {
    static ISOLATE: OnceCell<Rc<Isolate>> = const { OnceCell::new() };
}

/// The isolate, read from `env` on its first request; bindings never change while it lives.
pub fn isolate(env: &Env) -> Rc<Isolate> {
    ISOLATE.with(|cell| Rc::clone(cell.get_or_init(|| Rc::new(Isolate::read(env)))))
}

/// The isolate, once a first request has made it.
pub fn known_isolate() -> Option<Rc<Isolate>> {
    ISOLATE.with(|cell| cell.get().map(Rc::clone))
}

impl Isolate {
    /// The settings, unless one of them is missing or wrong.
    pub fn settings(&self) -> Option<&Settings> {
        self.state.as_ref().map(|state| &state.settings)
    }

    fn read(env: &Env) -> Self {
        intern_strings();
        #[cfg(feature = "old-rules")]
        outx_core::old_rules::OldRule::put_back(&get(env, "OLD_RULES").as_string().unwrap_or_default());
        let (settings, report) = settings::read(|name| get(env, name).as_string());
        let has_rate_limit = is_bound(env);
        Self { report, state: settings.map(|settings| Rc::new(GatewayState::new(settings, has_rate_limit))) }
    }
}

impl GatewayState {
    fn new(settings: Settings, has_rate_limit: bool) -> Self {
        let keys: Vec<_> = settings.keys.iter().map(Secret::expose).collect();
        Self {
            sealer: Sealer::new(&settings.session_secret, settings.session_secret_previous.as_ref()),
            opened: RefCell::new(BoundedCache::new(OPENED)),
            credentials: RefCell::new(BoundedCache::new(CREDENTIALS)),
            active_key_index: Cell::new(0),
            exposure_problems: settings.exposure_problems(has_rate_limit),
            service_redactor: Rc::new(Redactor::new(&keys)),
            sign_outs: RevocationCache::default(),
            polls: PollCache::default(),
            rate_limiter: Rc::default(),
            usage: Rc::default(),
            settings,
        }
    }

    /// Redacts the Worker's own keys.
    pub fn service_redactor(&self) -> Rc<Redactor> {
        Rc::clone(&self.service_redactor)
    }

    /// A visitor with the search for the session's key.
    pub fn visitor(&self, session: Session) -> Visitor {
        let credential = self.credential(session.key.as_ref());
        Visitor {
            hash: self.hash("caller", &session.id),
            revocable: Rc::new(Revocable::session(&session)),
            credential,
            session,
        }
    }

    fn credential(&self, key: Option<&Secret>) -> Rc<Credential> {
        let hash = self.hash("key", key.map_or("", Secret::expose));
        if let Some(known) = self.credentials.borrow().get(&hash) {
            return Rc::clone(known);
        }
        let keys: Vec<_> = key.into_iter().map(Secret::expose).collect();
        let made = Rc::new(Credential { redactor: Rc::new(Redactor::new(&keys)), headers: read_headers(key), hash });
        self.credentials.borrow_mut().put(&made.hash, Rc::clone(&made));
        made
    }

    /// A name for whoever calls from an address without a credential.
    pub fn anonymous_id(&self, address: &str) -> String {
        self.hash("address", &network(address))
    }

    /// A keyed hash, so that names of objects and lines of the log tell nobody whose they are.
    pub fn hash(&self, purpose: &str, value: &str) -> String {
        let secret = self.settings.session_secret.expose().as_bytes();
        let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes keys of any length");
        mac.update(purpose.as_bytes());
        mac.update(b"\0");
        mac.update(value.as_bytes());
        mac.finalize().into_bytes().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }
}
