//! Properties that hold for every input of a parser. The property tests beside this file and the
//! targets of `fuzz/` call these functions, which panic when a property is violated.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use outx_core::error::{Class, Code, classify};
use outx_core::gateway::auth::cookie::{self, CookieStyle, Found};
use outx_core::gateway::auth::credentials::{Credentials, presented};
use outx_core::gateway::auth::jwt::{self, Algorithm, IdentityRules, IdentityToken, KeyLookup, KeySet, KeySetCache};
use outx_core::gateway::auth::session::{NONCE_LEN, OpenError, PREFIX, Sealer, Session, SessionKind};
use outx_core::gateway::auth::sign_in::{Step, parse_attempt};
use outx_core::gateway::http::headers;
use outx_core::gateway::http::origin::{self, Origin, OriginCheck};
use outx_core::gateway::http::query;
use outx_core::gateway::http::response::rewrite_error;
use outx_core::gateway::idempotency::{Outcome, ReplayDecision, WriteRecord, decide_replay};
use outx_core::gateway::secret::Secret;
use outx_core::operation::{Operation, Place};
use outx_core::operations::{OPERATIONS, route};
use outx_core::redact::{Redactor, redact};
use outx_core::retry_after;
use outx_core::task::{Input, Output, PollResult, TaskState, TaskWait};
use serde_json::Value;
use sha2::Sha256;

use stream::stream;

#[path = "../helpers/stream.rs"]
mod stream;

const NOW_MS: f64 = 1_775_000_000_000.0;
const SECRET: &str = "secret-of-properties-0123456789-ab";

/// The operation at index `n`, modulo their number.
pub fn operation(n: usize) -> &'static Operation {
    &OPERATIONS[n % OPERATIONS.len()]
}

/// A parsed delay is finite and not negative, and a forwarded value cannot inject another header.
pub fn retry_after(header: &str) {
    if let Some(ms) = retry_after::parse(header, NOW_MS) {
        assert!(ms.is_finite() && ms >= 0.0, "{header:?} waits {ms} ms");
    }
    if let Some(forwarded) = headers::retry_after(header) {
        assert_eq!(forwarded, header);
        assert!(!forwarded.contains(|c: char| c.is_control()), "{forwarded:?} has control characters");
    }
}

/// An upstream error becomes JSON with three fields, keeps its text and has a code of the class of HTTP responses.
pub fn error_body(status: u16, body: &[u8], operation: &Operation, session: bool) {
    let explained = rewrite_error(status, body, operation, session, "request-1");
    let written: Value = serde_json::from_str(&explained.body).expect("an error body is JSON");
    let fields: BTreeSet<_> = written.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(fields, BTreeSet::from(["code", "error", "request_id"]));
    assert_eq!(written["code"], explained.code.as_str());
    let text = written["error"].as_str().expect("a text");
    assert!(!text.is_empty());
    if let Ok(Value::String(given)) = serde_json::from_slice::<Value>(body).map(|body| body["error"].clone())
        && !given.is_empty()
    {
        assert_eq!(text, given);
    }
    if session && status == 401 {
        assert_eq!(explained.code, Code::SessionExpired);
    }
    let code = classify(status, Some(text), text, Some(operation));
    assert!(!matches!(code.class(), Class::Connection | Class::Task | Class::ClientPanic), "{code:?} from a response");
}

/// A task ends with the two documented states only, and the next poll is never more than an interval away.
pub fn task_body(body: &[u8], polls: u32, since_poll_ms: f64) {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let status = body["data"]["status"].as_str().unwrap_or_default();
    let state = TaskState::from_text(status);
    assert_eq!(state == TaskState::Completed, status == "completed");
    assert_eq!(state == TaskState::Failed, status == "failed");
    let code = Code::from_text(body["code"].as_str().unwrap_or_default()).unwrap_or(Code::Upstream);
    let retry_after_ms = retry_after::parse(body["retry_after"].as_str().unwrap_or_default(), NOW_MS);
    for result in [PollResult::State(state), PollResult::Error { code, retry_after_ms }] {
        let mut wait = TaskWait::default();
        for _ in 0..polls.min(40) {
            if wait.handle(Input::Polled(result)) != Output::Open {
                break;
            }
            if let Output::Sleep(ms) = wait.handle(Input::Waiting { since_poll_ms }) {
                assert!(ms > 0.0 && ms <= retry_after_ms.unwrap_or(0.0).max(15_000.0), "sleeps {ms} ms");
            }
        }
    }
}

/// A found cookie occurs in the header once and under its exact name, and a set cookie is found among others.
pub fn cookie(header: &str) {
    let named =
        header.split(';').filter(|pair| pair.trim_matches([' ', '\t']).starts_with("__Host-outx_session=")).count();
    match CookieStyle::Secure.find(header) {
        Found::Nothing => assert!(named <= 1, "{header:?}"),
        Found::One(value) => {
            assert_eq!(named, 1, "{header:?}");
            assert!(!value.contains(';') && header.contains(&format!("{}={value}", cookie::NAME)), "{header:?}");
            assert!(CookieStyle::Secure.set(value, 60).starts_with(&format!("{}={value}; ", cookie::NAME)));
        }
        Found::Several => assert!(named > 1, "{header:?}"),
    }
    if named == 0 {
        let with_ours = format!("{header}; {}={PREFIX}abc", cookie::NAME);
        assert_eq!(CookieStyle::Secure.find(&with_ours), Found::One("outxs1.abc"), "{with_ours:?}");
    }
}

/// A cookie lacks `__Host-` and `Secure` only where the gateway is called on a loopback host over plain http, and is always `HttpOnly` and
/// `SameSite=Strict`.
pub fn cookie_style(own_origin: &str) {
    let style = CookieStyle::of(own_origin);
    let is_local = ["localhost", "127.0.0.1", "[::1]"].iter().any(|host| {
        let rest = own_origin.strip_prefix("http://").and_then(|rest| rest.strip_prefix(host));
        rest.is_some_and(|rest| {
            rest.is_empty()
                || rest
                    .strip_prefix(':')
                    .is_some_and(|port| port.parse::<u16>().is_ok() && !port.starts_with(['0', '+']))
        })
    });
    let is_subdomain = own_origin.starts_with("http://") && own_origin.contains(".localhost");
    for set in [style.set("outxs1.a", 60), style.set_nonce("n", 60), style.clear()] {
        assert!(set.contains("; HttpOnly;") && set.ends_with("SameSite=Strict") && set.contains("Path=/;"), "{set}");
        let is_secure = set.starts_with("__Host-") && set.contains("; Secure;");
        assert!(is_secure || is_local || is_subdomain, "{own_origin} gets {set}");
        assert_eq!(is_secure, set.starts_with("__Host-") || set.contains("Secure"), "{set}");
        if is_local {
            assert!(!is_secure, "{own_origin} gets {set}");
        }
    }
    // Elsewhere a cookie without the prefix is ignored, because another site or the network can plant it.
    if style == CookieStyle::Secure {
        assert_eq!(style.find("outx_session=outxs1.planted"), Found::Nothing);
        assert_eq!(style.find_nonce("outx_sign_in=planted"), None);
    }
}

/// An `Authorization` header wins over any cookie.
pub fn authorization(authorization: &str, cookie: &str) {
    let alone = presented(authorization, "", CookieStyle::Secure);
    if authorization.is_empty() {
        assert_eq!(alone, Credentials::None);
    } else {
        assert_eq!(presented(authorization, cookie, CookieStyle::Secure), alone);
        assert_ne!(alone, Credentials::None);
    }
}

/// A value that was not sealed with a known secret does not open.
pub fn not_sealed(value: &str) {
    for text in [value.to_owned(), format!("{PREFIX}{value}")] {
        assert_eq!(sealer().open(&text, NOW_MS).err(), Some(OpenError::Broken), "{text:?} opens");
    }
}

/// A sealed session opens unchanged until it expires, hides its key, and does not open after a change of one byte.
pub fn sealed(text: &str, key: &str, nonce: [u8; NONCE_LEN], at: usize, change: u8) {
    let session = Session {
        id: text.to_owned(),
        access: SessionKind::Session,
        email: text.to_owned(),
        team_id: "team".to_owned(),
        team_name: text.to_owned(),
        api_key: Some(Secret::new(key)),
        began_ms: NOW_MS,
        sealed_ms: NOW_MS,
        expires_ms: NOW_MS + 1.0,
        agent: None,
    };
    let value = sealer().seal(&session, nonce);
    if value.len() > 4_000 {
        return assert_eq!(sealer().open(&value, NOW_MS).err(), Some(OpenError::Broken), "too long for a cookie");
    }
    assert_eq!(sealer().open(&value, NOW_MS).ok().as_ref(), Some(&session));
    assert_eq!(sealer().open(&value, NOW_MS + 1.0).err(), Some(OpenError::Expired));
    assert!(key.len() < 16 || !value.contains(key), "the key shows");

    let mut bytes = value.into_bytes();
    let at = at % bytes.len();
    bytes[at] ^= change % 127 + 1;
    if let Ok(changed) = String::from_utf8(bytes) {
        assert_eq!(sealer().open(&changed, NOW_MS).err(), Some(OpenError::Broken), "{changed} opens");
    }
}

fn sealer() -> Sealer {
    Sealer::new(&Secret::new(SECRET), None)
}

/// A token with an invalid signature is rejected, an accepted one has a subject and expires in time, and no key of any key set is weak.
pub fn identity_token(header: &str, claims: &str, keys: &str) {
    let rules = IdentityRules {
        jwks_url: String::new(),
        issuer: "i".to_owned(),
        audience: "a".to_owned(),
        subject_claim: "sub".to_owned(),
        scope_claim: "scope".to_owned(),
        max_life_seconds: 3_600,
    };
    let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
    let token = format!("{}.{}.c2ln", part(header), part(claims));
    let parse = || IdentityToken::parse(&token);
    if let Ok(unverified) = parse() {
        let algorithm = unverified.algorithm.name();
        assert!(header.contains(algorithm), "{header}");
        assert!(jwt::is_identity_token(&token));
        assert!(unverified.accept(false, &rules, NOW_MS).is_err(), "{claims}");
        if let Ok(good) = parse().expect("the same text").accept(true, &rules, NOW_MS) {
            assert!(!good.subject.is_empty() && good.expires_ms > NOW_MS, "{claims}");
            assert!(good.expires_ms <= NOW_MS + 3_660_000.0, "{claims}");
        }
        let secret = Secret::new(SECRET);
        assert!(jwt::verify(&token, &secret, NOW_MS).is_err(), "{token} holds under a secret");
    }
    let mut cache = KeySetCache::default();
    cache.find(None, Algorithm::Rs256, NOW_MS);
    cache.on_fetched(KeySet::parse(keys.as_bytes()), NOW_MS);
    if let KeyLookup::Found { key, .. } = cache.find(None, Algorithm::Rs256, NOW_MS) {
        assert!(key.members[0].1.len() >= 341, "{keys}");
    }
}

/// A token is accepted only if it is signed with the secret by HS256, has a subject, and expires within an hour.
pub fn token(header: &str, claims: &str) {
    let secret = Secret::new(SECRET);
    assert!(jwt::verify(claims, &secret, NOW_MS).is_err(), "{claims:?} holds");
    let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
    let signed = format!("{}.{}", part(header), part(claims));
    assert!(jwt::verify(&format!("{signed}."), &secret, NOW_MS).is_err(), "unsigned");
    let mac =
        |secret: &str| Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any length").chain_update(&signed);
    let foreign = URL_SAFE_NO_PAD.encode(mac("another secret of properties 0123").finalize().into_bytes());
    assert!(jwt::verify(&format!("{signed}.{foreign}"), &secret, NOW_MS).is_err(), "signed by another");

    let signature = URL_SAFE_NO_PAD.encode(mac(SECRET).finalize().into_bytes());
    if let Ok(good) = jwt::verify(&format!("{signed}.{signature}"), &secret, NOW_MS) {
        let header: Value = serde_json::from_str(header).expect("a header that holds is JSON");
        assert_eq!(header["alg"], "HS256");
        assert!(!good.subject.is_empty(), "{claims}");
        assert!(good.expires_ms > NOW_MS && good.expires_ms <= NOW_MS + 3_660_000.0, "{claims}");
    }
}

/// An accepted query has only parameters of the operation, each once unless it is a list, and encodes no control character except tabs and
/// line breaks.
pub fn query(operation: &Operation, text: &str) {
    if query::check(operation, text).is_err() || text.is_empty() {
        return;
    }
    assert!(text.len() <= 4_096);
    let mut seen = Vec::new();
    for pair in text.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let param = operation.param(name).expect("a parameter of the operation");
        assert!(param.place == Place::Query, "{name} is no query parameter");
        assert!(param.repeats() || !seen.contains(&name), "{name} is repeated");
        seen.push(name);
        let odd = |byte: u8| (byte < b' ' && !b"\t\n\r".contains(&byte)) || byte == 0x7f;
        assert!(!decoded(value).into_iter().any(odd), "{text:?} encodes a control character");
    }
}

/// The percent-encoded bytes of a value. Other bytes are left out, because a URL parser percent-encodes control characters.
fn decoded(value: &str) -> Vec<u8> {
    let codes = value.split('%').skip(1);
    codes.map(|code| u8::from_str_radix(code.get(..2).expect("two digits"), 16).expect("hexadecimal")).collect()
}

/// A path matches a route exactly or not at all.
pub fn path(method: &str, path: &str) {
    let Some(operation) = route(method, path) else { return };
    assert_eq!((operation.method.as_str(), operation.path), (method, path));
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"/-_".contains(&byte);
    assert!(path.starts_with('/') && path.bytes().all(plain) && !path.contains("//"), "{path}");
}

/// No secret remains in a text or in a stream cut anywhere; a stream is redacted like the whole text; other text is unchanged.
pub fn redaction(text: &str, secret: &str, other: &str, sizes: &[u8]) {
    let secrets = [secret, other];
    let whole = stream([text.as_bytes()], &secrets);
    assert_eq!(stream(cut(text.as_bytes(), sizes), &secrets), whole, "cut by {sizes:?}");
    let whole = String::from_utf8(whole).expect("a text stays a text");
    for clean in [&whole, redact(text, &secrets).as_ref()] {
        // The placeholder itself may contain a short secret.
        let remaining = clean.replace("[redacted]", "\u{0}");
        for one in secrets.into_iter().filter(|one| !one.is_empty() && !one.contains('\u{0}')) {
            assert!(!remaining.contains(one), "{one:?} remains in {clean:?}");
        }
    }
    // Text without a secret is unchanged.
    if !Redactor::new(&secrets).contains_secret(text.as_bytes()) {
        assert_eq!(whole, text);
    }
}

fn cut<'a>(mut rest: &'a [u8], sizes: &[u8]) -> Vec<&'a [u8]> {
    let mut chunks = Vec::new();
    for &size in sizes {
        let (chunk, tail) = rest.split_at(usize::from(size).min(rest.len()));
        chunks.push(chunk);
        rest = tail;
    }
    chunks.push(rest);
    chunks
}

/// Only an exactly equal origin is same or allowed; a parsed origin consists of scheme, host and port.
pub fn origin(text: &str, own: &str, site: &str) {
    let allowed = ["https://app.example".to_owned(), "chrome-extension://abcdefghijklmnopabcdefghijklmnop".to_owned()];
    match origin::classify_origin(text, site, own, &allowed) {
        OriginCheck::Same => {
            assert!(text == own || (text.is_empty() && site == "same-origin"));
            assert!(Origin::parse(own).is_some_and(|own| own.is_trustworthy()), "{own}");
        }
        OriginCheck::Allowed => assert!(allowed.iter().any(|one| one == text)),
        OriginCheck::Unspecified => assert!(text.is_empty() && ["", "none"].contains(&site)),
        OriginCheck::CrossOrigin => {
            assert!(text != own || text.is_empty() || !Origin::parse(own).is_some_and(|own| own.is_trustworthy()));
        }
    }
    if let Some(read) = Origin::parse(text) {
        let rest = text.strip_prefix(&format!("{}://{}", read.scheme, read.host)).expect("scheme and host");
        let port = rest.strip_prefix(':').map(|port| port.parse::<u16>().expect("a port").to_string());
        assert_eq!(port.map(|port| format!(":{port}")).unwrap_or_default(), rest);
        assert!(read.scheme != "http" || read.is_loopback() == read.is_trustworthy());
    }
    if let Some((origin, rest)) = origin::split_url(text) {
        assert_eq!(format!("{origin}{rest}"), text);
        assert!(rest.starts_with('/'));
    }
}

/// A recorded write is never sent again, another body is rejected, and only a write that was not applied frees its key.
pub fn idempotency(status: Option<u16>, body: &str, same_body: bool, age_ms: f64) {
    let done = WriteRecord::Done { status: status.unwrap_or(200), body: body.to_owned() };
    for record in [WriteRecord::Open { began_ms: NOW_MS - age_ms }, done, WriteRecord::OutcomeUnknown] {
        match decide_replay(&record, same_body, NOW_MS) {
            ReplayDecision::Reject(error) => assert_eq!(error.status, 409),
            ReplayDecision::Wait => assert!(same_body && matches!(record, WriteRecord::Open { .. })),
            ReplayDecision::Replay { status, body } => {
                assert!(same_body);
                assert_eq!(WriteRecord::Done { status, body }, record);
            }
        }
    }
    let outcome = Outcome::from_status(status);
    assert_eq!(outcome == Outcome::Done, matches!(status, Some(200..300)), "{status:?}");
    // A redirect after a success, a server error and a missing response never free a key.
    assert!(outcome != Outcome::NotApplied || matches!(status, Some(307 | 308 | 400..500 | 503)), "{status:?}");
}

/// The body sent to the API contains the address that the limiter counts, and no unknown field of the caller.
pub fn sign_in(body: &[u8], domain: &str) {
    for step in [Step::Send, Step::Verify] {
        let Ok(attempt) = parse_attempt(step, body, &[domain.to_owned()]) else { continue };
        let sent: Value = serde_json::from_str(&attempt.body).expect("a body that is sent is JSON");
        assert_eq!(sent["email"], attempt.email);
        assert!(attempt.email.ends_with(&format!("@{domain}")), "{}", attempt.email);
        assert!(attempt.email.len() <= 254 && !attempt.email.contains(char::is_whitespace), "{:?}", attempt.email);
        let is_known = |name: &String| ["email", "full_name", "otp"].contains(&name.as_str());
        assert!(sent.as_object().expect("an object").keys().all(is_known), "{sent}");
    }
}
