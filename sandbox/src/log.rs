//! What the sandbox has received.

use std::collections::VecDeque;

use axum::http::request::Parts;
use serde_json::{Map, Value, json};

const KEPT: usize = 1_000;

#[derive(Default)]
pub(crate) struct Log {
    requests: VecDeque<Value>,
    pub(crate) created_tasks: usize,
}

impl Log {
    pub(crate) fn add(&mut self, request: &Parts, body: &[u8]) {
        if self.requests.len() == KEPT {
            self.requests.pop_front();
        }
        let body = match body {
            [] => Value::Null,
            bytes => serde_json::from_slice(bytes).unwrap_or_else(|_| String::from_utf8_lossy(bytes).into()),
        };
        self.requests.push_back(json!({
            "method": request.method.as_str(),
            "path": request.uri.path(),
            "query": request.uri.query().unwrap_or_default(),
            "headers": headers(request),
            "body": body,
        }));
    }

    pub(crate) fn view(&self) -> Value {
        json!({ "requests": self.requests, "created_tasks": self.created_tasks })
    }
}

/// Names are lower-case already; a repeated header is joined with commas.
fn headers(request: &Parts) -> Map<String, Value> {
    let mut all = Map::new();
    for name in request.headers.keys() {
        let values = request.headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes()));
        all.insert(name.to_string(), values.collect::<Vec<_>>().join(", ").into());
    }
    all
}
