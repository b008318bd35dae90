//! Verifies the bearer tokens that the site's back end issues: JSON Web Tokens signed with HS256.

use std::fmt;
use std::sync::Once;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use jsonwebtoken::crypto::{CryptoProvider, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{Error, ErrorKind};
use jsonwebtoken::signature::{Error as SignatureError, Verifier};
use jsonwebtoken::{Algorithm, AlgorithmFamily, DecodingKey, Validation};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use sha2::Sha256;

use crate::gateway::secret::Secret;

/// Maximum lifetime of a token, in seconds.
const MAX_LIFE_S: f64 = 3600.0;
/// Tolerated difference between the issuer's clock and ours, in seconds.
const SKEW_S: f64 = 60.0;

/// What a token allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// Operations of kind `read`.
    Read,
    /// All operations.
    Write,
}

/// The claims of a verified token.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// `sub`: the user for whom the back end issued the token.
    pub subject: String,
    /// `scope`; `read` when absent.
    pub scope: Scope,
    /// `exp` in milliseconds since 1970.
    pub expires_ms: f64,
}

#[derive(Deserialize)]
struct Claims {
    sub: String,
    exp: f64,
    #[serde(default)]
    nbf: f64,
    iat: Option<f64>,
    scope: Option<Scope>,
}

/// Verifies the signature of `token` with `TOKEN_SECRET`, and its claims.
///
/// # Errors
/// What is wrong with the token, as the end of a sentence that begins "the token ".
pub fn verify(token: &str, secret: &Secret, now_ms: f64) -> Result<Token, &'static str> {
    check_header(token)?;
    install_crypto_provider();
    let mut validation = Validation::new(Algorithm::HS256);
    // The library reads the system clock, which panics on wasm; times are checked below against `now_ms`.
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.required_spec_claims.clear();
    let key = DecodingKey::from_secret(secret.expose().as_bytes());
    let claims =
        jsonwebtoken::decode::<Claims>(token, &key, &validation).map_err(|error| describe_error(&error, token))?.claims;

    let now_s = now_ms / 1000.0;
    if claims.sub.is_empty() {
        return Err("has an empty sub");
    }
    if claims.exp <= now_s {
        return Err("has expired");
    }
    // Measured from `iat`, so that a token issued for a day is not accepted in its last hour; without `iat`, from now.
    if claims.exp > claims.iat.unwrap_or(now_s).min(now_s) + MAX_LIFE_S + SKEW_S {
        return Err("lives for more than an hour");
    }
    if claims.nbf > now_s + SKEW_S {
        return Err("is not valid yet");
    }
    Ok(Token { subject: claims.sub, scope: claims.scope.unwrap_or(Scope::Read), expires_ms: claims.exp * 1000.0 })
}

/// Checks header fields that the library ignores: a field that changes the meaning of a token must be understood or rejected
/// (RFC 7515, section 4.1.11).
fn check_header(token: &str) -> Result<(), &'static str> {
    if crate::old_rules::OldRule::IgnoredJwtHeader.applies() {
        return Ok(());
    }
    // The library rejects a token whose header cannot be decoded.
    let Some(header) = token.split('.').next().and_then(|part| URL_SAFE_NO_PAD.decode(part).ok()) else {
        return Ok(());
    };
    let fields = match serde_json::from_slice::<HeaderFields>(&header) {
        Ok(fields) => fields.0,
        Err(error) if error.is_data() => return Err("has a header that is not an object of unique text fields"),
        Err(_) => return Ok(()),
    };
    for (name, value) in &fields {
        match name.as_str() {
            "crit" | "b64" => return Err("has a header field crit or b64, which this gateway does not support"),
            "cty" => return Err("has a header field cty: nested tokens are not supported"),
            "typ" if !value.as_str().is_some_and(is_token_type) => return Err("has a typ other than JWT"),
            _ if !value.is_string() => return Err("has a header that is not an object of unique text fields"),
            _ => {}
        }
    }
    Ok(())
}

/// Whether `typ` names a JWT: a media type with or without `application/`, case-insensitive (RFC 7515, section 4.1.9).
fn is_token_type(typ: &str) -> bool {
    let short = typ.get(..12).filter(|start| start.eq_ignore_ascii_case("application/")).map_or(typ, |_| &typ[12..]);
    short.eq_ignore_ascii_case("jwt") || short.eq_ignore_ascii_case("at+jwt")
}

/// A JSON object without duplicate names: of two, the library keeps the last and other parsers the first.
struct HeaderFields(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for HeaderFields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FieldsVisitor;
        impl<'de> Visitor<'de> for FieldsVisitor {
            type Value = HeaderFields;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<HeaderFields, A::Error> {
                let mut fields: Vec<(String, Value)> = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, Value>()? {
                    if fields.iter().any(|(other, _)| *other == name) {
                        return Err(serde::de::Error::custom("duplicate name"));
                    }
                    fields.push((name, value));
                }
                Ok(HeaderFields(fields))
            }
        }
        deserializer.deserialize_map(FieldsVisitor)
    }
}

fn describe_error(error: &Error, token: &str) -> &'static str {
    match error.kind() {
        // The library does not know the algorithm `none` and reports its header as bad JSON.
        ErrorKind::Json(_) if jsonwebtoken::decode_header(token).is_err() => "is not signed with HS256",
        ErrorKind::InvalidSignature => "has an invalid signature",
        ErrorKind::InvalidAlgorithm | ErrorKind::InvalidAlgorithmName => "is not signed with HS256",
        ErrorKind::Json(_) => "lacks sub or exp, or has a scope other than read and write",
        _ => "is not a JSON Web Token",
    }
}

/// Installs a provider that knows HMAC only: the library's own providers would add RSA and elliptic curves to the Worker.
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
