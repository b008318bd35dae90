//! `TOKEN_JWKS_URL` and the settings that depend on it.

use super::{KEY, accepted, assert_problem};

#[test]
fn an_identity_provider_needs_issuer_and_audience() {
    let url = ("TOKEN_JWKS_URL", "https://id.example/keys");
    let (issuer, audience) = (("TOKEN_ISSUER", "https://id.example"), ("TOKEN_AUDIENCE", "outx"));
    assert_problem(
        &[url, issuer],
        "TOKEN_AUDIENCE",
        "is missing, and TOKEN_JWKS_URL is set: set the aud by which the provider's tokens name this gateway",
    );
    assert_problem(
        &[url, audience],
        "TOKEN_ISSUER",
        "is missing, and TOKEN_JWKS_URL is set: set the exact iss of the provider's tokens",
    );
    const HTTPS: &str = "must begin with https and have a path: plain http is for a loopback host only";
    for wrong in
        ["http://id.example/keys", "https://id.example", "file:///keys", "keys", "http://localhost.evil.example/keys"]
    {
        assert_problem(&[("TOKEN_JWKS_URL", wrong), issuer, audience], "TOKEN_JWKS_URL", HTTPS);
    }
    for name in ["TOKEN_ISSUER", "TOKEN_AUDIENCE", "TOKEN_SUBJECT_CLAIM", "TOKEN_SCOPE_CLAIM", "TOKEN_MAX_LIFE_SECONDS"]
    {
        assert_problem(&[(name, "600")], name, "has no effect without TOKEN_JWKS_URL");
    }
    let limit = "must be a whole number from 60 to 86400";
    assert_problem(&[url, issuer, audience, ("TOKEN_MAX_LIFE_SECONDS", "90000")], "TOKEN_MAX_LIFE_SECONDS", limit);

    let key = ("OUTX_API_KEY", KEY);
    let rules = accepted(&[("ACCESS", "token"), key, url, issuer, audience]).identity.unwrap();
    assert_eq!(
        (rules.subject_claim.as_str(), rules.scope_claim.as_str(), rules.max_life_seconds),
        ("sub", "scope", 3_600)
    );
    let local = ("TOKEN_JWKS_URL", "http://127.0.0.1:4000/jwks");
    assert!(accepted(&[local, issuer, audience]).identity.is_some());
}
