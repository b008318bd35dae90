//! The requests that the sandbox has received.

use std::collections::VecDeque;

use http::HeaderMap;
use serde_json::{Map, Value, json};

const CAPACITY: usize = 1_000;

#[derive(Default)]
pub(crate) struct RequestLog {
    entries: VecDeque<Value>,
    pub(crate) created_tasks: usize,
}

impl RequestLog {
    pub(crate) fn record(&mut self, request: &http::Request<Vec<u8>>) {
        if self.entries.len() == CAPACITY {
            self.entries.pop_front();
        }
        self.entries.push_back(json!({
            "method": request.method().as_str(),
            "path": request.uri().path(),
            "query": request.uri().query().unwrap_or_default(),
            "headers": headers_to_json(request.headers()),
            "body": body_to_json(request.body()),
        }));
    }

    pub(crate) fn to_json(&self) -> Value {
        json!({ "requests": self.entries, "created_tasks": self.created_tasks })
    }
}

/// A body as parsed JSON, as text when it is not JSON, or as null when it is empty.
fn body_to_json(body: &[u8]) -> Value {
    if body.is_empty() {
        return Value::Null;
    }
    serde_json::from_slice(body).unwrap_or_else(|_| String::from_utf8_lossy(body).into())
}

/// Headers as a JSON object. The values of a repeated header are joined with commas.
fn headers_to_json(headers: &HeaderMap) -> Map<String, Value> {
    let mut all = Map::new();
    for name in headers.keys() {
        let values = headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes()));
        all.insert(name.to_string(), values.collect::<Vec<_>>().join(", ").into());
    }
    all
}
