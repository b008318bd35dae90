//! The sandbox for JavaScript: requests in, outcomes out. `npm/` holds the JavaScript around it.

use std::net::IpAddr;

use http::header::HeaderName;
use http::{HeaderMap, HeaderValue, Request, Response};
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

use crate::api::outcome::Outcome;
use crate::service::{Service, body_limit};

/// One sandbox. Times are milliseconds since the Unix epoch.
#[wasm_bindgen]
pub struct WasmSandbox(Service);

#[wasm_bindgen]
impl WasmSandbox {
    /// The same seed yields the same ids and, at the same time, the same data.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(seed: f64, host_ms: f64) -> Self {
        Self(Service::new(seed as u64, host_ms as i64))
    }

    /// The API key of the demo team. Faster at the start than a control call.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn api_key(&self) -> String {
        self.0.demo_api_key().to_owned()
    }

    /// Handles a request. `headers` alternates names and values, as Node's `rawHeaders`; values hold one byte per character.
    ///
    /// # Errors
    /// When a part cannot be sent over HTTP.
    pub fn handle(
        &mut self,
        peer: &str,
        method: &str,
        target: &str,
        headers: Vec<String>,
        body: Vec<u8>,
        host_ms: f64,
    ) -> Result<WasmOutcome, JsError> {
        let peer: IpAddr = peer.parse()?;
        let mut request = Request::builder().method(method).uri(target).body(body)?;
        *request.headers_mut() = parse_headers(&headers)?;
        Ok(WasmOutcome(self.0.handle(peer, &request, host_ms as i64)))
    }
}

/// What happens on the connection of a request.
#[wasm_bindgen]
pub struct WasmOutcome(Outcome);

#[wasm_bindgen]
impl WasmOutcome {
    /// `respond`, `truncate`: the connection ends after the body, whose `content-length` promises more; or `reset`.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn kind(&self) -> String {
        let kind = match self.0 {
            Outcome::Respond { .. } => "respond",
            Outcome::RespondTruncated { .. } => "truncate",
            Outcome::Reset { .. } => "reset",
        };
        kind.to_owned()
    }

    /// How long the connection waits first, in milliseconds.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn delay_ms(&self) -> f64 {
        let (Outcome::Respond { delay_ms, .. }
        | Outcome::RespondTruncated { delay_ms, .. }
        | Outcome::Reset { delay_ms }) = self.0;
        delay_ms.into()
    }

    /// Zero for a reset.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn status(&self) -> u16 {
        self.response().map_or(0, |response| response.status().as_u16())
    }

    /// Alternates names and values.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn headers(&self) -> Vec<String> {
        let headers = self.response().into_iter().flat_map(Response::headers);
        headers.flat_map(|(name, value)| [name.to_string(), decode_latin1(value.as_bytes())]).collect()
    }

    /// Takes the body.
    #[must_use]
    pub fn into_body(self) -> Vec<u8> {
        match self.0 {
            Outcome::Respond { response, .. } | Outcome::RespondTruncated { response, .. } => response.into_body(),
            Outcome::Reset { .. } => Vec::new(),
        }
    }

    fn response(&self) -> Option<&Response<Vec<u8>>> {
        match &self.0 {
            Outcome::Respond { response, .. } | Outcome::RespondTruncated { response, .. } => Some(response),
            Outcome::Reset { .. } => None,
        }
    }
}

/// How many bytes of a body `handle` needs, at most.
#[wasm_bindgen(js_name = bodyLimit)]
#[must_use]
pub fn body_limit_of(path: &str) -> f64 {
    body_limit(path) as f64
}

fn parse_headers(headers: &[String]) -> Result<HeaderMap, JsError> {
    let mut parsed = HeaderMap::new();
    for pair in headers.chunks_exact(2) {
        parsed.append(HeaderName::try_from(&pair[0])?, HeaderValue::from_bytes(&encode_latin1(&pair[1])?)?);
    }
    Ok(parsed)
}

fn encode_latin1(text: &str) -> Result<Vec<u8>, JsError> {
    let bytes: Result<_, _> = text.chars().map(u8::try_from).collect();
    bytes.map_err(|_| JsError::new("invalid header value: expected characters up to U+00FF"))
}

fn decode_latin1(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}
