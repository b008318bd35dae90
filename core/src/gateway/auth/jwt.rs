//! Bearer tokens that the site's own back end mints: JSON Web Tokens under HS256.

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

/// The longest a token may live, and how far two clocks may differ.
const MAX_LIFE_S: f64 = 3600.0;
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

/// A token that holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// `sub`: whom the back end minted it for.
    pub subject: String,
    /// `scope`, `read` when absent.
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

/// Checks `token` against `TOKEN_SECRET`.
///
/// # Errors
/// What is wrong with it, as the end of a sentence that begins "the token ".
pub fn verify(token: &str, secret: &Secret, now_ms: f64) -> Result<Token, &'static str> {
    check_header(token)?;
    install();
    let mut validation = Validation::new(Algorithm::HS256);
    // The library would read a clock; the times are checked below against ours.
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.required_spec_claims.clear();
    let key = DecodingKey::from_secret(secret.expose().as_bytes());
    let claims =
        jsonwebtoken::decode::<Claims>(token, &key, &validation).map_err(|error| reason(&error, token))?.claims;

    let now_s = now_ms / 1000.0;
    if claims.sub.is_empty() {
        return Err("has an empty sub");
    }
    if claims.exp <= now_s {
        return Err("has expired");
    }
    // One of a day would else be good in its last hour; what does not say when it was made is judged by what is left.
    if claims.exp > claims.iat.unwrap_or(now_s).min(now_s) + MAX_LIFE_S + SKEW_S {
        return Err("lives for more than an hour");
    }
    if claims.nbf > now_s + SKEW_S {
        return Err("is not valid yet");
    }
    Ok(Token { subject: claims.sub, scope: claims.scope.unwrap_or(Scope::Read), expires_ms: claims.exp * 1000.0 })
}

/// Checks what the library passes over: a header field that changes what a token means must not be ignored (RFC 7515, section 4.1.11).
fn check_header(token: &str) -> Result<(), &'static str> {
    if crate::old_rules::OldRule::IgnoredJwtHeader.applies() {
        return Ok(());
    }
    // What is no header at all is the library's to reject.
    let Some(header) = token.split('.').next().and_then(|part| URL_SAFE_NO_PAD.decode(part).ok()) else {
        return Ok(());
    };
    let fields = match serde_json::from_slice::<HeaderFields>(&header) {
        Ok(fields) => fields.0,
        Err(error) if error.is_data() => return Err("has a header that is no object of unique text fields"),
        Err(_) => return Ok(()),
    };
    for (name, value) in &fields {
        match name.as_str() {
            "crit" | "b64" => return Err("has a header field crit or b64, which this gateway does not support"),
            "cty" => return Err("has a header field cty: nested tokens are not supported"),
            "typ" if !value.as_str().is_some_and(is_token_type) => return Err("has a typ other than JWT"),
            _ if !value.is_string() => return Err("has a header that is no object of unique text fields"),
            _ => {}
        }
    }
    Ok(())
}

/// `typ` is a media type without its `application/`, in any case (RFC 7515, section 4.1.9).
fn is_token_type(typ: &str) -> bool {
    let short = typ.get(..12).filter(|start| start.eq_ignore_ascii_case("application/")).map_or(typ, |_| &typ[12..]);
    short.eq_ignore_ascii_case("jwt") || short.eq_ignore_ascii_case("at+jwt")
}

/// A JSON object in which no name is given twice: the library keeps the last of two, other readers the first.
struct HeaderFields(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for HeaderFields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = HeaderFields;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<HeaderFields, A::Error> {
                let mut fields: Vec<(String, Value)> = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, Value>()? {
                    if fields.iter().any(|(known, _)| *known == name) {
                        return Err(serde::de::Error::custom("a name is given twice"));
                    }
                    fields.push((name, value));
                }
                Ok(HeaderFields(fields))
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

fn reason(error: &Error, token: &str) -> &'static str {
    match error.kind() {
        // `none` is no algorithm that the library can read, so its header is taken for bad JSON.
        ErrorKind::Json(_) if jsonwebtoken::decode_header(token).is_err() => "is not signed with HS256",
        ErrorKind::InvalidSignature => "has a signature that does not fit",
        ErrorKind::InvalidAlgorithm | ErrorKind::InvalidAlgorithmName => "is not signed with HS256",
        ErrorKind::Json(_) => "lacks sub or exp, or has a scope other than read and write",
        _ => "is not a JSON Web Token",
    }
}

/// The library's own back ends bring RSA and the elliptic curves along; all that is admitted here is HMAC.
fn install() {
    static ONCE: Once = Once::new();
    static PROVIDER: CryptoProvider = CryptoProvider {
        signer_factory: |_, _| Err(ErrorKind::InvalidAlgorithm.into()),
        verifier_factory: |algorithm, key| match (algorithm, key.family()) {
            (Algorithm::HS256, AlgorithmFamily::Hmac) => Ok(Box::new(Hs256::new(key.try_get_as_bytes()?)?)),
            _ => Err(ErrorKind::InvalidAlgorithm.into()),
        },
        key_utils: KeyUtils::new_unimplemented(),
    };
    // A second provider can only be this same one.
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
