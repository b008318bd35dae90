//! Faults that tests plan: what a network or a server may do to a call.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderName, HeaderValue, Response, StatusCode, header};
use hyper::body::Frame;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A fault and the calls that meet it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Planned {
    /// Any method when absent.
    method: Option<String>,
    /// The exact path; any when absent.
    path: Option<String>,
    /// How many calls meet it; one when absent.
    #[serde(default = "once")]
    pub(crate) times: u32,
    fault: Fault,
}

fn once() -> u32 {
    1
}

/// The parts may be combined.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Fault {
    /// Answers with this status instead of doing the operation.
    status: Option<u16>,
    headers: BTreeMap<String, String>,
    /// A string is sent as it is, anything else as JSON.
    body: Option<Value>,
    /// The operation takes effect at once, its answer comes later.
    delay_ms: u64,
    /// Resets the connection before or after the operation took effect.
    reset: Option<Moment>,
    /// Ends the connection after so many bytes of a body whose `content-length` promises more.
    truncate: Option<usize>,
    /// Answers 302 with this `location` instead of doing the operation.
    redirect: Option<String>,
    /// Puts the received key into the body's `echo` and the header `x-echo`.
    echo_key: bool,
}

#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Moment {
    Before,
    After,
}

/// Takes the first fault planned for a call.
pub(crate) fn take(planned: &mut Vec<Planned>, method: &str, path: &str) -> Option<Fault> {
    let hits = |wanted: &Option<String>, given: &str| wanted.as_deref().is_none_or(|wanted| wanted == given);
    let at = planned.iter().position(|plan| hits(&plan.method, method) && hits(&plan.path, path) && plan.times > 0)?;
    planned[at].times -= 1;
    let fault = planned[at].fault.clone();
    planned.retain(|plan| plan.times > 0);
    Some(fault)
}

/// A status and a JSON or text body, before faults act on it.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: Value,
    pub(crate) allow: Option<String>,
}

impl Fault {
    pub(crate) fn resets(&self, moment: Moment) -> bool {
        self.reset == Some(moment)
    }

    pub(crate) fn delay(&self) -> Duration {
        Duration::from_millis(self.delay_ms)
    }

    /// The reply that stands in for the operation's own.
    pub(crate) fn instead(&self) -> Option<Reply> {
        let status = self.status.or(self.redirect.as_ref().map(|_| 302))?;
        let body = self.body.clone().unwrap_or_else(|| json!({ "error": format!("planned fault: status {status}") }));
        Some(Reply { status, body, allow: None })
    }

    /// What goes over the wire.
    pub(crate) fn respond(&self, mut reply: Reply, key: Option<&str>) -> Response<Body> {
        let echo = key.filter(|_| self.echo_key);
        if let (Some(key), Some(object)) = (echo, reply.body.as_object_mut()) {
            object.insert("echo".to_owned(), key.into());
        }
        let bytes = match &reply.body {
            Value::String(text) => text.clone().into_bytes(),
            value => value.to_string().into_bytes(),
        };
        let length = bytes.len();
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        *response.body_mut() = match self.truncate {
            Some(at) => {
                let promised = length.max(at + 1);
                response.headers_mut().insert(header::CONTENT_LENGTH, promised.into());
                Body::new(Cut { bytes: Some(bytes.into_iter().take(at).collect()), flushed: false })
            }
            None => Body::from(bytes),
        };
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let named = self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let location = self.redirect.iter().map(|url| ("location", url.as_str()));
        let allow = reply.allow.iter().map(|methods| ("allow", methods.as_str()));
        for (name, value) in allow.chain(named).chain(location).chain(echo.map(|key| ("x-echo", key))) {
            // Checked when the fault was planned; a key that is no header value never found its team.
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::from_str(value)) {
                headers.insert(name, value);
            }
        }
        response
    }
}

impl Planned {
    /// What cannot be sent at all.
    pub(crate) fn problem(&self) -> Option<String> {
        let fault = &self.fault;
        if fault.status.is_some_and(|status| !(200..=599).contains(&status)) {
            return Some("fault.status must be from 200 to 599".to_owned());
        }
        if fault.redirect.as_deref().is_some_and(|url| HeaderValue::from_str(url).is_err()) {
            return Some("fault.redirect is no header value".to_owned());
        }
        let bad = |(name, value): &(&String, &String)| {
            HeaderName::try_from(name.as_str()).is_err() || HeaderValue::from_str(value).is_err()
        };
        fault.headers.iter().find(bad).map(|(name, _)| format!("fault.headers: {name} cannot be sent"))
    }
}

/// A body that ends early. It lets the connection flush once before it does, so that the client sees the first bytes.
struct Cut {
    bytes: Option<Bytes>,
    flushed: bool,
}

impl hyper::body::Body for Cut {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if let Some(bytes) = self.bytes.take() {
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        if !self.flushed {
            self.flushed = true;
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(std::io::ErrorKind::UnexpectedEof.into())))
    }
}
