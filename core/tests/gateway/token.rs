use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use outx_core::gateway::auth::jwt::{Scope, Token, verify};
use outx_core::gateway::secret::Secret;
use sha2::Sha256;

const SECRET: &str = "token-secret-of-tests-9876543210-abc";
const NOW_MS: f64 = 1_795_983_300_000.0;
const CLAIMS: &str = r#"{"sub":"visitor-1","exp":1795983600}"#;

fn verified(header: &str, claims: &str) -> Result<Token, &'static str> {
    let signed = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
    let mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap().chain_update(&signed);
    let signature = URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
    verify(&format!("{signed}.{signature}"), &Secret::new(SECRET), NOW_MS)
}

#[test]
fn a_header_of_plain_fields_is_accepted() {
    let good = Token {
        subject: "visitor-1".to_owned(),
        name: None,
        scope: Scope::Read,
        operations: None,
        actions_per_hour: None,
        expires_ms: 1_795_983_600_000.0,
    };
    for header in [
        r#"{"alg":"HS256"}"#,
        r#"{"alg":"HS256","typ":"JWT"}"#,
        r#"{"typ":"jwt","alg":"HS256","kid":"2026-11"}"#,
        r#"{"alg":"HS256","typ":"application/jwt"}"#,
        r#"{"alg":"HS256","typ":"at+jwt"}"#,
    ] {
        assert_eq!(verified(header, CLAIMS).as_ref(), Ok(&good), "{header}");
    }
}

#[test]
fn a_header_that_changes_what_the_token_means_is_rejected() {
    const CRIT: &str = "has a header field crit or b64, which this gateway does not support";
    const SHAPE: &str = "has a header that is not an object of unique text fields";
    const TYP: &str = "has a typ other than JWT";
    for (header, reason) in [
        (r#"{"alg":"HS256","crit":["exp"]}"#, CRIT),
        (r#"{"alg":"HS256","crit":[]}"#, CRIT),
        (r#"{"alg":"HS256","crit":null}"#, CRIT),
        (r#"{"alg":"HS256","crit":["b64"],"b64":false}"#, CRIT),
        (r#"{"alg":"HS256","b64":true}"#, CRIT),
        (r#"{"alg":"HS256","cr\u0069t":["exp"]}"#, CRIT),
        (r#"{"alg":"HS256","cty":"JWT"}"#, "has a header field cty: nested tokens are not supported"),
        (r#"{"alg":"HS256","typ":"JOSE+JSON"}"#, TYP),
        (r#"{"alg":"HS256","typ":""}"#, TYP),
        (r#"{"alg":"HS256","typ":1}"#, TYP),
        (r#"{"alg":"HS256","typ":"application/"}"#, TYP),
        (r#"{"alg":"none","alg":"HS256"}"#, SHAPE),
        (r#"{"alg":"HS256","alg":"HS256"}"#, SHAPE),
        (r#"{"alg":"HS256","\u0061lg":"none"}"#, SHAPE),
        (r#"{"alg":"HS256","kid":"a","kid":"b"}"#, SHAPE),
        (r#"{"alg":"HS256","jwk":{"kty":"oct","k":"AAAA"}}"#, SHAPE),
        (r#"{"alg":"HS256","x5c":["AAAA"]}"#, SHAPE),
        (r#"{"alg":["HS256"]}"#, SHAPE),
        (r#"["HS256"]"#, SHAPE),
        (r#""HS256""#, SHAPE),
    ] {
        assert_eq!(verified(header, CLAIMS), Err(reason), "{header}");
    }
}

#[test]
fn nbf_is_checked_and_duplicate_claims_are_rejected() {
    assert!(verified(r#"{"alg":"HS256"}"#, r#"{"sub":"a","exp":1795983600,"nbf":1795983300}"#).is_ok());
    let early = r#"{"sub":"a","exp":1795983600,"nbf":1795983361}"#;
    assert_eq!(verified(r#"{"alg":"HS256"}"#, early), Err("is not valid yet"));
    for claims in [
        r#"{"sub":"a","exp":1795983600,"nbf":"soon"}"#,
        r#"{"sub":"a","exp":1795983600,"exp":1795983601}"#,
        r#"{"sub":"a","sub":"b","exp":1795983600}"#,
        r#"{"sub":"a","exp":1795983600,"scope":"read","scope":"write"}"#,
    ] {
        let reason = "lacks sub or exp, or has a scope other than read, write and operator";
        assert_eq!(verified(r#"{"alg":"HS256"}"#, claims), Err(reason), "{claims}");
    }
}

/// A token with any header, signed with HMAC-SHA-256 under any secret.
fn signed(header: &str, claims: &str, secret: &str) -> String {
    let signed = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap().chain_update(&signed);
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

#[test]
fn a_token_lives_an_hour_at_most_and_names_its_subject_and_scope() {
    const LACKING: &str = "lacks sub or exp, or has a scope other than read, write and operator";
    const LONG: &str = "lives for more than an hour";
    for (claims, reason) in [
        (r#"{"sub":"a","exp":1795983299}"#, "has expired"),
        (r#"{"sub":"a","exp":1795990500}"#, LONG),
        // A token of one day, in its last hour.
        (r#"{"sub":"a","iat":1795900500,"exp":1795986800}"#, LONG),
        (r#"{"sub":"a","exp":1795983600,"nbf":1795983550}"#, "is not valid yet"),
        (r#"{"sub":"a"}"#, LACKING),
        (r#"{"exp":1795983600}"#, LACKING),
        (r#"{"sub":"","exp":1795983600}"#, "has an empty sub"),
        (r#"{"sub":"a","exp":1795983600,"scope":"admin"}"#, LACKING),
    ] {
        assert_eq!(verified(r#"{"alg":"HS256"}"#, claims), Err(reason), "{claims}");
    }
}

#[test]
fn a_token_is_signed_with_hs256_under_the_secret() {
    const NOT_HS256: &str = "is not signed with HS256";
    const BAD_SIGNATURE: &str = "has an invalid signature";
    let check = |token: &str| verify(token, &Secret::new(SECRET), NOW_MS);
    for alg in ["none", "RS256", "HS512"] {
        assert_eq!(check(&signed(&format!(r#"{{"alg":"{alg}"}}"#), CLAIMS, SECRET)), Err(NOT_HS256), "{alg}");
    }
    let hs256 = r#"{"alg":"HS256"}"#;
    assert_eq!(check(&signed(hs256, CLAIMS, &SECRET.to_uppercase())), Err(BAD_SIGNATURE));
    let good = signed(hs256, CLAIMS, SECRET);
    assert!(check(&good).is_ok());
    let parts: Vec<&str> = good.split('.').collect();
    assert_eq!(check(&format!("{}.{}.", parts[0], parts[1])), Err(BAD_SIGNATURE));
    let other = URL_SAFE_NO_PAD.encode(CLAIMS.replace("visitor-1", "visitor-2"));
    assert_eq!(check(&format!("{}.{other}.{}", parts[0], parts[2])), Err(BAD_SIGNATURE));
    assert_eq!(check("abc"), Err("is not a JSON Web Token"));
}

#[test]
fn a_token_may_name_its_caller_and_limit_it() {
    let claims = r#"{"sub":"a","exp":1795983600,"name":"Nightly import","ops":["posts.list","watchlists.*","GET /api-new"],"actions_per_hour":5}"#;
    let token = verified(r#"{"alg":"HS256"}"#, claims).unwrap();
    assert_eq!(token.name.as_deref(), Some("Nightly import"));
    assert_eq!(token.operations.unwrap().names(), ["posts.list", "watchlists.*", "GET /api-new"]);
    assert_eq!(token.actions_per_hour, Some(5));
}

#[test]
fn an_invalid_limit_is_rejected_and_not_ignored() {
    const OPS: &str = "has ops that is not a list of operations, such as posts.list, watchlists.* or an entry of EXTRA_ROUTES like GET /api-new";
    const ACTIONS: &str = "has an actions_per_hour that is not a whole number from 1 to 100000";
    const NAME: &str = "has a name that is not a text of 1 to 64 characters without control characters";
    for (claim, reason) in [
        (r#""ops":null"#, OPS),
        (r#""ops":[]"#, OPS),
        (r#""ops":"posts.list""#, OPS),
        (r#""ops":[1]"#, OPS),
        (r#""ops":["posts.lists"]"#, OPS),
        (r#""ops":["posts"]"#, OPS),
        (r#""ops":["*"]"#, OPS),
        (r#""ops":["post*"]"#, OPS),
        (r#""ops":["nothing.*"]"#, OPS),
        (r#""ops":["posts.list","GET  /api-new"]"#, OPS),
        (r#""ops":["GET /api-*"]"#, OPS),
        (r#""ops":["PATCH /api-new"]"#, OPS),
        (r#""actions_per_hour":null"#, ACTIONS),
        (r#""actions_per_hour":0"#, ACTIONS),
        (r#""actions_per_hour":-1"#, ACTIONS),
        (r#""actions_per_hour":1.5"#, ACTIONS),
        (r#""actions_per_hour":"5""#, ACTIONS),
        (r#""actions_per_hour":100001"#, ACTIONS),
        (r#""name":null"#, NAME),
        (r#""name":"""#, NAME),
        (r#""name":"  ""#, NAME),
        (r#""name":"a\nb""#, NAME),
        (r#""name":7"#, NAME),
        (&format!(r#""name":"{}""#, "x".repeat(65)), NAME),
    ] {
        let claims = format!(r#"{{"sub":"a","exp":1795983600,{claim}}}"#);
        assert_eq!(verified(r#"{"alg":"HS256"}"#, &claims).err(), Some(reason), "{claims}");
    }
}
