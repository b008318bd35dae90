//! A sandbox per test, and helpers to call it.
#![allow(dead_code, clippy::unwrap_used)]

use std::collections::BTreeSet;

use outx_sandbox::Sandbox;
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use ureq::Agent;
use ureq::http::Request;

pub const HOUR: u64 = 3_600_000;

/// A running sandbox and a caller with the seeded team's key.
pub struct Api {
    pub url: String,
    key: String,
    agent: Agent,
    _sandbox: Sandbox,
    _runtime: Runtime,
}

pub struct Response {
    pub status: u16,
    pub body: Value,
    pub headers: ureq::http::HeaderMap,
}

pub fn sandbox() -> Api {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let sandbox = runtime.block_on(Sandbox::start()).unwrap();
    let agent = Agent::config_builder().http_status_as_error(false).max_redirects(0).build().into();
    let mut api = Api { url: sandbox.url(), key: String::new(), agent, _sandbox: sandbox, _runtime: runtime };
    api.key = api.demo()["api_key"].as_str().unwrap().to_owned();
    api
}

impl Api {
    pub fn get(&self, path: &str) -> Response {
        self.send(Some(&self.key), "GET", path, Value::Null)
    }

    pub fn post(&self, path: &str, body: Value) -> Response {
        self.send(Some(&self.key), "POST", path, body)
    }

    pub fn put(&self, path: &str, body: Value) -> Response {
        self.send(Some(&self.key), "PUT", path, body)
    }

    pub fn delete(&self, path: &str) -> Response {
        self.send(Some(&self.key), "DELETE", path, Value::Null)
    }

    pub fn send(&self, key: Option<&str>, method: &str, path: &str, body: Value) -> Response {
        let text = if body.is_null() { String::new() } else { body.to_string() };
        self.try_send(key, method, path, text).unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    pub fn try_send(&self, key: Option<&str>, method: &str, path: &str, body: String) -> Result<Response, ureq::Error> {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.url));
        if let Some(key) = key {
            request = request.header("x-api-key", key);
        }
        let request =
            self.agent.configure_request(request.body(body).unwrap()).allow_non_standard_methods(true).build();
        let mut response = self.agent.run(request)?;
        let text = response.body_mut().read_to_string()?;
        let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
        Ok(Response { status: response.status().as_u16(), body, headers: response.headers().clone() })
    }

    pub fn key(&self) -> &str {
        &self.key
    }

    /// Calls the control interface, and asserts that the call succeeds.
    #[track_caller]
    pub fn control_post(&self, path: &str, body: Value) -> Value {
        let response = self.send(None, "POST", &format!("/__sandbox/{path}"), body);
        assert_eq!(response.status, 200, "{path}: {}", response.body);
        response.body
    }

    pub fn control_get(&self, path: &str) -> Value {
        self.send(None, "GET", &format!("/__sandbox/{path}"), Value::Null).body
    }

    pub fn demo(&self) -> Value {
        self.control_get("teams")["teams"][0].clone()
    }

    pub fn set_demo(&self, change: Value) {
        self.control_post(&format!("teams/{}", text(&self.demo()["id"])), change);
    }

    pub fn advance(&self, ms: u64) {
        self.control_post("clock", json!({ "advance_ms": ms }));
    }

    pub fn switch(&self, switches: Value) {
        self.control_post("switches", switches);
    }

    pub fn request_otp(&self, email: &str) -> String {
        self.send(None, "POST", "/linkedin-agent/auth-send-otp", json!({ "email": email }));
        text(&self.control_get(&format!("outbox?email={email}"))["codes"].as_array().unwrap().last().unwrap()["otp"])
    }

    pub fn verify(&self, email: &str, otp: &str) -> Response {
        self.send(None, "POST", "/linkedin-agent/auth-verify-otp", json!({ "email": email, "otp": otp }))
    }

    /// The API key of a second team, whose extension is active.
    pub fn other_team_key(&self) -> String {
        let team = self.verify("eve@other.test", &self.request_otp("eve@other.test")).body["team"].clone();
        self.control_post(&format!("teams/{}", text(&team["id"])), json!({ "extension": "active" }));
        text(&team["api_key"])
    }

    /// The id of the seeded watchlist of a kind.
    pub fn seeded_watchlist(&self, kind: &str) -> String {
        text(&self.get(&format!("/api-{kind}-watchlist")).body["watchlists"][0]["id"])
    }

    /// All posts of a seeded watchlist.
    pub fn seeded_posts(&self, kind: &str) -> Vec<Value> {
        self.list_posts(&format!("watchlist_id={}&page_size=100", self.seeded_watchlist(kind)))
    }

    pub fn list_posts(&self, query: &str) -> Vec<Value> {
        let response = self.get(&format!("/api-posts?{query}"));
        assert_eq!(response.status, 200, "{query}: {}", response.body);
        response.body["data"].as_array().unwrap().clone()
    }

    /// Creates a task, polls it until it ends, and returns its last state.
    #[track_caller]
    pub fn run_task(&self, path: &str, body: Value) -> Value {
        let created = self.post(&format!("/linkedin-agent/{path}"), body);
        assert_eq!(created.status, 200, "{path}: {}", created.body);
        let id = text(&created.body["api_agent_task_id"]);
        (0..10)
            .map(|_| self.poll(&id))
            .find(|state| ["completed", "failed"].contains(&text(&state["status"]).as_str()))
            .unwrap()
    }

    pub fn poll(&self, id: &str) -> Value {
        self.get(&format!("/linkedin-agent/get-task-status?api_agent_task_id={id}")).body["data"].clone()
    }
}

impl Response {
    /// Asserts an error response with exactly this text and no other field.
    #[track_caller]
    pub fn assert_error(&self, status: u16, error: &str) {
        assert_eq!((self.status, &self.body), (status, &json!({ "error": error })));
    }

    #[track_caller]
    pub fn ok(self) -> Value {
        assert_eq!(self.status, 200, "{}", self.body);
        self.body
    }
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The names of an object's fields, in alphabetical order.
pub fn field_names(value: &Value) -> Vec<&str> {
    let names: BTreeSet<_> =
        value.as_object().into_iter().flat_map(|object| object.keys().map(String::as_str)).collect();
    names.into_iter().collect()
}
