//! Verifies tokens of an identity provider: its keys are fetched here, signatures are checked by the runtime's WebCrypto.

use std::rc::Rc;

use js_sys::{Array, Object, Uint8Array};
use outx_core::gateway::auth::jwt::{
    Algorithm, IdentityRules, IdentityToken, KeyLookup, KeySet, MAX_KEY_SET_BYTES, PublicKey, Token,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Crypto, CryptoKey, SubtleCrypto};
use worker::Context;

use crate::http::body::read_prefix;
use crate::runtime::http_client::{TIMEOUT_MS, get as fetch_url};
use crate::runtime::js::{delay, get, now_ms, object, set};
use crate::state::isolate::GatewayState;

/// How often a request that waits for another's fetch looks again, in milliseconds.
const WAIT_INTERVAL_MS: u32 = 20;

/// Verifies a token.
///
/// # Errors
/// What is wrong with it, as the end of a sentence that begins "the token ".
pub async fn verify(
    text: &str,
    rules: &IdentityRules,
    state: &Rc<GatewayState>,
    context: &Context,
) -> Result<Token, &'static str> {
    let token = IdentityToken::parse(text)?;
    let key = find_key(&token, rules, state, context).await?;
    let is_valid = is_signature_valid(&token, &key).await.unwrap_or(false);
    token.accept(is_valid, rules, now_ms())
}

async fn find_key(
    token: &IdentityToken<'_>,
    rules: &IdentityRules,
    state: &Rc<GatewayState>,
    context: &Context,
) -> Result<PublicKey, &'static str> {
    loop {
        let lookup = state.key_set.borrow_mut().find(token.key_id.as_deref(), token.algorithm, now_ms());
        match lookup {
            KeyLookup::Found { key, is_refresh_due } => {
                if is_refresh_due {
                    let (state, url) = (Rc::clone(state), rules.jwks_url.clone());
                    context.wait_until(async move { refresh(&url, &state).await });
                }
                return Ok(key);
            }
            KeyLookup::Fetch => refresh(&rules.jwks_url, state).await,
            // Another request's promise cannot be awaited here: the runtime ties it to that request.
            KeyLookup::Wait => {
                let _ = JsFuture::from(delay(WAIT_INTERVAL_MS)).await;
            }
            KeyLookup::Fail(reason) => return Err(reason),
        }
    }
}

/// Fetches the key set. What was verified with keys that changed has to be verified again.
async fn refresh(url: &str, state: &GatewayState) {
    let fetched = fetch_key_set(url).await;
    if state.key_set.borrow_mut().on_fetched(fetched, now_ms()) {
        *state.verified.borrow_mut() = GatewayState::no_verified_tokens();
    }
}

async fn fetch_key_set(url: &str) -> Result<KeySet, &'static str> {
    const UNREACHABLE: &str = "cannot be verified: TOKEN_JWKS_URL did not return the key set with 200 within 5 seconds";
    let response = fetch_url(url).await.ok_or(UNREACHABLE)?;
    let stream = response.body().ok_or(UNREACHABLE)?;
    // One byte more, by which a set that is too large is noticed.
    let json = read_prefix(&stream, MAX_KEY_SET_BYTES + 1, TIMEOUT_MS).await.ok_or(UNREACHABLE)?;
    KeySet::parse(&json)
}

/// Whether the signature is the key's. The algorithm is that of the key, which [`KeyLookup`] compared with the token's. The error is that
/// of WebCrypto, for a key that is none.
async fn is_signature_valid(token: &IdentityToken<'_>, key: &PublicKey) -> Result<bool, JsValue> {
    let subtle = get(&js_sys::global(), "crypto").unchecked_into::<Crypto>().subtle();
    let key = import_key(&subtle, key).await?;
    let algorithm: Object = match token.algorithm {
        Algorithm::Rs256 => object([("name", "RSASSA-PKCS1-v1_5")]),
        Algorithm::Es256 => object([("name", "ECDSA"), ("hash", "SHA-256")]),
    }
    .unchecked_into();
    let (signature, signed) = (Uint8Array::from(&token.signature[..]), Uint8Array::from(token.signed.as_bytes()));
    let verified = subtle.verify_with_object_and_js_u8_array_and_js_u8_array(&algorithm, &key, &signature, &signed)?;
    Ok(JsFuture::from(verified).await?.is_truthy())
}

async fn import_key(subtle: &SubtleCrypto, key: &PublicKey) -> Result<CryptoKey, JsValue> {
    let (key_type, algorithm) = match key.algorithm {
        Algorithm::Rs256 => ("RSA", object([("name", "RSASSA-PKCS1-v1_5"), ("hash", "SHA-256")])),
        Algorithm::Es256 => ("EC", object([("name", "ECDSA"), ("namedCurve", "P-256")])),
    };
    let jwk = object(key.members.iter().map(|(name, value)| (*name, value.as_str())).chain([("kty", key_type)]));
    if key.algorithm == Algorithm::Es256 {
        set(&jwk, "crv", &"P-256".into());
    }
    let usages = Array::of1(&"verify".into());
    let imported =
        subtle.import_key_with_object("jwk", &jwk.unchecked_into(), &algorithm.unchecked_into(), false, &usages)?;
    JsFuture::from(imported).await.map(JsCast::unchecked_into)
}
