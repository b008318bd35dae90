//! Tokens that the site's back end issues, signed with HS256 under `TOKEN_SECRET`.

use std::sync::Once;

use hmac::{Hmac, KeyInit, Mac};
use jsonwebtoken::crypto::{CryptoProvider, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{Error, ErrorKind};
use jsonwebtoken::signature::{Error as SignatureError, Verifier};
use jsonwebtoken::{Algorithm, AlgorithmFamily, DecodingKey, Validation};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use sha2::Sha256;

use super::claims::{Scope, Times, Token, parse_actions_per_hour, parse_name, parse_operations};
use super::header::parse_header;
use crate::gateway::secret::Secret;

/// Maximum lifetime of a token, in seconds.
const MAX_LIFE_S: f64 = 3600.0;

#[derive(Deserialize)]
struct Claims {
    sub: String,
    exp: f64,
    #[serde(default)]
    nbf: f64,
    iat: Option<f64>,
    scope: Option<Scope>,
    #[serde(default, deserialize_with = "present")]
    name: Option<Value>,
    #[serde(default, deserialize_with = "present")]
    ops: Option<Value>,
    #[serde(default, deserialize_with = "present")]
    actions_per_hour: Option<Value>,
}

/// Deserializes `null` as a value: a limit that became `null` by mistake must be rejected, and must not count as absent.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// Verifies the signature of `token` with `TOKEN_SECRET`, and its claims.
///
/// # Errors
/// What is wrong with the token, as the end of a sentence that begins "the token ".
pub fn verify(token: &str, secret: &Secret, now_ms: f64) -> Result<Token, &'static str> {
    if !crate::old_rules::OldRule::IgnoredJwtHeader.applies() {
        // The library rejects a token whose header cannot be decoded.
        parse_header(token)?;
    }
    install_crypto_provider();
    let mut validation = Validation::new(Algorithm::HS256);
    // The library reads the system clock, which panics on wasm; times are checked below against `now_ms`.
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.required_spec_claims.clear();
    let key = DecodingKey::from_secret(secret.expose().as_bytes());
    let claims =
        jsonwebtoken::decode::<Claims>(token, &key, &validation).map_err(|error| describe_error(&error, token))?.claims;

    if claims.sub.is_empty() {
        return Err("has an empty sub");
    }
    let times = Times { expires: claims.exp, not_before: claims.nbf, issued: claims.iat };
    times.check(now_ms, MAX_LIFE_S, "lives for more than an hour")?;
    Ok(Token {
        subject: claims.sub,
        name: claims.name.as_ref().map(parse_name).transpose()?,
        scope: claims.scope.unwrap_or(Scope::Read),
        operations: claims.ops.as_ref().map(parse_operations).transpose()?,
        actions_per_hour: claims.actions_per_hour.as_ref().map(parse_actions_per_hour).transpose()?,
        expires_ms: claims.exp * 1000.0,
    })
}

fn describe_error(error: &Error, token: &str) -> &'static str {
    match error.kind() {
        // The library does not support the algorithm `none` and reports its header as bad JSON.
        ErrorKind::Json(_) if jsonwebtoken::decode_header(token).is_err() => "is not signed with HS256",
        ErrorKind::InvalidSignature => "has an invalid signature",
        ErrorKind::InvalidAlgorithm | ErrorKind::InvalidAlgorithmName => "is not signed with HS256",
        ErrorKind::Json(_) => "lacks sub or exp, or has a scope other than read, write and operator",
        _ => "is not a JSON Web Token",
    }
}

/// Installs a provider that supports HMAC only: the library's own providers would add RSA and elliptic curves to the Worker.
fn install_crypto_provider() {
    static ONCE: Once = Once::new();
    static PROVIDER: CryptoProvider = CryptoProvider {
        signer_factory: |_, _| Err(ErrorKind::InvalidAlgorithm.into()),
        verifier_factory: |algorithm, key| match (algorithm, key.family()) {
            (Algorithm::HS256, AlgorithmFamily::Hmac) => Ok(Box::new(Hs256::new(key.try_get_as_bytes()?)?)),
            _ => Err(ErrorKind::InvalidAlgorithm.into()),
        },
        key_utils: KeyUtils::new_unimplemented(),
    };
    // Installing fails only if a provider is installed already, which can only be this one.
    ONCE.call_once(|| {
        let _ = PROVIDER.install_default();
    });
}

struct Hs256(Hmac<Sha256>);

impl Hs256 {
    fn new(secret: &[u8]) -> Result<Self, Error> {
        Hmac::new_from_slice(secret).map(Self).map_err(|_| ErrorKind::InvalidKeyFormat.into())
    }
}

impl Verifier<Vec<u8>> for Hs256 {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> Result<(), SignatureError> {
        self.0.clone().chain_update(message).verify_slice(signature).map_err(|_| SignatureError::new())
    }
}

impl JwtVerifier for Hs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}
