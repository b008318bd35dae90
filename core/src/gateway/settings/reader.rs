//! Parses each setting and checks its bounds.

use std::borrow::Cow;

use super::entries::{check_origin, describe_domain_error};
use super::{ApiKey, Loaded, NAMES, Problem, Report, Settings};
use crate::gateway::alerts::AlertRules;
use crate::gateway::auth::credentials::Access;
use crate::gateway::auth::email::parse_host;
use crate::gateway::auth::public::PublicOperation;
use crate::gateway::clock::parse_time;
use crate::gateway::http::address;
use crate::gateway::http::origin::{LOOPBACK_PAGES, Origin, split_url};
use crate::gateway::mcp::Level;
use crate::gateway::secret::Secret;
use crate::text::number::parse_whole;

const MIN_SECRET_BYTES: usize = 32;
const MIN_SECRET_CHARACTERS: usize = 10;
const MIN_KEY_BYTES: usize = 16;

/// Loads all settings. `get` returns the value of a setting; an empty value counts as absent.
pub fn load(get: impl Fn(&str) -> Option<String>) -> Loaded {
    let mut reader = Reader { get, report: Report::default() };
    for name in NAMES {
        let is_set = reader.value(name).is_some();
        if is_set { &mut reader.report.set } else { &mut reader.report.missing }.push(name);
    }
    let settings = reader.settings();
    let is_valid = reader.report.problems.is_empty();
    Loaded { settings: is_valid.then_some(settings), report: reader.report }
}

/// Origin of the API.
#[derive(Default)]
struct Upstream {
    origin: String,
    is_local: bool,
}

pub(super) struct Reader<G> {
    get: G,
    report: Report,
}

impl<G: Fn(&str) -> Option<String>> Reader<G> {
    fn settings(&mut self) -> Settings {
        let upstream = self.upstream();
        let access = self.access();
        let origins = self.origins(upstream.is_local);
        if access.public && origins.is_empty() {
            self.problem("ALLOWED_ORIGINS", "must name the origins that may call, because ACCESS includes public");
        }
        let session_secret = self.secret("SESSION_SECRET");
        if session_secret.is_none() {
            self.problem("SESSION_SECRET", "is missing: set at least 32 random bytes");
        }
        let token_secret = self.secret("TOKEN_SECRET");
        self.reject_line_break("TOKEN_SECRET");
        let identity = self.identity();
        if access.token && token_secret.is_none() && identity.is_none() {
            let reason = "is missing, and ACCESS has token: set at least 32 random bytes, or TOKEN_JWKS_URL for an identity provider";
            self.problem("TOKEN_SECRET", reason);
        }
        // The site's back end, which issues tokens, could otherwise seal sessions.
        let session_secret_previous = self.secret("SESSION_SECRET_PREVIOUS");
        for (other, name) in
            [(&session_secret, "SESSION_SECRET"), (&session_secret_previous, "SESSION_SECRET_PREVIOUS")]
        {
            if token_secret.is_some() && token_secret == *other {
                self.problem("TOKEN_SECRET", format!("must differ from {name}"));
            }
        }
        Settings {
            upstream: upstream.origin,
            upstream_is_local: upstream.is_local,
            origins,
            access,
            public_operations: self.public_operations(),
            extra_routes: self.extra_routes(),
            sign_in_domains: self.sign_in_domains(),
            max_body_bytes: self.number("MAX_BODY_BYTES", 65_536, 1_024, 1_048_576),
            upstream_timeout_ms: self.number("UPSTREAM_TIMEOUT_MS", 30_000, 100, 300_000),
            actions_per_hour: self.number("ACTIONS_PER_HOUR", 50, 1, 100_000),
            session_ttl_seconds: self.number("SESSION_TTL_SECONDS", 604_800, 60, 2_592_000),
            sessions_not_before_ms: self.time("SESSIONS_NOT_BEFORE"),
            api_keys: self.api_keys(access),
            session_secret: session_secret.unwrap_or_else(|| Secret::new("")),
            session_secret_previous,
            token_secret,
            identity,
            turnstile_secret: self.visible("TURNSTILE_SECRET").map(Secret::new),
            turnstile_site_key: self.turnstile_site_key(access),
            turnstile_action: self.turnstile_action(),
            address_header: self.address_header(),
            mcp: self.mcp(),
            alert_rules: AlertRules {
                error_rate: self.number_above("ALERT_ERROR_RATE", 0.0, 1.0, "a share of calls above 0 and up to 1"),
                spike: self.number_above("ALERT_SPIKE", 1.0, 1_000_000.0, "a number above 1"),
            },
            alert_webhook: self.webhook(),
        }
    }

    pub(super) fn value(&self, name: &str) -> Option<String> {
        (self.get)(name).filter(|value| !value.trim().is_empty())
    }

    pub(super) fn list(&self, name: &str) -> Vec<String> {
        let value = self.value(name).unwrap_or_default();
        value.split(',').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
    }

    pub(super) fn problem(&mut self, setting: &'static str, reason: impl Into<String>) {
        self.report.problems.push(Problem { setting, reason: reason.into() });
    }

    fn upstream(&mut self) -> Upstream {
        let value = self.value("OUTX_UPSTREAM").unwrap_or_default();
        let url = value.trim_end_matches('/');
        match Origin::parse(url) {
            Some(origin) if origin.scheme == "https" => Upstream { origin: url.to_owned(), is_local: false },
            Some(origin) if origin.scheme == "http" && origin.is_loopback_address() => {
                Upstream { origin: url.to_owned(), is_local: true }
            }
            Some(origin) if origin.scheme == "http" => {
                self.problem("OUTX_UPSTREAM", "must begin with https: plain http is for a loopback host only");
                Upstream::default()
            }
            _ => {
                self.problem("OUTX_UPSTREAM", "must be an origin such as https://api.outx.ai");
                Upstream::default()
            }
        }
    }

    fn access(&mut self) -> Access {
        let mut access = Access::default();
        let names = self.list("ACCESS");
        if names.is_empty() {
            access.session = true;
        }
        for (at, name) in (1..).zip(&names) {
            match name.as_str() {
                "session" => access.session = true,
                "token" => access.token = true,
                "public" => access.public = true,
                _ => self.problem("ACCESS", format!("may hold session, token and public; entry {at} is none of them")),
            }
        }
        access
    }

    fn origins(&mut self, upstream_is_local: bool) -> Vec<String> {
        let origins = self.list("ALLOWED_ORIGINS");
        for (at, origin) in (1..).zip(&origins) {
            if origin == LOOPBACK_PAGES {
                if !upstream_is_local {
                    let reason =
                        format!("may hold loopback, as entry {at} is, only while OUTX_UPSTREAM is on a loopback host");
                    self.problem("ALLOWED_ORIGINS", reason);
                }
            } else if let Err(reason) = check_origin(origin, at) {
                self.problem("ALLOWED_ORIGINS", reason);
            }
        }
        origins
    }

    fn public_operations(&mut self) -> Vec<PublicOperation> {
        let mut entries = self.list("PUBLIC_OPERATIONS");
        if entries.is_empty() {
            entries.push("posts.list".to_owned());
        }
        let mut operations: Vec<PublicOperation> = Vec::new();
        for (at, entry) in (1..).zip(&entries) {
            match PublicOperation::parse(entry) {
                Ok(parsed) => operations.push(parsed),
                Err(reason) => self.problem("PUBLIC_OPERATIONS", format!("entry {at} {reason}")),
            }
        }
        for entry in operations.iter().filter(|entry| !entry.pinned.is_empty()) {
            let name = entry.operation.name;
            if operations.iter().any(|other| other.operation.name == name && other.pinned.is_empty()) {
                let reason = format!("lists {name} with and without pinned parameters; remove one of the entries");
                self.problem("PUBLIC_OPERATIONS", reason);
                break;
            }
        }
        operations
    }

    fn turnstile_site_key(&mut self, access: Access) -> Option<String> {
        let site_key = self.visible("TURNSTILE_SITE_KEY")?;
        // Without the secret the gateway skips the check, although pages show the widget.
        if access.public && self.value("TURNSTILE_SECRET").is_none() {
            let reason = "is missing, and TURNSTILE_SITE_KEY is set: set the widget's secret, or remove the site key for public access without Turnstile";
            self.problem("TURNSTILE_SECRET", reason);
        }
        Some(site_key)
    }

    fn turnstile_action(&mut self) -> Option<String> {
        let action = self.value("TURNSTILE_ACTION")?;
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        if action.len() > 32 || !action.bytes().all(plain) {
            self.problem("TURNSTILE_ACTION", "must be up to 32 letters, digits, _ and -, as Turnstile requires");
        }
        if self.value("TURNSTILE_SECRET").is_none() {
            self.problem("TURNSTILE_ACTION", "has no effect without TURNSTILE_SECRET");
        }
        Some(action)
    }

    fn mcp(&mut self) -> Level {
        let Some(value) = self.value("MCP") else { return Level::Off };
        Level::from_text(value.trim()).unwrap_or_else(|| {
            self.problem("MCP", "must be off, read or write");
            Level::Off
        })
    }

    fn address_header(&mut self) -> Cow<'static, str> {
        let Some(value) = self.value("ADDRESS_HEADER") else { return address::DEFAULT_HEADER.into() };
        let name = value.to_ascii_lowercase();
        if !address::is_header_name(&name) {
            let reason = "must be the name of the header that your proxy sets, such as cf-connecting-ip or x-real-ip";
            self.problem("ADDRESS_HEADER", reason);
        }
        name.into()
    }

    /// A value that another service compares. A pasted line break or space would make it match nothing.
    pub(super) fn visible(&mut self, name: &'static str) -> Option<String> {
        let value = self.value(name)?;
        if !value.bytes().all(|byte| byte.is_ascii_graphic()) {
            self.problem(name, "must be visible ASCII characters without spaces or line breaks");
        }
        Some(value)
    }

    fn reject_line_break(&mut self, name: &'static str) {
        if self.value(name).is_some_and(|value| value.contains(char::is_control)) {
            self.problem(name, "must not hold a line break or another control character");
        }
    }

    pub(super) fn number(&mut self, name: &'static str, default: u32, min: u32, max: u32) -> u32 {
        let Some(value) = self.value(name) else { return default };
        match parse_whole(value.trim()) {
            Some(number) if (min..=max).contains(&number) => number,
            _ => {
                self.problem(name, format!("must be a whole number from {min} to {max}"));
                default
            }
        }
    }

    /// A time, in milliseconds since 1970; 0 when the setting is absent.
    fn time(&mut self, name: &'static str) -> f64 {
        let Some(value) = self.value(name) else { return 0.0 };
        parse_time(value.trim()).unwrap_or_else(|| {
            self.problem(
                name,
                "must be a time such as 2026-01-31T12:00:00Z, or whole seconds since 1970, before the year 2100",
            );
            0.0
        })
    }

    fn sign_in_domains(&mut self) -> Vec<String> {
        let mut domains = Vec::new();
        for (at, domain) in (1..).zip(self.list("SIGN_IN_DOMAINS")) {
            match parse_host(&domain) {
                Ok(domain) => domains.push(domain),
                Err(error) => self.problem("SIGN_IN_DOMAINS", describe_domain_error(error, at)),
            }
        }
        domains
    }

    /// A number above `min` and up to `max`; `expected` describes it in the error text.
    fn number_above(&mut self, name: &'static str, min: f64, max: f64, expected: &str) -> Option<f64> {
        let value = self.value(name)?;
        let number = value.trim().parse().ok().filter(|number| *number > min && *number <= max);
        if number.is_none() {
            self.problem(name, format!("must be {expected}"));
        }
        number
    }

    fn webhook(&mut self) -> Option<Secret> {
        let value = self.visible("ALERT_WEBHOOK")?;
        let origin = split_url(&value).map_or(value.as_str(), |(origin, _)| origin).to_ascii_lowercase();
        match Origin::parse(&origin) {
            None => self.problem("ALERT_WEBHOOK", "must be the URL of a webhook, such as https://hooks.example/path"),
            Some(it) if !origin.starts_with("https://") && !it.is_loopback_address() => {
                self.problem("ALERT_WEBHOOK", "must begin with https: plain http is for a loopback host only");
            }
            Some(_) => {}
        }
        Some(Secret::new(value))
    }

    /// A secret of the gateway: long enough, and without many repeated characters.
    fn secret(&mut self, name: &'static str) -> Option<Secret> {
        let value = self.value(name)?;
        let mut characters: Vec<char> = value.chars().collect();
        characters.sort_unstable();
        characters.dedup();
        if value.len() < MIN_SECRET_BYTES {
            self.problem(name, "must be at least 32 bytes");
        } else if characters.len() < MIN_SECRET_CHARACTERS {
            self.problem(name, "must be random: it repeats a few characters");
        }
        Some(Secret::new(value))
    }

    fn api_keys(&mut self, access: Access) -> Vec<ApiKey> {
        let mut api_keys = Vec::new();
        for setting in ["OUTX_API_KEY", "OUTX_API_KEY_NEXT"] {
            let Some(value) = self.value(setting) else { continue };
            // Redaction by value would also replace ordinary text if the key were short.
            if value.len() < MIN_KEY_BYTES || !value.bytes().all(|byte| byte.is_ascii_graphic()) {
                self.problem(setting, "must be a key: at least 16 visible ASCII characters, no spaces");
            }
            api_keys.push(ApiKey { setting, secret: Secret::new(value) });
        }
        if access.needs_key() && self.value("OUTX_API_KEY").is_none() {
            let reason = match api_keys.first() {
                Some(_) => "is missing, and ACCESS has token or public: move the key of OUTX_API_KEY_NEXT to it",
                None => {
                    "is missing, and ACCESS has token or public: set the API key of the team that these callers use"
                }
            };
            self.problem("OUTX_API_KEY", reason);
        }
        api_keys
    }
}
