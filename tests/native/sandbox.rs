//! A sandbox for one test.

use outx_client::{Outx, types::*};
use serde_json::{Value, json};

/// An API key that occurs nowhere else, so that a search for it finds every leak.
pub const CANARY: &str = "outx_leak0canary1leak2canary3";

pub struct Sandbox {
    server: outx_sandbox::Sandbox,
    http: reqwest::Client,
}

impl Sandbox {
    pub async fn start() -> Self {
        // Without a default crypto provider, reqwest needs one to be installed even for http.
        _ = rustls::crypto::ring::default_provider().install_default();
        let server = outx_sandbox::Sandbox::start().await.expect("a free port");
        Self { server, http: reqwest::Client::new() }
    }

    pub fn url(&self) -> String {
        self.server.url()
    }

    /// Calls the control interface of the sandbox and returns the JSON of its response.
    pub async fn control(&self, method: &str, path: &str, body: Option<Value>) -> Value {
        let method = method.parse().expect("a method");
        let mut request = self.http.request(method, format!("{}/__sandbox/{path}", self.url()));
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body.to_string());
        }
        let response = request.send().await.expect("the sandbox responds");
        let status = response.status();
        let text = response.text().await.expect("a body");
        assert!(status.is_success(), "{path}: {status} {text}");
        if text.is_empty() { Value::Null } else { serde_json::from_str(&text).expect("JSON") }
    }

    pub async fn fault(&self, method: &str, path: &str, times: u32, fault: Value) {
        let body = json!({ "method": method, "path": path, "times": times, "fault": fault });
        self.control("POST", "faults", Some(body)).await;
    }

    /// The key of the demo team.
    pub async fn key(&self) -> String {
        let teams = self.control("GET", "teams", None).await;
        let demo = teams["teams"]
            .as_array()
            .expect("teams")
            .iter()
            .find(|team| team["members"].to_string().contains("demo@outx.test"));
        demo.and_then(|team| team["api_key"].as_str()).expect("the demo team").to_owned()
    }

    /// The requests to a path that the API has received.
    pub async fn requests(&self, path: &str) -> Vec<Value> {
        let log = self.control("GET", "requests", None).await;
        log["requests"]
            .as_array()
            .expect("requests")
            .iter()
            .filter(|request| request["path"] == path)
            .cloned()
            .collect()
    }

    /// A client with the key of the demo team.
    pub async fn outx(&self) -> Outx {
        Outx::builder().api_key(self.key().await).base_url(self.url()).build().expect("valid options")
    }

    /// The first keyword watchlist of the client's team.
    pub async fn watchlist(&self, outx: &Outx) -> KeywordWatchlist {
        outx.watchlists().keyword().list().await.expect("a list").watchlists.first().cloned().expect("a watchlist")
    }
}
