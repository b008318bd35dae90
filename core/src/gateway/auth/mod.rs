//! Authentication and authorization: credentials, sessions, tokens, sign-in.

pub mod agent;
pub mod agent_grant;
pub mod cookie;
pub mod credentials;
pub mod email;
pub mod jwt;
pub mod key_attempt;
pub mod operations;
pub mod public;
pub mod revocation;
pub mod session;
pub mod sign_in;
pub mod sign_in_nonce;
pub mod turnstile;
