//! Settings of the gateway. They are validated together: if one is missing or weak, the gateway serves no request.

mod entries;
mod extra_routes;
mod identity;
mod reader;

use std::borrow::Cow;

pub use reader::load;

use crate::api::operation::Operation;
use crate::gateway::alerts::AlertRules;
use crate::gateway::auth::credentials::Access;
use crate::gateway::auth::jwt::IdentityRules;
use crate::gateway::auth::public::PublicOperation;
use crate::gateway::auth::turnstile::is_testing_secret;
use crate::gateway::http::origin::Origin;
use crate::gateway::mcp::Level;
use crate::gateway::secret::Secret;
use crate::redact::Redactor;

/// All settings, validated.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `OUTX_UPSTREAM`, an origin without trailing slash.
    pub upstream: String,
    /// Whether the upstream is plain HTTP on a loopback host. Then only requests to a loopback host are served.
    pub upstream_is_local: bool,
    /// `ALLOWED_ORIGINS`.
    pub origins: Vec<String>,
    /// `ACCESS`.
    pub access: Access,
    /// `PUBLIC_OPERATIONS`.
    pub public_operations: Vec<PublicOperation>,
    /// `EXTRA_ROUTES`: operations that are not in the table. Each is named by its method and path.
    pub extra_routes: Vec<&'static Operation>,
    /// `SIGN_IN_DOMAINS`, parsed by `email::parse_host`; empty allows every address.
    pub sign_in_domains: Vec<String>,
    /// `MAX_BODY_BYTES`.
    pub max_body_bytes: u32,
    /// `UPSTREAM_TIMEOUT_MS`.
    pub upstream_timeout_ms: u32,
    /// `ACTIONS_PER_HOUR`.
    pub actions_per_hour: u32,
    /// `SESSION_TTL_SECONDS`.
    pub session_ttl_seconds: u32,
    /// `SESSIONS_NOT_BEFORE`, in milliseconds since 1970: sessions that began earlier are rejected.
    pub sessions_not_before_ms: f64,
    /// The Worker's own keys, in the order in which they are tried.
    pub api_keys: Vec<ApiKey>,
    /// `SESSION_SECRET`; it also keys the hashes of addresses and callers.
    pub session_secret: Secret,
    /// `SESSION_SECRET_PREVIOUS`.
    pub session_secret_previous: Option<Secret>,
    /// `TOKEN_SECRET`.
    pub token_secret: Option<Secret>,
    /// `TOKEN_JWKS_URL`, with the rules for the provider's tokens.
    pub identity: Option<IdentityRules>,
    /// `TURNSTILE_SECRET`.
    pub turnstile_secret: Option<Secret>,
    /// `TURNSTILE_SITE_KEY`, which is public.
    pub turnstile_site_key: Option<String>,
    /// `TURNSTILE_ACTION`: the action that the solved widget must report.
    pub turnstile_action: Option<String>,
    /// `ADDRESS_HEADER`: the header in which the trusted proxy in front of the gateway sends the caller's IP address.
    pub address_header: Cow<'static, str>,
    /// `MCP`: what agents may do.
    pub mcp: Level,
    /// `ALERT_ERROR_RATE` and `ALERT_SPIKE`.
    pub alert_rules: AlertRules,
    /// `ALERT_WEBHOOK`. A secret, because anyone who knows the URL can post to the channel.
    pub alert_webhook: Option<Secret>,
}

impl Settings {
    /// The operation of `EXTRA_ROUTES` with this method and path.
    pub fn extra_route(&self, method: &str, path: &str) -> Option<&'static Operation> {
        self.extra_routes.iter().copied().find(|extra| extra.path == path && extra.method.as_str() == method)
    }

    /// Whether tokens can be verified: those of the site's back end, or those of an identity provider.
    pub fn verifies_tokens(&self) -> bool {
        self.token_secret.is_some() || self.identity.is_some()
    }

    /// Whether an operation is one of `EXTRA_ROUTES`, whose parameters are not known.
    pub fn is_extra_route(&self, operation: &Operation) -> bool {
        self.extra_routes.iter().any(|extra| std::ptr::eq(*extra, operation))
    }

    /// Lifetime of a session unless it is renewed, in milliseconds.
    pub fn session_ttl_ms(&self) -> f64 {
        f64::from(self.session_ttl_seconds) * 1000.0
    }

    /// The site key of the Turnstile widget, if public access requires the check.
    pub fn turnstile_widget(&self) -> Option<&str> {
        self.turnstile_site_key.as_deref().filter(|_| self.access.public && self.turnstile_secret.is_some())
    }

    /// The hosts of `ALLOWED_ORIGINS`, whose pages may show the Turnstile widget.
    pub fn allowed_hosts(&self) -> impl Iterator<Item = &str> {
        self.origins.iter().filter_map(|origin| Origin::parse(origin)).map(|origin| origin.host)
    }

    /// Redacts every secret of the settings, and `others`, from a text.
    pub fn redact(&self, text: &str, others: &[&str]) -> String {
        if crate::old_rules::OldRule::UnsearchedOwnTexts.applies() {
            return text.to_owned();
        }
        let secrets: Vec<&str> = self.secrets().map(Secret::expose).chain(others.iter().copied()).collect();
        Redactor::new(&secrets).redact_text(text.as_bytes())
    }

    /// Why the gateway serves requests to a loopback host only; empty when it serves all. Such settings are for development.
    pub fn exposure_problems(&self, has_rate_limit: bool) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut add = |setting, reason: &str| problems.push(Problem { setting, reason: reason.to_owned() });
        if self.upstream_is_local {
            add(
                "OUTX_UPSTREAM",
                "is plain http, which is accepted only for requests to a gateway on a loopback host: use an https URL",
            );
        }
        if !has_rate_limit {
            let reason = "is not bound, so no caller is throttled: add [[ratelimits]] with this name to wrangler.toml, or bind an object with limit({ key })";
            add("RATE_LIMIT", reason);
        }
        if self.access.public && self.turnstile_secret.as_ref().is_some_and(is_testing_secret) {
            add(
                "TURNSTILE_SECRET",
                "is one of Cloudflare's testing secrets, which accept any token: use the secret of your widget",
            );
        }
        problems
    }

    /// All values that must not occur in a response or a log line.
    pub fn secrets(&self) -> impl Iterator<Item = &Secret> {
        self.named_secrets().map(|(_, secret)| secret)
    }

    /// The secrets of [`Self::secrets`], with the names of their settings.
    pub fn named_secrets(&self) -> impl Iterator<Item = (&'static str, &Secret)> {
        let optional = [
            ("SESSION_SECRET_PREVIOUS", &self.session_secret_previous),
            ("TOKEN_SECRET", &self.token_secret),
            ("TURNSTILE_SECRET", &self.turnstile_secret),
            ("ALERT_WEBHOOK", &self.alert_webhook),
        ];
        let optional = optional.into_iter().filter_map(|(name, secret)| Some((name, secret.as_ref()?)));
        let api_keys = self.api_keys.iter().map(|key| (key.setting, &key.secret));
        api_keys.chain([("SESSION_SECRET", &self.session_secret)]).chain(optional)
    }
}

/// One of the Worker's own API keys.
#[derive(Clone, Debug)]
pub struct ApiKey {
    /// The setting that holds it: `OUTX_API_KEY` or `OUTX_API_KEY_NEXT`.
    pub setting: &'static str,
    /// The key.
    pub secret: Secret,
}

/// A missing or invalid setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Name of the setting.
    pub setting: &'static str,
    /// What is wrong, as the end of a sentence that begins with the name. It never contains a value: the text is public, and a
    /// secret may be in the wrong setting.
    pub reason: String,
}

/// Result of loading the settings.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The settings; `None` if there are problems.
    pub settings: Option<Settings>,
    /// What was found, for `/_gateway/health`.
    pub report: Report,
}

/// Which settings have a value, and what is wrong with them.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Names of settings with a value.
    pub set: Vec<&'static str>,
    /// Names of settings without a value.
    pub missing: Vec<&'static str>,
    /// Why the gateway serves no request; empty when it does.
    pub problems: Vec<Problem>,
}

/// Names of all settings.
pub const NAMES: [&str; 30] = [
    "OUTX_UPSTREAM",
    "ALLOWED_ORIGINS",
    "ACCESS",
    "PUBLIC_OPERATIONS",
    "EXTRA_ROUTES",
    "SIGN_IN_DOMAINS",
    "MAX_BODY_BYTES",
    "UPSTREAM_TIMEOUT_MS",
    "ACTIONS_PER_HOUR",
    "SESSION_TTL_SECONDS",
    "SESSIONS_NOT_BEFORE",
    "ALERT_ERROR_RATE",
    "ALERT_SPIKE",
    "OUTX_API_KEY",
    "OUTX_API_KEY_NEXT",
    "SESSION_SECRET",
    "SESSION_SECRET_PREVIOUS",
    "TOKEN_SECRET",
    "TOKEN_JWKS_URL",
    "TOKEN_ISSUER",
    "TOKEN_AUDIENCE",
    "TOKEN_SUBJECT_CLAIM",
    "TOKEN_SCOPE_CLAIM",
    "TOKEN_MAX_LIFE_SECONDS",
    "TURNSTILE_SECRET",
    "TURNSTILE_SITE_KEY",
    "TURNSTILE_ACTION",
    "ADDRESS_HEADER",
    "MCP",
    "ALERT_WEBHOOK",
];
