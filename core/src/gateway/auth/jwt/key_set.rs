//! The public keys of an identity provider (a JSON Web Key Set, RFC 7517), and when they are fetched again.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use crate::gateway::clock::is_recent;

/// Maximum size of a key set, in bytes.
pub const MAX_KEY_SET_BYTES: usize = 65_536;
/// Maximum number of keys in a set.
const MAX_KEYS: usize = 100;
/// Minimum size of an RSA key, in bits (RFC 7518, section 3.3).
const MIN_RSA_BITS: usize = 2_048;
/// Maximum size of an RSA key, in bits: larger ones make every check slow.
const MAX_RSA_BITS: usize = 8_192;
/// Length of a coordinate on the curve P-256, in bytes.
const P256_BYTES: usize = 32;
/// Age at which a key set is fetched again, in milliseconds: how long a key that the provider withdrew may still be used.
const MAX_AGE_MS: f64 = 600_000.0;
/// Minimum time between two fetches, in milliseconds.
const MIN_INTERVAL_MS: f64 = 60_000.0;
/// Time after which a fetch is considered lost, in milliseconds: the runtime cancels the work of a request whose caller disconnected.
const FETCH_TIMEOUT_MS: f64 = 6_000.0;

/// A signature algorithm of an identity token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rs256,
    /// ECDSA on P-256 with SHA-256.
    Es256,
}

impl Algorithm {
    /// The algorithm of this name in a token's header or a key's `alg`.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "RS256" => Some(Self::Rs256),
            "ES256" => Some(Self::Es256),
            _ => None,
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Es256 => "ES256",
        }
    }
}

/// A public key, which verifies signatures of one algorithm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    /// Its algorithm.
    pub algorithm: Algorithm,
    /// The members that the key consists of, as names and base64url values: `n` and `e`, or `x` and `y`.
    pub members: [(&'static str, String); 2],
}

/// One key of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    id: Option<String>,
    /// Why it cannot be used, as the end of a sentence that begins "the token ".
    key: Result<PublicKey, &'static str>,
}

/// The keys of an identity provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeySet(Vec<Entry>);

impl KeySet {
    /// Parses a key set.
    ///
    /// # Errors
    /// What is wrong with it, as the end of a sentence that begins "the token ".
    pub fn parse(json: &[u8]) -> Result<Self, &'static str> {
        if json.len() > MAX_KEY_SET_BYTES {
            return Err("cannot be verified: the key set of TOKEN_JWKS_URL is larger than 65536 bytes");
        }
        let set: Option<Value> = serde_json::from_slice(json).ok();
        let keys = set.as_ref().and_then(|set| set.get("keys")?.as_array());
        let keys = keys.ok_or("cannot be verified: TOKEN_JWKS_URL returned no JSON object with a list of keys")?;
        match keys.len() {
            0 => Err("cannot be verified: the key set of TOKEN_JWKS_URL is empty"),
            1..=MAX_KEYS => Ok(Self(keys.iter().map(parse_entry).collect())),
            _ => Err("cannot be verified: the key set of TOKEN_JWKS_URL has more than 100 keys"),
        }
    }

    /// Finds the key of a token. Without a key id, the set must contain exactly one usable key of the algorithm. `None` for an unknown id.
    fn find(&self, key_id: Option<&str>, algorithm: Algorithm) -> Option<Result<&PublicKey, &'static str>> {
        let Some(key_id) = key_id else {
            let mut usable =
                self.0.iter().filter_map(|entry| entry.key.as_ref().ok()).filter(|it| it.algorithm == algorithm);
            return match (usable.next(), usable.next()) {
                (Some(key), None) => Some(Ok(key)),
                (None, _) => {
                    Some(Err("names no key (kid), and the key set of TOKEN_JWKS_URL has none for its algorithm"))
                }
                _ => Some(Err("names no key (kid), and the key set of TOKEN_JWKS_URL has several for its algorithm")),
            };
        };
        // A provider may publish one key per algorithm under the same id.
        let mut of_id = self.0.iter().filter(|entry| entry.id.as_deref() == Some(key_id)).peekable();
        let first = of_id.peek()?.key.as_ref().map_err(|reason| *reason);
        let fitting = of_id.filter_map(|entry| entry.key.as_ref().ok()).find(|key| key.algorithm == algorithm);
        Some(match (fitting, first) {
            (Some(key), _) => Ok(key),
            (None, Err(reason)) => Err(reason),
            (None, Ok(_)) => Err("is signed with another algorithm than that of the key it names (kid)"),
        })
    }
}

fn parse_entry(jwk: &Value) -> Entry {
    let text = |name: &str| jwk.get(name).and_then(Value::as_str);
    Entry { id: text("kid").map(str::to_owned), key: parse_key(jwk, &text) }
}

fn parse_key<'a>(jwk: &Value, text: &impl Fn(&str) -> Option<&'a str>) -> Result<PublicKey, &'static str> {
    if jwk.get("d").is_some() || jwk.get("k").is_some() {
        return Err("names a key (kid) of which TOKEN_JWKS_URL publishes the secret part");
    }
    let is_for_signatures = text("use").is_none_or(|purpose| purpose == "sig");
    let operations = jwk.get("key_ops").and_then(Value::as_array);
    if !is_for_signatures || operations.is_some_and(|names| !names.iter().any(|name| name == "verify")) {
        return Err("names a key (kid) that is not for signatures");
    }
    let key = match (text("kty"), text("crv")) {
        (Some("RSA"), _) => parse_rsa(text("n"), text("e"))?,
        (Some("EC"), Some("P-256")) => parse_p256(text("x"), text("y"))?,
        _ => return Err("names a key (kid) that is neither RSA nor on the curve P-256"),
    };
    if text("alg").is_some_and(|name| Algorithm::from_name(name) != Some(key.algorithm)) {
        return Err("names a key (kid) for another algorithm than RS256 or ES256");
    }
    Ok(key)
}

fn parse_rsa(modulus: Option<&str>, exponent: Option<&str>) -> Result<PublicKey, &'static str> {
    const MALFORMED: &str = "names a key (kid) whose n or e is not a number in base64url";
    let (modulus, exponent) = (modulus.ok_or(MALFORMED)?, exponent.ok_or(MALFORMED)?);
    let bits = bit_length(&URL_SAFE_NO_PAD.decode(modulus).map_err(|_| MALFORMED)?);
    if bits < MIN_RSA_BITS {
        return Err("names a key (kid) of fewer than 2048 bits");
    }
    if bits > MAX_RSA_BITS {
        return Err("names a key (kid) of more than 8192 bits");
    }
    let number = URL_SAFE_NO_PAD.decode(exponent).map_err(|_| MALFORMED)?;
    // With an exponent of 1 every message is its own signature. An even exponent is not valid for RSA.
    let is_good = (2..=32).contains(&bit_length(&number)) && number.last().is_some_and(|byte| byte % 2 == 1);
    if !is_good {
        return Err("names a key (kid) with an unsuitable exponent (e)");
    }
    Ok(PublicKey { algorithm: Algorithm::Rs256, members: [("n", modulus.to_owned()), ("e", exponent.to_owned())] })
}

fn parse_p256(x: Option<&str>, y: Option<&str>) -> Result<PublicKey, &'static str> {
    let coordinate = |text: Option<&str>| {
        let is_good = |text: &&str| URL_SAFE_NO_PAD.decode(text).is_ok_and(|bytes| bytes.len() == P256_BYTES);
        text.filter(is_good).map(str::to_owned).ok_or("names a key (kid) whose x or y is not 32 bytes in base64url")
    };
    Ok(PublicKey { algorithm: Algorithm::Es256, members: [("x", coordinate(x)?), ("y", coordinate(y)?)] })
}

/// Number of bits of a big-endian number, without leading zeros.
fn bit_length(number: &[u8]) -> usize {
    let significant = number.iter().skip_while(|byte| **byte == 0);
    let bytes = significant.clone().count();
    significant.into_iter().next().map_or(0, |first| bytes * 8 - first.leading_zeros() as usize)
}

/// Result of looking up the key of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyLookup {
    /// The key is known. With `is_refresh_due`, the caller must also fetch the key set; the cache records the fetch as begun.
    Found {
        /// The key.
        key: PublicKey,
        /// Whether the caller must fetch the key set.
        is_refresh_due: bool,
    },
    /// The caller must fetch the key set first; the cache records the fetch as begun.
    Fetch,
    /// Another request is fetching the key set: ask again shortly.
    Wait,
    /// The token cannot be verified. The value is the reason, as the end of a sentence that begins "the token ".
    Fail(&'static str),
}

/// The last valid key set. It is fetched again when it is ten minutes old or lacks a key, at most once per minute.
#[derive(Debug)]
pub struct KeySetCache {
    keys: Option<KeySet>,
    /// Why there is no key set.
    failure: &'static str,
    fetched_ms: f64,
    attempted_ms: f64,
    is_fetching: bool,
}

impl Default for KeySetCache {
    fn default() -> Self {
        Self {
            keys: None,
            failure: "cannot be verified: the key set of TOKEN_JWKS_URL has not arrived",
            fetched_ms: f64::NEG_INFINITY,
            attempted_ms: f64::NEG_INFINITY,
            is_fetching: false,
        }
    }
}

impl KeySetCache {
    /// Looks up the key of a token.
    pub fn find(&mut self, key_id: Option<&str>, algorithm: Algorithm, now_ms: f64) -> KeyLookup {
        let may_fetch = !is_recent(self.attempted_ms, MIN_INTERVAL_MS, now_ms);
        let found =
            self.keys.as_ref().and_then(|keys| keys.find(key_id, algorithm)).map(Result::<&PublicKey, _>::cloned);
        match found {
            Some(Ok(key)) => {
                let is_refresh_due = may_fetch && !is_recent(self.fetched_ms, MAX_AGE_MS, now_ms);
                if is_refresh_due {
                    self.begin_fetch(now_ms);
                }
                KeyLookup::Found { key, is_refresh_due }
            }
            _ if may_fetch => {
                self.begin_fetch(now_ms);
                KeyLookup::Fetch
            }
            _ if self.is_fetching && is_recent(self.attempted_ms, FETCH_TIMEOUT_MS, now_ms) => KeyLookup::Wait,
            Some(Err(reason)) => KeyLookup::Fail(reason),
            None if self.keys.is_none() => KeyLookup::Fail(self.failure),
            None => KeyLookup::Fail("names a key (kid) that is not in the key set of TOKEN_JWKS_URL"),
        }
    }

    fn begin_fetch(&mut self, now_ms: f64) {
        self.attempted_ms = now_ms;
        self.is_fetching = true;
    }

    /// Stores the result of a fetch. After a failure the last valid set is kept. Returns whether the keys changed; tokens that were verified
    /// with the old keys must then be verified again.
    pub fn on_fetched(&mut self, fetched: Result<KeySet, &'static str>, now_ms: f64) -> bool {
        self.is_fetching = false;
        match fetched {
            Ok(keys) => {
                self.fetched_ms = now_ms;
                let is_changed = self.keys.as_ref().is_some_and(|known| *known != keys);
                self.keys = Some(keys);
                is_changed
            }
            Err(reason) => {
                self.failure = reason;
                false
            }
        }
    }
}
