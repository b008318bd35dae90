//! The bindings of the npm package: a function that turns a request into an outcome. `npm/` contains the JavaScript.

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
    /// Creates a sandbox. The same seed yields the same ids and, at the same time, the same data.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(seed: f64, host_ms: f64) -> Self {
        Self(Service::new(seed as u64, host_ms as i64))
    }

    /// The API key of the demo team. The getter makes `createSandbox` faster than a control call would.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn api_key(&self) -> String {
        self.0.demo_api_key().to_owned()
    }

    /// Handles a request. `headers` alternates names and values, as Node's `rawHeaders` does. Each character of a value is one byte (Latin-1).
    ///
    /// # Errors
    /// When the method, the target or a header is not valid in HTTP.
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

/// The effect of a request on its connection.
#[wasm_bindgen]
pub struct WasmOutcome(Outcome);

#[wasm_bindgen]
impl WasmOutcome {
    /// `respond`, `reset`, or `truncate`: the connection ends after the body, although its `content-length` is larger.
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

    /// The delay of the response or the reset, in milliseconds.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn delay_ms(&self) -> f64 {
        let (Outcome::Respond { delay_ms, .. }
        | Outcome::RespondTruncated { delay_ms, .. }
        | Outcome::Reset { delay_ms }) = self.0;
        delay_ms.into()
    }

    /// The status; 0 for a reset.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn status(&self) -> u16 {
        self.response().map_or(0, |response| response.status().as_u16())
    }

    /// The headers, as alternating names and values.
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

/// Returns the maximum number of bytes of a body that `handle` needs.
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
