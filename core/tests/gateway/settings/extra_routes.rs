//! `EXTRA_ROUTES`.

use super::{accepted, assert_problem};

#[test]
fn an_extra_route_that_is_wrong_or_shadows_another_is_a_problem() {
    const SHAPE: &str = "entry 1 is not a method, a path and a kind, such as GET /api-new read";
    const METHOD: &str = "entry 1 has a method other than GET, POST, PUT and DELETE";
    const KIND: &str = "entry 1 has a kind other than read, write, task and write-task";
    const PATH: &str = "entry 1 has a path that is not like /api-new: segments of letters, digits, -, _, . and ~";
    const OWN: &str = "entry 1 has a path below /_gateway/, which is the gateway's own";
    for (entry, reason) in [
        ("GET /api-new", SHAPE),
        ("/api-new read", SHAPE),
        ("GET /api-new read twice", SHAPE),
        ("get /api-new read", METHOD),
        ("PATCH /api-new write", METHOD),
        ("OPTIONS /api-new read", METHOD),
        ("HEAD /api-new read", METHOD),
        ("GET /api-new reads", KIND),
        ("GET /api-new READ", KIND),
        ("GET api-new read", PATH),
        ("GET / read", PATH),
        ("GET //evil.example/api read", PATH),
        ("GET /api//new read", PATH),
        ("GET /api-new/ read", PATH),
        ("GET /../api-team read", PATH),
        ("GET /x/../api-team read", PATH),
        ("GET /x/./y read", PATH),
        ("GET /%2e%2e/api-team read", PATH),
        ("GET /api%2Dteam read", PATH),
        ("GET /api\\new read", PATH),
        ("GET /api-new?a=b read", PATH),
        ("GET /api-new#a read", PATH),
        ("GET /api:new@evil.example read", PATH),
        ("GET https://evil.example/api read", PATH),
        ("GET /api-* read", PATH),
        ("GET /_gateway/health read", OWN),
        ("POST /_gateway/new write", OWN),
        ("GET /_gateway read", OWN),
        ("GET /api-team read", "entry 1 is the operation team.get, which is open already; remove the entry"),
        (
            "POST /linkedin-agent/auth-verify-otp read",
            "entry 1 is the operation auth.verifyOtp, which is open already; remove the entry",
        ),
        ("GET /api-new write", "entry 1 is a GET of kind write; a GET can only have the kind read"),
        ("GET /api-new task", "entry 1 is a GET of kind task; a GET can only have the kind read"),
        ("GET /api-new write-task", "entry 1 is a GET of kind write-task; a GET can only have the kind read"),
    ] {
        assert_problem(&[("EXTRA_ROUTES", entry)], "EXTRA_ROUTES", reason);
    }
    let twice = "entry 2 repeats the method and path of an earlier entry";
    assert_problem(&[("EXTRA_ROUTES", "POST /api-new read,POST /api-new write")], "EXTRA_ROUTES", twice);
}

#[test]
fn extra_routes_are_read_and_absent_by_default() {
    assert!(accepted(&[]).extra_routes.is_empty());
    let settings =
        accepted(&[("EXTRA_ROUTES", " GET /api-new  read , POST /v2/x_y.z~1 write-task,POST /api-team write,")]);
    let names: Vec<_> = settings.extra_routes.iter().map(|it| (it.name, it.kind.as_str(), it.action)).collect();
    let expected =
        [("GET /api-new", "read", false), ("POST /v2/x_y.z~1", "write-task", true), ("POST /api-team", "write", false)];
    assert_eq!(names, expected);
}
