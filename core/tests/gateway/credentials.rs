use outx_core::error::Code;
use outx_core::gateway::auth::cookie::{self, Found};
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
        assert_eq!(presented(authorization, cookie), credentials, "{authorization:?}");
    }
    assert_eq!(presented("", ""), Credentials::None);
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
        assert_eq!(cookie::find(header), found, "{header:?}");
    }
    assert!(matches!(presented("", "__Host-outx_session=a; __Host-outx_session=b"), Credentials::Malformed(_)));
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
