//! Tokens of an identity provider, signed with RS256 or ES256.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::claims::{Scope, Times, Token, parse_actions_per_hour, parse_operations};
use super::header::{UniqueFields, parse_header};
use super::key_set::Algorithm;

/// Requirements for the tokens of the identity provider (`TOKEN_ISSUER` and others).
#[derive(Clone, Debug, PartialEq)]
pub struct IdentityRules {
    /// `TOKEN_JWKS_URL`: where the provider publishes its keys.
    pub jwks_url: String,
    /// `TOKEN_ISSUER`: the exact value of `iss`.
    pub issuer: String,
    /// `TOKEN_AUDIENCE`: the value that `aud` must equal or contain.
    pub audience: String,
    /// `TOKEN_SUBJECT_CLAIM`: the claim that identifies the caller.
    pub subject_claim: String,
    /// `TOKEN_SCOPE_CLAIM`: the claim whose word `write` or `outx:write` allows writes.
    pub scope_claim: String,
    /// `TOKEN_MAX_LIFE_SECONDS`.
    pub max_life_seconds: u32,
}

/// Whether the header of a token names an algorithm of identity tokens. Only this decides whether a public key or `TOKEN_SECRET` verifies
/// the token.
pub fn is_identity_token(token: &str) -> bool {
    matches!(parse_header(token), Ok(Some(header)) if header.text("alg").and_then(Algorithm::from_name).is_some())
}

/// A token whose signature is not verified yet. Its claims are available only through [`accept`](Self::accept).
pub struct IdentityToken<'a> {
    /// The algorithm in its header.
    pub algorithm: Algorithm,
    /// `kid`: which key signed it.
    pub key_id: Option<String>,
    /// What is signed.
    pub signed: &'a str,
    /// The signature.
    pub signature: Vec<u8>,
    claims: UniqueFields,
}

impl<'a> IdentityToken<'a> {
    /// Decodes a token.
    ///
    /// # Errors
    /// What is wrong with it, as the end of a sentence that begins "the token ".
    pub fn parse(token: &'a str) -> Result<Self, &'static str> {
        const NO_TOKEN: &str = "is not a JSON Web Token";
        let header = parse_header(token)?.ok_or(NO_TOKEN)?;
        let algorithm = header.text("alg").and_then(Algorithm::from_name).ok_or("is not signed with RS256 or ES256")?;
        let (signed, signature) = token.rsplit_once('.').ok_or(NO_TOKEN)?;
        let (_, claims) = signed.split_once('.').ok_or(NO_TOKEN)?;
        let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| NO_TOKEN)?;
        let claims = URL_SAFE_NO_PAD.decode(claims).map_err(|_| NO_TOKEN)?;
        let claims =
            serde_json::from_slice(&claims).map_err(|_| "has claims that are not an object of unique fields")?;
        Ok(Self { algorithm, key_id: header.text("kid").map(str::to_owned), signed, signature, claims })
    }

    /// Checks the claims of a token, after its signature was checked against the key that it names.
    ///
    /// # Errors
    /// What is wrong with it, as the end of a sentence that begins "the token ".
    pub fn accept(self, is_signature_valid: bool, rules: &IdentityRules, now_ms: f64) -> Result<Token, &'static str> {
        if !is_signature_valid {
            return Err("has an invalid signature");
        }
        let claims = &self.claims;
        if claims.text("iss") != Some(&rules.issuer) {
            return Err("has another issuer (iss) than TOKEN_ISSUER");
        }
        if !names_audience(claims.get("aud"), &rules.audience) {
            return Err("is not for this gateway: its audience (aud) lacks TOKEN_AUDIENCE");
        }
        let subject = claims.text(&rules.subject_claim).filter(|subject| !subject.is_empty());
        let subject = subject.ok_or("lacks the claim that names its subject (TOKEN_SUBJECT_CLAIM)")?;
        let times = parse_times(claims)?;
        let too_long = "lives for longer than TOKEN_MAX_LIFE_SECONDS";
        times.check(now_ms, f64::from(rules.max_life_seconds), too_long)?;
        Ok(Token {
            subject: subject.to_owned(),
            // A provider's `name` is the name of a person, which the ledger does not need to store.
            name: None,
            scope: parse_scope(claims.get(&rules.scope_claim)),
            operations: claims.get("ops").map(parse_operations).transpose()?,
            actions_per_hour: claims.get("actions_per_hour").map(parse_actions_per_hour).transpose()?,
            expires_ms: times.expires * 1000.0,
        })
    }
}

fn names_audience(claim: Option<&Value>, wanted: &str) -> bool {
    match claim {
        Some(Value::String(one)) => one == wanted,
        Some(Value::Array(several)) => several.iter().any(|one| one == wanted),
        _ => false,
    }
}

fn parse_times(claims: &UniqueFields) -> Result<Times, &'static str> {
    const NO_NUMBER: &str = "lacks exp, or has an exp, nbf or iat that is not a number";
    let number = |name| claims.get(name).map(|value| value.as_f64().ok_or(NO_NUMBER)).transpose();
    let expires = number("exp")?.ok_or(NO_NUMBER)?;
    Ok(Times { expires, not_before: number("nbf")?.unwrap_or(0.0), issued: number("iat")? })
}

/// Parses the scope claim. A provider's scopes are for many services, so unknown words are ignored, and a token without a known word may
/// read, because its audience is this gateway. `operator` counts only with the prefix `outx:`, because other services use the plain word
/// for roles of their own.
fn parse_scope(claim: Option<&Value>) -> Scope {
    let has = |accepted: &[&str]| match claim {
        Some(Value::String(words)) => words.split_ascii_whitespace().any(|word| accepted.contains(&word)),
        Some(Value::Array(words)) => words.iter().filter_map(Value::as_str).any(|word| accepted.contains(&word)),
        _ => false,
    };
    if has(&["outx:operator"]) {
        Scope::Operator
    } else if has(&["write", "outx:write"]) {
        Scope::Write
    } else {
        Scope::Read
    }
}
