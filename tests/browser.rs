//! What must hold in the crate itself, run in Chromium: how it sees JavaScript's values, and how it steps through a call with a `fetch` of the test's own.
#![cfg(target_arch = "wasm32")]
#![allow(missing_docs)]

use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use outx_client::{Js, leave, next_page, open, step, task_next, usage};
use outx_core::error::Class;
use outx_core::operations::by_name;
use outx_core::value::{Value, ValueKind};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

const KEY: &str = "outx_leak0canary1leak2canary3";

/// A value from its source text.
#[track_caller]
fn js(source: &str) -> JsValue {
    js_sys::eval(&["(", source, ")"].concat()).expect("the source in a test is valid")
}

#[track_caller]
fn get(object: &JsValue, path: &str) -> JsValue {
    path.split('.').fold(object.clone(), |at, name| Reflect::get(&at, &name.into()).expect("an object on the path"))
}

fn text(value: &JsValue) -> String {
    JSON::stringify(value).map_or_else(|_| "cyclic".to_owned(), |json| json.as_string().unwrap_or_default())
}

/// A client as the face holds it: its number, and the options that complete those of a call.
struct Client {
    number: usize,
    options: JsValue,
}

/// A client with the key whose `fetch` is `fetch`, and a log of what it was asked.
fn client(fetch: &str, options: &str) -> Client {
    let given = js(&["{ base: 'https://api.example', isGateway: false, isBrowser: true, credential: '", KEY,
        "', wantsSession: false, isObserved: false, timeoutMs: 1000, totalTimeoutMs: 5000, attempts: 3, actionsPerHour: 50, fetch: ", fetch, " }"].concat());
    Object::assign(given.unchecked_ref::<Object>(), js(options).unchecked_ref::<Object>());
    Client { number: open(given.unchecked_ref()), options: given }
}

/// The face's side of a call, as small as can be.
fn context() -> JsValue {
    js("{ asked: [], sleeps: [], notices: [], attempt(ms) { this.asked.push(ms); return new AbortController().signal }, settle() {}, giveUp() {},
        timedOut: false, sleep(ms) { this.sleeps.push(ms); return Promise.resolve() }, newKey: () => 'key-1',
        notify(event, fields) { this.notices.push([event, fields]) }, renewed(token) { this.token = token } }")
}

#[track_caller]
fn begin(client: &Client, call: &str, args: &str, context: &JsValue) -> Result<usize, JsValue> {
    let row = by_name(call).expect("a call of the table").index();
    let given = client.options.clone().unchecked_into();
    outx_client::begin(client.number, row, js(args), given, context.clone().unchecked_into())
}

/// Drives a call as the face does.
async fn run(client: &Client, name: &str, args: &str, context: &JsValue) -> Result<JsValue, JsValue> {
    let call = begin(client, name, args, context)?;
    let (mut ok, mut value) = (true, JsValue::UNDEFINED);
    loop {
        let next = step(call, ok, value)?;
        if !next.is_instance_of::<Promise>() {
            return Ok(next);
        }
        (ok, value) = match JsFuture::from(next.unchecked_into::<Promise>()).await {
            Ok(value) => (true, value),
            Err(error) => (false, error),
        };
    }
}

async fn call(client: &Client, name: &str, args: &str) -> Result<JsValue, JsValue> {
    run(client, name, args, &context()).await
}

#[wasm_bindgen_test]
fn every_kind_of_value_is_told_apart() {
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
fn objects_and_lists_are_looked_into() {
    let value = Js(js("{ a: 'x', b: [1, 2], get c() { throw 1 } }"));
    assert_eq!(value.names(), ["a", "b", "c"]);
    assert_eq!(value.field("a").text().as_deref(), Some("x"));
    assert_eq!(value.field("b").len(), 2);
    assert_eq!(value.field("b").item(1).number(), Some(2.0));
    assert_eq!(value.field("b").item(2).kind(), ValueKind::Missing);
    assert_eq!(value.field("c").kind(), ValueKind::Missing, "a getter that throws gives nothing");
    assert_eq!(value.field("none").kind(), ValueKind::Missing);
}

#[wasm_bindgen_test]
fn values_of_another_frame_are_seen_alike() {
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
async fn a_call_gives_the_very_value_of_the_answer() {
    let client = client(
        "async () => ({ status: 200, headers: new Headers(), json: async () => globalThis.given = { unknown: [1] } })",
        "{}",
    );
    let value = call(&client, "team.get", "undefined").await.expect("a success");
    assert!(Object::is(&value, &js("globalThis.given")), "it was not copied");
}

#[wasm_bindgen_test]
async fn what_fetch_is_asked() {
    let fetch = "async (url, init) => { globalThis.asked = [url, init]; return Response.json({}) }";
    call(&client(fetch, "{}"), "watchlists.keyword.create", "{ keywords: ['a'] }").await.expect("a success");
    let asked = js("globalThis.asked");
    assert_eq!(get(&asked, "0"), "https://api.example/api-keyword-watchlist");
    assert_eq!(get(&asked, "1.method"), "POST");
    assert_eq!(get(&asked, "1.redirect"), "manual");
    assert_eq!(get(&asked, "1.credentials"), "omit");
    assert_eq!(get(&asked, "1.body"), "{\"keywords\":[\"a\"]}");
    assert_eq!(get(&asked, "1.headers.x-api-key"), KEY);
    assert!(get(&asked, "1.headers.idempotency-key").is_undefined());

    call(&client(fetch, "{ isGateway: true, credential: undefined }"), "watchlists.keyword.delete", "{ id: 'w 1' }")
        .await
        .expect("a success");
    let asked = js("globalThis.asked");
    assert_eq!(get(&asked, "0"), "https://api.example/api-keyword-watchlist?id=w%201");
    assert_eq!(get(&asked, "1.credentials"), "include");
    assert_eq!(get(&asked, "1.headers.idempotency-key"), "key-1");
    assert_eq!(get(&asked, "1.headers.x-outx-attempts"), 1.0);
    assert!(get(&asked, "1.headers.x-api-key").is_undefined());
}

#[wasm_bindgen_test]
async fn the_fields_of_what_is_thrown() {
    let fetch = "async () => Response.json({ error: 'Watchlist not found' }, { status: 404, headers: { 'x-request-id': 'r-1' } })";
    let thrown = call(&client(fetch, "{}"), "team.get", "undefined").await.expect_err("a 404");
    let expected = [
        ("outx", JsValue::TRUE),
        ("type", (Class::NotFound as u32).into()),
        ("code", "not_found".into()),
        ("operation", "team.get".into()),
        ("message", "Watchlist not found (team.get)".into()),
        ("status", 404.into()),
        ("requestId", "r-1".into()),
    ];
    let names = Object::keys(thrown.unchecked_ref::<Object>());
    assert_eq!(names.length() as usize, expected.len(), "what is not known is not there");
    for (name, value) in expected {
        assert_eq!(get(&thrown, name), value, "{name}");
    }
}

#[wasm_bindgen_test]
async fn a_wrong_argument_is_refused_before_anything_is_sent() {
    let client = client("() => { throw new Error('it was sent') }", "{}");
    let thrown = begin(&client, "auth.sendOtp", "{ email: 7 }", &context()).err().expect("a refusal");
    assert_eq!(get(&thrown, "code"), "invalid_request");
    assert!(get(&thrown, "message").as_string().is_some_and(|message| message.contains("email")));
    assert_eq!(get(&usage(client.number), "errors.invalid_request"), 1.0);
}

#[wasm_bindgen_test]
async fn a_read_is_tried_again_after_the_time_that_was_asked_for() {
    let fetch = "async () => globalThis.tries++ < 2 ? new Response('', { status: 503, headers: { 'retry-after': '1.5' } }) : Response.json({})";
    js("globalThis.tries = 0");
    let context = context();
    let client = client(fetch, "{ isObserved: true }");
    run(&client, "team.get", "undefined", &context).await.expect("a success");
    assert_eq!(text(&get(&context, "sleeps")), "[1500,1500]");
    assert_eq!(get(&usage(client.number), "retries"), 2.0);
    let events: Vec<_> =
        Array::from(&get(&context, "notices")).iter().filter_map(|notice| get(&notice, "0").as_f64()).collect();
    assert_eq!(events, [0.0, 1.0, 2.0, 0.0, 1.0, 2.0, 0.0, 1.0]);
}

#[wasm_bindgen_test]
async fn a_write_straight_from_a_browser_is_sent_once() {
    for (fetch, code) in [
        ("async () => { globalThis.tries++; throw new TypeError('Failed to fetch') }", "network"),
        (
            "async () => { globalThis.tries++; return new Response('', { status: 429, headers: { 'retry-after': '0' } }) }",
            "rate_limited",
        ),
    ] {
        js("globalThis.tries = 0");
        let thrown = call(&client(fetch, "{}"), "linkedin.fetchProfile", "{ profile_slug: 'ada-example' }")
            .await
            .expect_err("a failure");
        assert_eq!(get(&thrown, "code"), code);
        assert_eq!(js("globalThis.tries"), 1.0);
    }
}

#[wasm_bindgen_test]
async fn whatever_is_thrown_at_us_is_a_cause() {
    for thrown in ["'a string'", "undefined", "null", "7", "new DOMException('gone', 'AbortError')", "{}"] {
        let fetch = ["async () => { throw globalThis.thrown = ", thrown, " }"].concat();
        let failure = call(&client(&fetch, "{ attempts: 1 }"), "team.get", "undefined").await.expect_err("a failure");
        assert_eq!(get(&failure, "code"), "network", "{thrown}");
        assert!(Object::is(&get(&failure, "cause"), &js("globalThis.thrown")), "{thrown}");
    }
}

#[wasm_bindgen_test]
async fn an_opaque_redirect_is_a_bad_answer() {
    let opaque = "async () => ({ type: 'opaqueredirect', status: 0, headers: new Headers(), json: async () => ({}) })";
    let thrown = call(&client(opaque, "{}"), "team.get", "undefined").await.expect_err("a redirect");
    assert_eq!(get(&thrown, "code"), "bad_response");
}

#[wasm_bindgen_test]
async fn the_key_is_in_nothing_that_is_thrown_or_told() {
    let echo = "async (url, init) => Response.json({ error: 'key ' + init.headers['x-api-key'] }, { status: 500, headers: { 'x-request-id': init.headers['x-api-key'] } })";
    let throws =
        "async (url, init) => { throw Object.assign(new Error('sent ' + init.headers['x-api-key']), { init }) }";
    for fetch in [echo, throws] {
        let context = context();
        let client = client(fetch, "{ isObserved: true }");
        let thrown = run(&client, "team.get", "undefined", &context).await.expect_err("a failure");
        let cause = get(&thrown, "cause");
        let shown = [
            text(&thrown),
            text(&context),
            text(&cause),
            format!("{cause:?}"),
            format!("{thrown:?}"),
            text(&usage(client.number)),
        ]
        .concat();
        assert!(!shown.contains(KEY), "{shown}");
        assert!(shown.contains("[redacted]"));
    }
}

#[wasm_bindgen_test]
async fn the_answer_to_a_renewed_session_hands_it_over() {
    let fetch = "async () => Response.json({}, { headers: { 'x-outx-session': 'outxs1.new' } })";
    let context = context();
    let client = client(fetch, "{ isGateway: true, wantsSession: true, credential: () => 'outxs1.old' }");
    run(&client, "team.get", "undefined", &context).await.expect("a success");
    assert_eq!(get(&context, "token"), "outxs1.new");
}

#[wasm_bindgen_test]
fn tasks_and_pages_are_asked_about() {
    let none = JsValue::UNDEFINED;
    assert_eq!(task_next(1, &"pending".into(), &none), 5000.0);
    assert_eq!(task_next(1, &"unheard of".into(), &none), 5000.0);
    assert_eq!(task_next(9, &"completed".into(), &none), -1.0);
    assert_eq!(task_next(9, &"failed".into(), &none), -2.0);
    assert_eq!(task_next(1, &none, &js("{ code: 'not_found' }")), -3.0);
    assert_eq!(task_next(1, &none, &js("{ code: 'rate_limited', retryAfterMs: 30_000 }")), 30_000.0);

    let posts = by_name("posts.list").expect("a row").index();
    assert_eq!(text(&next_page(posts, &js("{ watchlist_id: 'w' }"), 20)), "{\"watchlist_id\":\"w\",\"page\":2}");
    assert!(next_page(posts, &js("{ watchlist_id: 'w' }"), 19).is_undefined());
    assert!(next_page(by_name("team.get").expect("a row").index(), &js("{}"), 1).is_undefined());
}

#[wasm_bindgen_test]
async fn a_number_is_given_again_when_its_call_is_over_or_left() {
    let client = client("async () => Response.json({})", "{}");
    let number = |client: &Client| begin(client, "team.get", "undefined", &context()).expect("good arguments");
    let [first, second, third] = [(); 3].map(|()| number(&client));
    assert!(first != second && second != third && third != first);
    leave(second);
    leave(second);
    leave(usize::MAX);
    let fourth = number(&client);
    assert_eq!(fourth, second);
    let fifth = number(&client);
    assert!(![client.number, first, second, third].contains(&fifth), "a number that was left twice is free once");
    leave(fifth);
    call(&client, "team.get", "undefined").await.expect("a success");
    assert_eq!(number(&client), fifth, "the number of the call that is over");
    assert!(step(usize::MAX, true, JsValue::UNDEFINED).is_err());
    assert!(step(client.number, true, JsValue::UNDEFINED).is_err(), "a client is no call");
}

#[wasm_bindgen_test]
async fn a_client_that_is_left_is_gone_but_its_calls_go_on() {
    let client = client("async () => Response.json({ team: 1 })", "{}");
    let under_way = begin(&client, "team.get", "undefined", &context()).expect("good arguments");
    leave(client.number);
    assert!(usage(client.number).is_undefined());
    assert!(begin(&client, "team.get", "undefined", &context()).is_err());
    assert!(step(under_way, true, JsValue::UNDEFINED).expect("a promise").is_instance_of::<Promise>());
}
