//! JSON Web Tokens: those that the site's back end issues under `TOKEN_SECRET` (HS256), and those of an identity provider, whose public
//! keys `TOKEN_JWKS_URL` names (RS256, ES256).
//!
//! The two kinds share no verification code that takes a key: a secret is only ever an HMAC key, and a public key has the one algorithm of
//! its type. A token that claims the other algorithm finds no key.

mod claims;
mod header;
mod hs256;
mod identity;
mod key_set;

pub use claims::{Scope, Token};
pub use hs256::verify;
pub use identity::{IdentityRules, IdentityToken, is_identity_token};
pub use key_set::{Algorithm, KeyLookup, KeySet, KeySetCache, MAX_KEY_SET_BYTES, PublicKey};
