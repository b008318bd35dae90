//! Tests the bindings of the npm package in Chromium: how they read JavaScript values, and how they drive a call whose host is the test.
#![cfg(target_arch = "wasm32")]
#![allow(missing_docs)]

use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use outx_client::js::{
    Js, after_poll, create_client, create_task_wait, next_page, next_poll, redact, release, resume_call, start_call,
    write_usage,
};
use outx_core::api::by_name;
use outx_core::call::{Value, ValueKind};
use outx_core::policy::code::Class;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

const KEY: &str = "outx_leak0canary1leak2canary3";

/// Defines the functions that the glue of the npm package imports as globals, because this test runs with wasm-bindgen's own glue.
fn load_values() {
    let source = include_str!("../pkg/values.js").replace("export ", "");
    js_sys::eval(
        &["globalThis.kindOf ?? (() => {", &source, "Object.assign(globalThis, { ", VALUES, " }) })()"].concat(),
    )
    .expect("the source of values.js is valid");
}

const VALUES: &str = "kindOf, numberOf, percentDecode, readField, readHeader";

/// Evaluates a JavaScript expression.
#[track_caller]
fn js(source: &str) -> JsValue {
    load_values();
    js_sys::eval(&["(", source, ")"].concat()).expect("the source in a test is valid")
}

#[track_caller]
fn get(object: &JsValue, path: &str) -> JsValue {
    path.split('.').fold(object.clone(), |at, name| Reflect::get(&at, &name.into()).expect("an object on the path"))
}

fn text(value: &JsValue) -> String {
    JSON::stringify(value).map_or_else(|_| "cyclic".to_owned(), |json| json.as_string().unwrap_or_default())
}

/// The handle of a client, and the options of its calls.
struct Client {
    handle: usize,
    options: JsValue,
}

/// Creates a client with the key, or one that calls a gateway.
fn client(is_gateway: bool) -> Client {
    let handle = create_client(is_gateway, true, true, 50);
    Client { handle, options: js("{ timeoutMs: 1000, totalTimeoutMs: 5000, attempts: 3 }") }
}

/// A minimal host of a call, which records what it is called with. `fetch` is the source of the function that returns the response.
fn host(fetch: &str) -> JsValue {
    js(&["{ calls: [], sleeps: [], timedOut: false, fetch: ", fetch, ",
        decodeArgument(...argument) { this.argument = argument }, prepare(...call) { this.prepared = call; return true }, askCredential() { return '", KEY, "' },
        send(...call) { this.calls.push(call); return this.fetch().then((response) => this.response = response) },
        readJson() { return this.response.json() },
        readError() { return this.response.text().then((text) => { try { return JSON.parse(text) } catch {} }) },
        sleep(ms) { this.sleeps.push(ms); return Promise.resolve() },
        retry(code, ms) { this.retried = code; return this.sleep(ms) },
        succeed(createdTask) { this.createdTask = createdTask },
        fail(kind, code, message, retryable, requestId, status, retryAfterMs) {
            this.error = { kind, code, message, retryable, requestId, status, retryAfterMs }
        } }"]
    .concat())
}

#[track_caller]
fn start(client: &Client, operation: &str, args: &str, host: &JsValue) -> Result<usize, JsValue> {
    let index = by_name(operation).expect("an operation of the table").index();
    let options = client.options.clone().unchecked_into();
    let call = start_call(client.handle, index, js(args), options, host.clone().unchecked_into());
    outcome(host, call)
}

/// Returns `value`, or the error that the host received.
fn outcome<T>(host: &JsValue, value: T) -> Result<T, JsValue> {
    let error = get(host, "error");
    if error.is_undefined() { Ok(value) } else { Err(error) }
}

/// The counts of a client.
fn usage(client: &Client) -> JsValue {
    let into = js(
        "{ errors: {}, set(calls, retries) { this.calls = calls; this.retries = retries }, setErrors(code, count) { this.errors[code] = count } }",
    );
    write_usage(client.handle, into.unchecked_ref());
    into
}

/// Drives a call as `pkg/client.js` does, and returns its value.
async fn run(client: &Client, operation: &str, args: &str, host: &JsValue) -> Result<JsValue, JsValue> {
    let call = start(client, operation, args, host)?;
    let (mut ok, mut value) = (true, JsValue::UNDEFINED);
    loop {
        let pending = resume_call(call, ok, value.clone());
        if pending.is_undefined() {
            return outcome(host, value);
        }
        (ok, value) = match JsFuture::from(pending.unchecked_into::<Promise>()).await {
            Ok(value) => (true, value),
            Err(error) => (false, error),
        };
    }
}

#[wasm_bindgen_test]
fn every_kind_of_value_is_recognised() {
    let kinds = [
        ("undefined", ValueKind::Missing),
        ("null", ValueKind::Null),
        ("true", ValueKind::Bool),
        ("1.5", ValueKind::Number),
        ("NaN", ValueKind::Number),
        ("''", ValueKind::Text),
        ("[]", ValueKind::List),
        ("{}", ValueKind::Object),
        ("Object.create(null)", ValueKind::Object),
        ("1n", ValueKind::Other),
        ("Symbol()", ValueKind::Other),
    ];
    for (source, kind) in kinds {
        assert_eq!(Js(js(source)).kind(), kind, "{source}");
    }
}

#[wasm_bindgen_test]
fn a_lone_surrogate_is_recognised() {
    for (source, is_lossy) in
        [("'a\\ud83d'", true), ("'\\ude00b'", true), ("'a\\ufffd'", false), ("'a😀'", false), ("''", false)]
    {
        let value = Js(js(source));
        assert_eq!(value.is_lossy(&value.text().expect("a string")), is_lossy, "{source}");
    }
}

#[wasm_bindgen_test]
fn objects_and_lists_are_read() {
    let value = Js(js("{ a: 'x', b: [1, 2], get c() { throw 1 } }"));
    assert_eq!(value.names(), ["a", "b", "c"]);
    assert_eq!(value.field("a").text().as_deref(), Some("x"));
    assert_eq!(value.field("b").len(), 2);
    assert_eq!(value.field("b").item(1).number(), Some(2.0));
    assert_eq!(value.field("b").item(2).kind(), ValueKind::Missing);
    assert_eq!(value.field("c").kind(), ValueKind::Missing, "a getter that throws");
    assert_eq!(value.field("none").kind(), ValueKind::Missing);
}

#[wasm_bindgen_test]
fn values_of_another_frame_are_read_alike() {
    let frame = js(
        "(() => { const frame = document.createElement('iframe'); document.body.append(frame); return frame.contentWindow })()",
    );
    let foreign = Reflect::get(&frame, &"eval".into()).expect("a window").unchecked_into::<Function>();
    let value = Js(foreign.call1(&frame, &"({ list: ['a'] })".into()).expect("valid source"));
    assert_eq!(value.kind(), ValueKind::Object);
    assert_eq!(value.names(), ["list"]);
    assert_eq!(value.field("list").kind(), ValueKind::List);
    assert_eq!(value.field("list").len(), 1);
}

#[wasm_bindgen_test]
async fn a_call_returns_the_value_that_the_host_read() {
    let host = host(
        "async () => ({ status: 200, headers: new Headers(), json: async () => globalThis.read = { unknown: [1] } })",
    );
    let value = run(&client(false), "team.get", "undefined", &host).await.expect("a success");
    assert!(Object::is(&value, &js("globalThis.read")), "it was not copied");
    assert_eq!(get(&host, "createdTask"), false);
}

#[wasm_bindgen_test]
async fn what_the_host_is_asked_for() {
    let response = "async () => Response.json({ api_agent_task_id: 't-1' })";
    let direct = host(response);
    run(&client(false), "linkedin.fetchProfile", "{ profile_slug: 'r%C3%A9da' }", &direct).await.expect("a success");
    assert_eq!(text(&get(&direct, "prepared")), r#"[1,"/linkedin-agent/fetch-profile",true,false]"#);
    let sent = Array::from(&get(&direct, "calls.0"));
    assert_eq!((sent.get(0), sent.get(1), sent.get(2)), (KEY.into(), 1.into(), 1_000.into()));
    assert_eq!(get(&direct, "createdTask"), true);
    assert_eq!(text(&get(&direct, "argument")), r#"["profile_slug"]"#);

    let through_gateway = host(response);
    run(&client(true), "watchlists.keyword.delete", "{ id: 'w 1' }", &through_gateway).await.expect("a success");
    assert_eq!(text(&get(&through_gateway, "prepared")), r#"[3,"/api-keyword-watchlist?id=w%201",false,true]"#);
}

#[wasm_bindgen_test]
async fn the_error_of_a_call_has_what_the_response_says() {
    let host = host(
        "async () => Response.json({ error: 'Watchlist not found' }, { status: 404, headers: { 'x-request-id': 'r-1' } })",
    );
    let thrown = run(&client(false), "team.get", "undefined", &host).await.expect_err("a 404");
    let expected = [
        ("kind", (Class::NotFound as u32).into()),
        ("code", "not_found".into()),
        ("message", "Watchlist not found".into()),
        ("retryable", JsValue::FALSE),
        ("requestId", "r-1".into()),
        ("status", 404.into()),
        ("retryAfterMs", (-1).into()),
    ];
    let names = Object::keys(thrown.unchecked_ref::<Object>());
    assert_eq!(names.length() as usize, expected.len(), "{}", text(&thrown));
    for (name, value) in expected {
        assert_eq!(get(&thrown, name), value, "{name}");
    }
}

#[wasm_bindgen_test]
fn a_wrong_argument_is_rejected_before_anything_is_sent() {
    let client = client(false);
    let thrown = start(&client, "auth.sendOtp", "{ email: 7 }", &host("null")).expect_err("a rejection");
    assert_eq!(get(&thrown, "code"), "invalid_request");
    assert!(get(&thrown, "message").as_string().is_some_and(|message| message.contains("email")));
    assert_eq!(get(&usage(&client), "errors.invalid_request"), 1.0);
    assert_eq!(get(&usage(&client), "calls"), 1.0);
}

#[wasm_bindgen_test]
async fn a_read_is_retried_after_the_delay_that_the_server_asked_for() {
    js("globalThis.tries = 0");
    let host = host(
        "async () => globalThis.tries++ < 2 ? new Response('', { status: 503, headers: { 'retry-after': '1.5' } }) : Response.json({})",
    );
    let client = client(false);
    run(&client, "team.get", "undefined", &host).await.expect("a success");
    assert_eq!(text(&get(&host, "sleeps")), "[1500,1500]");
    assert_eq!(get(&host, "retried"), "upstream");
    assert_eq!(get(&usage(&client), "retries"), 2.0);
}

#[wasm_bindgen_test]
async fn a_write_straight_from_a_browser_is_sent_once() {
    for (fetch, code) in [
        ("async () => { throw new TypeError('Failed to fetch') }", "network"),
        ("async () => new Response('', { status: 429, headers: { 'retry-after': '0' } })", "rate_limited"),
    ] {
        let host = host(fetch);
        let thrown = run(&client(false), "linkedin.fetchProfile", "{ profile_slug: 'ada-example' }", &host)
            .await
            .expect_err("a failure");
        assert_eq!(get(&thrown, "code"), code);
        assert_eq!(get(&host, "calls.length"), 1.0);
    }
}

#[wasm_bindgen_test]
async fn whatever_is_thrown_is_a_connection_that_failed() {
    for thrown in ["'a string'", "undefined", "null", "7", "new DOMException('gone', 'AbortError')", "{}"] {
        let host = host(&["async () => { throw ", thrown, " }"].concat());
        let once = Client { options: js("{ timeoutMs: 1000, totalTimeoutMs: 5000, attempts: 1 }"), ..client(false) };
        let failure = run(&once, "team.get", "undefined", &host).await.expect_err("a failure");
        assert_eq!(get(&failure, "code"), "network", "{thrown}");
    }
}

#[wasm_bindgen_test]
async fn an_opaque_redirect_is_a_bad_response() {
    let host =
        host("async () => ({ type: 'opaqueredirect', status: 0, headers: new Headers(), json: async () => ({}) })");
    let thrown = run(&client(false), "team.get", "undefined", &host).await.expect_err("a redirect");
    assert_eq!(get(&thrown, "code"), "bad_response");
}

#[wasm_bindgen_test]
fn a_secret_is_redacted() {
    let clean = redact(&["key ", KEY, " is not valid"].concat().into(), &KEY.into());
    assert_eq!(clean, "key [redacted] is not valid");
}

#[wasm_bindgen_test]
fn polls_and_pages_are_decided() {
    let none = JsValue::UNDEFINED;
    let wait = create_task_wait();
    assert_eq!(next_poll(wait, 0.0, false), 0.0);
    assert_eq!(after_poll(wait, &"unheard of".into(), &none), 1);
    assert_eq!(next_poll(wait, 1_000.0, false), 4_000.0);
    assert_eq!(next_poll(wait, 1_000.0, true), 0.0, "the last poll of a wait that ends");
    assert_eq!(after_poll(wait, &none, &js("{ code: 'rate_limited', retryAfterMs: 30_000 }")), 1);
    assert_eq!(next_poll(wait, 0.0, false), 30_000.0);
    assert_eq!(next_poll(wait, 0.0, true), f64::INFINITY, "the server asked to wait longer");
    assert_eq!(after_poll(wait, &none, &js("{ code: 'not_found' }")), 0);
    assert_eq!(after_poll(wait, &"completed".into(), &none), 2);
    assert_eq!(after_poll(wait, &"failed".into(), &none), 3);
    release(wait);

    let page = |name: &str, cursor: Option<u32>, seen: u32, items: u32, page: &str| {
        let index = by_name(name).expect("an operation").index();
        next_page(index, &none, &cursor.into(), seen, items, js(page))
    };
    assert_eq!(page("posts.list", None, 0, 19, "{ data: [] }"), 2);
    assert_eq!(page("posts.list", Some(2), 19, 1, "{ pagination: { total: 44 } }"), 3);
    assert_eq!(page("posts.list", Some(3), 40, 4, "{ pagination: { total: 44 } }"), 0);
    assert_eq!(page("posts.list", Some(2), 20, 0, "{ data: [] }"), 0);
    assert_eq!(page("team.get", None, 0, 1, "{}"), 0);
}

#[wasm_bindgen_test]
async fn the_handle_of_a_call_that_ended_or_was_released_is_used_again() {
    let client = client(false);
    let response = host("async () => Response.json({})");
    let handle = |client: &Client| start(client, "team.get", "undefined", &response).expect("good arguments");
    let [first, second, third] = [(); 3].map(|()| handle(&client));
    assert!(first != second && second != third && third != first);
    release(second);
    release(second);
    release(usize::MAX);
    let fourth = handle(&client);
    assert_eq!(fourth, second);
    let fifth = handle(&client);
    assert!(![client.handle, first, second, third].contains(&fifth), "a handle that was released twice is free once");
    release(fifth);
    run(&client, "team.get", "undefined", &response).await.expect("a success");
    assert_eq!(handle(&client), fifth, "the handle of the call that ended");
}

#[wasm_bindgen_test]
async fn the_calls_of_a_released_client_go_on() {
    let client = client(false);
    let in_progress =
        start(&client, "team.get", "undefined", &host("async () => Response.json({})")).expect("good arguments");
    release(client.handle);
    assert!(get(&usage(&client), "calls").is_undefined());
    assert!(resume_call(in_progress, true, JsValue::UNDEFINED).is_instance_of::<Promise>());
}
