use outx_core::error::Code;
use outx_core::gateway::auth::cookie::{CookieStyle, Found};
use outx_core::gateway::auth::credentials::{Access, Credentials, SessionTransport, check_scope, missing, presented};
use outx_core::gateway::auth::jwt::Scope;
use outx_core::operations::by_name;

#[test]
fn a_bearer_token_wins_over_the_cookie() {
    let cookie = "__Host-outx_session=outxs1.cookie";
    for (authorization, credentials) in [
        ("", Credentials::Sealed("outxs1.cookie", SessionTransport::Cookie)),
        ("Bearer outxs1.token", Credentials::Sealed("outxs1.token", SessionTransport::Bearer)),
        ("bearer  outxs1.token ", Credentials::Sealed("outxs1.token", SessionTransport::Bearer)),
        ("Bearer a.b.c", Credentials::Jwt("a.b.c")),
        ("Bearer ", Credentials::Jwt("")),
        ("Basic eA==", Credentials::Malformed("authorization must be Bearer and a token")),
        ("Bearer", Credentials::Malformed("authorization must be Bearer and a token")),
    ] {
        assert_eq!(presented(authorization, cookie, CookieStyle::Secure), credentials, "{authorization:?}");
    }
    assert_eq!(presented("", "", CookieStyle::Secure), Credentials::None);
}

#[test]
fn the_session_cookie_is_found_by_its_exact_name_and_given_once() {
    for (header, found) in [
        ("", Found::Nothing),
        ("a=b; c", Found::Nothing),
        ("__Host-outx_session=", Found::Nothing),
        ("__host-outx_session=a", Found::Nothing),
        ("outx_session=a", Found::Nothing),
        ("a=b;\t__Host-outx_session=x=y ;c=d", Found::One("x=y")),
        ("__Host-outx_session=a; __Host-outx_session=a", Found::Several),
        ("__Host-outx_session=a; b=c; __Host-outx_session=", Found::Several),
    ] {
        assert_eq!(CookieStyle::Secure.find(header), found, "{header:?}");
    }
    assert!(matches!(
        presented("", "__Host-outx_session=a; __Host-outx_session=b", CookieStyle::Secure),
        Credentials::Malformed(_)
    ));
}

#[test]
fn without_a_credential_the_error_names_the_one_that_is_missing() {
    let with = |session, token| Access { session, token, public: false };
    assert_eq!((missing(with(true, true)).status, missing(with(true, true)).code), (401, Code::SessionExpired));
    assert_eq!((missing(with(false, true)).status, missing(with(false, true)).code), (401, Code::MissingKey));
}

#[test]
fn a_token_of_scope_read_may_call_reads_only() {
    for (name, needs_write) in [
        ("team.get", false),
        ("posts.list", false),
        ("tasks.get", false),
        ("watchlists.keyword.create", true),
        ("watchlists.keyword.delete", true),
        ("linkedin.fetchProfile", true),
        ("linkedin.likePost", true),
        ("engagement.like", true),
    ] {
        let operation = by_name(name).unwrap();
        assert_eq!(check_scope(Scope::Write, operation), Ok(()), "{name}");
        let read = check_scope(Scope::Read, operation).map_err(|error| (error.status, error.code));
        assert_eq!(read, if needs_write { Err((403, Code::AccessDenied)) } else { Ok(()) }, "{name}");
    }
}

#[test]
fn the_cookie_lacks_prefix_and_secure_on_a_loopback_host_over_plain_http_only() {
    for (origin, style) in [
        ("http://127.0.0.1:8787", CookieStyle::Loopback),
        ("http://localhost", CookieStyle::Loopback),
        ("http://[::1]:8787", CookieStyle::Loopback),
        ("http://gateway.localhost:8787", CookieStyle::Loopback),
        ("https://127.0.0.1:8787", CookieStyle::Secure),
        ("https://localhost", CookieStyle::Secure),
        ("http://gateway.example", CookieStyle::Secure),
        ("https://gateway.example", CookieStyle::Secure),
        ("http://127.0.0.1.evil.test", CookieStyle::Secure),
        ("http://localhost.evil.test", CookieStyle::Secure),
        ("http://127.0.0.2", CookieStyle::Secure),
        ("http://0.0.0.0:8787", CookieStyle::Secure),
        ("http://localhost@evil.test", CookieStyle::Secure),
        ("", CookieStyle::Secure),
    ] {
        assert_eq!(CookieStyle::of(origin), style, "{origin}");
    }
    let attributes = "Max-Age=60; Path=/; HttpOnly;";
    assert_eq!(
        CookieStyle::Secure.set("v", 60),
        format!("__Host-outx_session=v; {attributes} Secure; SameSite=Strict")
    );
    assert_eq!(CookieStyle::Loopback.set("v", 60), format!("outx_session=v; {attributes} SameSite=Strict"));
    assert_eq!(CookieStyle::Loopback.set_nonce("n", 60), format!("outx_sign_in=n; {attributes} SameSite=Strict"));
    assert_eq!(CookieStyle::Loopback.clear(), "outx_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict");
}

#[test]
fn a_cookie_without_the_prefix_is_read_on_a_loopback_host_only() {
    let both = "__Host-outx_session=old; outx_session=new";
    assert_eq!(CookieStyle::Loopback.find(both), Found::One("new"));
    assert_eq!(CookieStyle::Loopback.find("__Host-outx_session=old"), Found::One("old"));
    assert_eq!(CookieStyle::Loopback.find("outx_session=a; outx_session=b"), Found::Several);
    assert_eq!(CookieStyle::Secure.find(both), Found::One("old"));
    assert_eq!(CookieStyle::Secure.find("outx_session=new"), Found::Nothing);
}
