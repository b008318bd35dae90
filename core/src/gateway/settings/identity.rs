//! The settings of an identity provider.

use super::reader::Reader;
use crate::gateway::auth::jwt::IdentityRules;
use crate::gateway::http::origin::{Origin, split_url};

impl<G: Fn(&str) -> Option<String>> Reader<G> {
    pub(super) fn identity(&mut self) -> Option<IdentityRules> {
        const DEPENDENT: [&str; 5] =
            ["TOKEN_ISSUER", "TOKEN_AUDIENCE", "TOKEN_SUBJECT_CLAIM", "TOKEN_SCOPE_CLAIM", "TOKEN_MAX_LIFE_SECONDS"];
        let Some(jwks_url) = self.visible("TOKEN_JWKS_URL") else {
            for name in DEPENDENT {
                if self.value(name).is_some() {
                    self.problem(name, "has no effect without TOKEN_JWKS_URL");
                }
            }
            return None;
        };
        self.require_https("TOKEN_JWKS_URL", &jwks_url);
        let mut required = |name, what: &str| {
            let value = self.visible(name);
            if value.is_none() {
                self.problem(name, format!("is missing, and TOKEN_JWKS_URL is set: set {what}"));
            }
            value.unwrap_or_default()
        };
        Some(IdentityRules {
            jwks_url,
            issuer: required("TOKEN_ISSUER", "the exact iss of the provider's tokens"),
            audience: required("TOKEN_AUDIENCE", "the aud by which the provider's tokens name this gateway"),
            subject_claim: self.visible("TOKEN_SUBJECT_CLAIM").unwrap_or_else(|| "sub".to_owned()),
            scope_claim: self.visible("TOKEN_SCOPE_CLAIM").unwrap_or_else(|| "scope".to_owned()),
            max_life_seconds: self.number("TOKEN_MAX_LIFE_SECONDS", 3_600, 60, 86_400),
        })
    }

    fn require_https(&mut self, name: &'static str, url: &str) {
        let origin = split_url(url).and_then(|(origin, _)| Origin::parse(origin));
        let is_allowed =
            origin.is_some_and(|it| it.scheme == "https" || (it.scheme == "http" && it.is_loopback_address()));
        if !is_allowed {
            self.problem(name, "must begin with https and have a path: plain http is for a loopback host only");
        }
    }
}
