use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use outx_core::gateway::auth::jwt::{
    Algorithm, IdentityRules, IdentityToken, KeyLookup, KeySet, KeySetCache, Scope, Token, is_identity_token, verify,
};
use outx_core::gateway::secret::Secret;
use serde_json::{Value, json};

const NOW_MS: f64 = 1_795_983_300_000.0;
const NOW_S: u64 = 1_795_983_300;
const MINUTE_MS: f64 = 60_000.0;

fn rules() -> IdentityRules {
    IdentityRules {
        jwks_url: "https://id.example/keys".to_owned(),
        issuer: "https://id.example".to_owned(),
        audience: "outx".to_owned(),
        subject_claim: "sub".to_owned(),
        scope_claim: "scope".to_owned(),
        max_life_seconds: 3_600,
    }
}

fn part(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

/// A token with a placeholder for its signature, and valid claims after `changes`; `null` removes a claim.
fn token(changes: &Value) -> String {
    let mut claims =
        json!({ "iss": "https://id.example", "aud": "outx", "sub": "user-1", "iat": NOW_S, "exp": NOW_S + 300 });
    for (name, value) in changes.as_object().unwrap() {
        if value.is_null() {
            claims.as_object_mut().unwrap().remove(name)
        } else {
            claims.as_object_mut().unwrap().insert(name.clone(), value.clone())
        };
    }
    format!("{}.{}.c2ln", part(&json!({ "alg": "RS256", "kid": "one" })), part(&claims))
}

fn accepted_under(changes: &Value, rules: &IdentityRules) -> Result<Token, &'static str> {
    let token = token(changes);
    IdentityToken::parse(&token)?.accept(true, rules, NOW_MS)
}

fn accepted(changes: &Value) -> Result<Token, &'static str> {
    accepted_under(changes, &rules())
}

#[test]
fn a_token_names_its_subject_and_may_read() {
    let token = accepted(&json!({})).unwrap();
    assert_eq!((token.subject.as_str(), token.scope), ("user-1", Scope::Read));
    assert_eq!(token.expires_ms, (NOW_S + 300) as f64 * 1000.0);
    assert_eq!((token.operations, token.actions_per_hour, token.name), (None, None, None));
}

#[test]
fn a_token_with_an_invalid_signature_is_rejected() {
    let text = token(&json!({}));
    let parsed = IdentityToken::parse(&text).unwrap();
    assert_eq!(parsed.accept(false, &rules(), NOW_MS), Err("has an invalid signature"));
}

#[test]
fn invalid_claims_are_rejected_with_the_reason() {
    const ISSUER: &str = "has another issuer (iss) than TOKEN_ISSUER";
    const AUDIENCE: &str = "is not for this gateway: its audience (aud) lacks TOKEN_AUDIENCE";
    const SUBJECT: &str = "lacks the claim that names its subject (TOKEN_SUBJECT_CLAIM)";
    const NUMBER: &str = "lacks exp, or has an exp, nbf or iat that is not a number";
    const OPS: &str = "has ops that is not a list of operations, such as posts.list, watchlists.* or an entry of EXTRA_ROUTES like GET /api-new";
    const ACTIONS: &str = "has an actions_per_hour that is not a whole number from 1 to 100000";
    for (changes, reason) in [
        (json!({ "iss": "https://id.example/" }), ISSUER),
        (json!({ "iss": null }), ISSUER),
        (json!({ "iss": ["https://id.example"] }), ISSUER),
        (json!({ "aud": "other" }), AUDIENCE),
        (json!({ "aud": null }), AUDIENCE),
        (json!({ "aud": ["other", "outx-2"] }), AUDIENCE),
        (json!({ "aud": [] }), AUDIENCE),
        (json!({ "aud": { "outx": true } }), AUDIENCE),
        (json!({ "sub": null }), SUBJECT),
        (json!({ "sub": "" }), SUBJECT),
        (json!({ "sub": 7 }), SUBJECT),
        (json!({ "exp": null }), NUMBER),
        (json!({ "exp": "soon" }), NUMBER),
        (json!({ "nbf": "now" }), NUMBER),
        (json!({ "iat": true }), NUMBER),
        (json!({ "exp": NOW_S - 1 }), "has expired"),
        (json!({ "nbf": NOW_S + 300 }), "is not valid yet"),
        (json!({ "exp": NOW_S + 86_400 }), "lives for longer than TOKEN_MAX_LIFE_SECONDS"),
        (json!({ "iat": NOW_S - 86_400, "exp": NOW_S + 60 }), "lives for longer than TOKEN_MAX_LIFE_SECONDS"),
        (json!({ "ops": [] }), OPS),
        (json!({ "ops": "posts.list" }), OPS),
        (json!({ "ops": ["posts.lists"] }), OPS),
        (json!({ "actions_per_hour": 0 }), ACTIONS),
        (json!({ "actions_per_hour": "5" }), ACTIONS),
        (json!({ "actions_per_hour": 1.5 }), ACTIONS),
    ] {
        assert_eq!(accepted(&changes), Err(reason), "{changes}");
    }
}

#[test]
fn an_audience_may_be_one_of_a_list() {
    assert!(accepted(&json!({ "aud": ["account", "outx"] })).is_ok());
}

#[test]
fn subject_scope_and_lifetime_follow_the_settings() {
    let rules = IdentityRules {
        subject_claim: "email".to_owned(),
        scope_claim: "permissions".to_owned(),
        max_life_seconds: 86_400,
        ..rules()
    };
    let claims = json!({ "email": "ada@outx.test", "permissions": ["outx:write"], "exp": NOW_S + 80_000 });
    let token = accepted_under(&claims, &rules).unwrap();
    assert_eq!((token.subject.as_str(), token.scope), ("ada@outx.test", Scope::Write));
}

#[test]
fn only_the_word_write_allows_writes() {
    for (scope, expected) in [
        (json!("openid profile outx:write"), Scope::Write),
        (json!("write"), Scope::Write),
        (json!(["read", "write"]), Scope::Write),
        (json!("openid profile"), Scope::Read),
        (json!("rewrite outx:writer"), Scope::Read),
        (json!("outx:read"), Scope::Read),
        (json!("openid outx:operator"), Scope::Operator),
        (json!(["write", "outx:operator"]), Scope::Operator),
        (json!("operator"), Scope::Read),
        (json!(["not write"]), Scope::Read),
        (json!({ "write": true }), Scope::Read),
        (json!(true), Scope::Read),
    ] {
        assert_eq!(accepted(&json!({ "scope": scope.clone() })).unwrap().scope, expected, "{scope}");
    }
}

#[test]
fn the_name_claim_of_an_identity_provider_is_ignored() {
    assert_eq!(accepted(&json!({ "name": "Ada Example" })).unwrap().name, None);
}

#[test]
fn a_text_that_is_no_identity_token_is_rejected() {
    let claims = part(&json!({ "sub": "a" }));
    let with = |header: &str, claims: &str| format!("{}.{claims}.c2ln", URL_SAFE_NO_PAD.encode(header));
    for (text, reason) in [
        ("abc".to_owned(), "is not a JSON Web Token"),
        (String::new(), "is not a JSON Web Token"),
        (with(r#"{"alg":"RS256"}"#, "%%"), "is not a JSON Web Token"),
        (
            with(r#"{"alg":"RS256"}"#, &URL_SAFE_NO_PAD.encode("[]")),
            "has claims that are not an object of unique fields",
        ),
        (
            with(r#"{"alg":"RS256"}"#, &URL_SAFE_NO_PAD.encode(r#"{"aud":"a","aud":"outx"}"#)),
            "has claims that are not an object of unique fields",
        ),
        (with(r#"{"alg":"HS256"}"#, &claims), "is not signed with RS256 or ES256"),
        (with(r#"{"alg":"none"}"#, &claims), "is not signed with RS256 or ES256"),
        (with(r#"{"alg":"RS512"}"#, &claims), "is not signed with RS256 or ES256"),
        (with(r#"{"alg":"PS256"}"#, &claims), "is not signed with RS256 or ES256"),
        (
            with(r#"{"alg":"RS256","crit":["exp"]}"#, &claims),
            "has a header field crit or b64, which this gateway does not support",
        ),
        (with(r#"{"alg":"RS256","alg":"HS256"}"#, &claims), "has a header that is not an object of unique text fields"),
        (with(r#"{"alg":"RS256","jwk":{}}"#, &claims), "has a header that is not an object of unique text fields"),
    ] {
        assert_eq!(IdentityToken::parse(&text).err(), Some(reason), "{text}");
    }
}

#[test]
fn a_public_key_is_never_an_hmac_secret_whatever_the_header_says() {
    let token = token(&json!({}));
    assert!(is_identity_token(&token));
    // HS256 is not an algorithm of public keys, so a token under HS256 is never verified with one.
    let hs256 = format!(
        "{}.{}.c2ln",
        part(&json!({ "alg": "HS256", "kid": "one" })),
        part(&json!({ "sub": "a", "exp": NOW_S + 60 }))
    );
    assert!(!is_identity_token(&hs256));
    assert_eq!(Algorithm::from_name("HS256"), None);
    let secret = Secret::new("token-secret-of-tests-9876543210-abc");
    assert_eq!(verify(&token, &secret, NOW_MS), Err("is not signed with HS256"));
}

fn rsa(id: &str, bytes: usize) -> Value {
    json!({ "kty": "RSA", "kid": id, "n": URL_SAFE_NO_PAD.encode(vec![0xff; bytes]), "e": "AQAB" })
}

fn p256(id: &str) -> Value {
    json!({ "kty": "EC", "crv": "P-256", "kid": id, "x": URL_SAFE_NO_PAD.encode([1; 32]), "y": URL_SAFE_NO_PAD.encode([2; 32]) })
}

fn with(mut key: Value, name: &str, value: Value) -> Value {
    key[name] = value;
    key
}

fn key_set(keys: &[Value]) -> Result<KeySet, &'static str> {
    KeySet::parse(json!({ "keys": keys }).to_string().as_bytes())
}

/// Looks a key up in a set that has just been fetched.
fn lookup(keys: &[Value], id: Option<&str>, algorithm: Algorithm) -> Result<Algorithm, &'static str> {
    let mut cache = KeySetCache::default();
    assert_eq!(cache.find(id, algorithm, NOW_MS), KeyLookup::Fetch);
    cache.on_fetched(key_set(keys), NOW_MS);
    match cache.find(id, algorithm, NOW_MS) {
        KeyLookup::Found { key, .. } => Ok(key.algorithm),
        KeyLookup::Fail(reason) => Err(reason),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_key_is_found_by_its_id_and_algorithm() {
    use Algorithm::{Es256, Rs256};
    let keys = [rsa("r", 256), p256("e")];
    assert_eq!(lookup(&keys, Some("r"), Rs256), Ok(Rs256));
    assert_eq!(lookup(&keys, Some("e"), Es256), Ok(Es256));
    assert_eq!(lookup(&keys, None, Es256), Ok(Es256));
    let other = "is signed with another algorithm than that of the key it names (kid)";
    assert_eq!(lookup(&keys, Some("r"), Es256), Err(other));
    assert_eq!(lookup(&keys, Some("e"), Rs256), Err(other));
    assert_eq!(lookup(&keys, Some("x"), Rs256), Err("names a key (kid) that is not in the key set of TOKEN_JWKS_URL"));
    // A provider may publish one key per algorithm under the same id.
    assert_eq!(lookup(&[rsa("a", 256), p256("a")], Some("a"), Es256), Ok(Es256));
    let several = "names no key (kid), and the key set of TOKEN_JWKS_URL has several for its algorithm";
    assert_eq!(lookup(&[rsa("a", 256), rsa("b", 256)], None, Rs256), Err(several));
    let none = "names no key (kid), and the key set of TOKEN_JWKS_URL has none for its algorithm";
    assert_eq!(lookup(&[rsa("a", 256)], None, Es256), Err(none));
}

#[test]
fn a_key_that_is_weak_or_for_something_else_is_not_used() {
    use Algorithm::{Es256, Rs256};
    const SECRET: &str = "names a key (kid) of which TOKEN_JWKS_URL publishes the secret part";
    const PURPOSE: &str = "names a key (kid) that is not for signatures";
    const TYPE: &str = "names a key (kid) that is neither RSA nor on the curve P-256";
    const OTHER: &str = "names a key (kid) for another algorithm than RS256 or ES256";
    const EXPONENT: &str = "names a key (kid) with an unsuitable exponent (e)";
    const NUMBER: &str = "names a key (kid) whose n or e is not a number in base64url";
    const POINT: &str = "names a key (kid) whose x or y is not 32 bytes in base64url";
    let zeros = URL_SAFE_NO_PAD.encode([vec![0; 200], vec![0xff; 100]].concat());
    for (key, algorithm, reason) in [
        (rsa("k", 128), Rs256, "names a key (kid) of fewer than 2048 bits"),
        (with(rsa("k", 256), "n", zeros.into()), Rs256, "names a key (kid) of fewer than 2048 bits"),
        (rsa("k", 1_025), Rs256, "names a key (kid) of more than 8192 bits"),
        (with(rsa("k", 256), "e", "AQ".into()), Rs256, EXPONENT),
        (with(rsa("k", 256), "e", "AA".into()), Rs256, EXPONENT),
        (with(rsa("k", 256), "e", "BA".into()), Rs256, EXPONENT),
        (with(rsa("k", 256), "e", "".into()), Rs256, EXPONENT),
        (with(rsa("k", 256), "n", "===".into()), Rs256, NUMBER),
        (with(rsa("k", 256), "n", Value::Null), Rs256, NUMBER),
        (with(rsa("k", 256), "d", "AQAB".into()), Rs256, SECRET),
        (with(rsa("k", 256), "use", "enc".into()), Rs256, PURPOSE),
        (with(rsa("k", 256), "key_ops", json!(["encrypt"])), Rs256, PURPOSE),
        (with(rsa("k", 256), "alg", "PS256".into()), Rs256, OTHER),
        (with(rsa("k", 256), "alg", "HS256".into()), Rs256, OTHER),
        (json!({ "kty": "oct", "kid": "k", "k": "AAAA" }), Rs256, SECRET),
        (json!({ "kty": "OKP", "crv": "Ed25519", "kid": "k", "x": "AAAA" }), Es256, TYPE),
        (with(p256("k"), "crv", "P-384".into()), Es256, TYPE),
        (with(p256("k"), "x", "AAAA".into()), Es256, POINT),
        (with(p256("k"), "alg", "RS256".into()), Es256, OTHER),
        (json!({ "kid": "k" }), Rs256, TYPE),
    ] {
        assert_eq!(lookup(std::slice::from_ref(&key), Some("k"), algorithm), Err(reason), "{key}");
        // The other keys of the set can still be used.
        assert_eq!(lookup(&[key.clone(), rsa("good", 256)], Some("good"), Rs256), Ok(Rs256), "{key}");
    }
}

#[test]
fn a_key_set_that_is_empty_huge_or_malformed_is_rejected() {
    const NO_SET: &str = "cannot be verified: TOKEN_JWKS_URL returned no JSON object with a list of keys";
    for json in ["", "null", "[]", "{}", r#"{"keys":{}}"#, r#"{"keys":"x"}"#, "<html>", r#"{"keys":["#] {
        assert_eq!(KeySet::parse(json.as_bytes()), Err(NO_SET), "{json}");
    }
    assert_eq!(key_set(&[]), Err("cannot be verified: the key set of TOKEN_JWKS_URL is empty"));
    let many = vec![json!({}); 101];
    assert_eq!(key_set(&many), Err("cannot be verified: the key set of TOKEN_JWKS_URL has more than 100 keys"));
    let huge = format!(r#"{{"keys":[{}]}}"#, " ".repeat(65_536));
    assert_eq!(
        KeySet::parse(huge.as_bytes()),
        Err("cannot be verified: the key set of TOKEN_JWKS_URL is larger than 65536 bytes")
    );
    for keys in [r#"{"keys":[null]}"#, r#"{"keys":[[]]}"#, r#"{"keys":[1]}"#] {
        assert!(KeySet::parse(keys.as_bytes()).is_ok(), "{keys}");
    }
}

#[test]
fn the_key_set_is_fetched_at_most_once_per_minute() {
    use Algorithm::Rs256;
    let mut cache = KeySetCache::default();
    let mut fetches = 0;
    // Ten minutes in which a token with an unknown key arrives every second.
    for second in 0..600 {
        let now = NOW_MS + f64::from(second) * 1_000.0;
        if cache.find(Some("unknown"), Rs256, now) == KeyLookup::Fetch {
            fetches += 1;
            cache.on_fetched(key_set(&[rsa("one", 256)]), now);
        }
    }
    assert_eq!(fetches, 10);
}

#[test]
fn an_unknown_key_id_fetches_the_key_set_again() {
    use Algorithm::Rs256;
    let mut cache = KeySetCache::default();
    cache.find(Some("one"), Rs256, NOW_MS);
    cache.on_fetched(key_set(&[rsa("one", 256)]), NOW_MS);
    assert_eq!(cache.find(Some("two"), Rs256, NOW_MS + MINUTE_MS), KeyLookup::Fetch);
    assert!(
        cache.on_fetched(key_set(&[rsa("two", 256)]), NOW_MS + MINUTE_MS),
        "tokens that the old keys verified must be verified again"
    );
    assert!(matches!(cache.find(Some("two"), Rs256, NOW_MS + MINUTE_MS), KeyLookup::Found { .. }));
    let gone = KeyLookup::Fail("names a key (kid) that is not in the key set of TOKEN_JWKS_URL");
    assert_eq!(cache.find(Some("one"), Rs256, NOW_MS + MINUTE_MS), gone);
}

#[test]
fn the_last_good_key_set_is_kept_while_the_provider_is_unreachable() {
    use Algorithm::Rs256;
    let mut cache = KeySetCache::default();
    cache.find(Some("one"), Rs256, NOW_MS);
    cache.on_fetched(key_set(&[rsa("one", 256)]), NOW_MS);
    let mut refreshes = 0;
    for minute in 1..120 {
        let now = NOW_MS + f64::from(minute) * MINUTE_MS;
        let KeyLookup::Found { is_refresh_due, .. } = cache.find(Some("one"), Rs256, now) else { panic!("lost") };
        if is_refresh_due {
            refreshes += 1;
            assert!(!cache.on_fetched(Err("cannot be verified: out of reach"), now));
        }
    }
    // From the tenth minute on, one attempt per minute.
    assert_eq!(refreshes, 110);
}

#[test]
fn requests_wait_for_a_fetch_in_flight_and_give_up_when_it_is_lost() {
    use Algorithm::Rs256;
    let mut cache = KeySetCache::default();
    assert_eq!(cache.find(Some("one"), Rs256, NOW_MS), KeyLookup::Fetch);
    assert_eq!(cache.find(Some("one"), Rs256, NOW_MS + 1_000.0), KeyLookup::Wait);
    let lost = KeyLookup::Fail("cannot be verified: the key set of TOKEN_JWKS_URL has not arrived");
    assert_eq!(cache.find(Some("one"), Rs256, NOW_MS + 10_000.0), lost);
    assert_eq!(cache.find(Some("one"), Rs256, NOW_MS + MINUTE_MS), KeyLookup::Fetch);
    cache.on_fetched(Err("cannot be verified: the key set of TOKEN_JWKS_URL is empty"), NOW_MS + MINUTE_MS);
    let failed = KeyLookup::Fail("cannot be verified: the key set of TOKEN_JWKS_URL is empty");
    assert_eq!(cache.find(Some("one"), Rs256, NOW_MS + MINUTE_MS + 1.0), failed);
}
