//! The JSON-RPC 2.0 messages that a server without requests of its own needs.

use serde_json::{Map, Value, json};

/// `Parse error`: the body is not JSON.
pub const PARSE_ERROR: i32 = -32_700;
/// `Invalid Request`: the JSON is not a message.
pub const INVALID_REQUEST: i32 = -32_600;
/// `Method not found`.
pub const METHOD_NOT_FOUND: i32 = -32_601;
/// `Invalid params`.
pub const INVALID_PARAMS: i32 = -32_602;
/// `Internal error`.
pub const INTERNAL_ERROR: i32 = -32_603;
/// A header contradicts the body, or is missing (MCP 2026-07-28).
pub const HEADER_MISMATCH: i32 = -32_020;
/// The protocol version is not supported (MCP 2026-07-28).
pub const UNSUPPORTED_VERSION: i32 = -32_022;

/// The id of a request: a string or a number.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestId(Value);

impl RequestId {
    fn read(value: &Value) -> Option<Self> {
        matches!(value, Value::String(_) | Value::Number(_)).then(|| Self(value.clone()))
    }

    /// A placeholder for the id when the client chose the idempotency key, so that the key does not depend on the id.
    pub(super) fn of_client() -> Self {
        Self(Value::Null)
    }

    /// The id as JSON.
    pub fn to_json(&self) -> String {
        self.0.to_string()
    }
}

/// A message of a client.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// It expects a response.
    Request {
        /// Its id.
        id: RequestId,
        /// What it calls.
        method: String,
        /// Its parameters; empty when absent.
        params: Map<String, Value>,
    },
    /// It expects none.
    Notification,
    /// A response to a request, which this server never sends.
    Response,
}

/// A JSON-RPC error.
#[derive(Clone, Debug, PartialEq)]
pub struct RpcError {
    /// The HTTP status that carries it.
    pub status: u16,
    /// The JSON-RPC code.
    pub code: i32,
    /// What is wrong, and what to do.
    pub message: String,
    /// `error.data`.
    pub data: Option<Value>,
}

impl RpcError {
    /// An error without data.
    pub fn new(status: u16, code: i32, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), data: None }
    }

    /// `Invalid params` of a well-formed request.
    pub fn invalid_params(message: impl Into<String>) -> Self {
        Self::new(200, INVALID_PARAMS, message)
    }

    /// The response body. Its id is `null` when the id of the request could not be read.
    pub fn response(&self, id: Option<&RequestId>) -> String {
        let mut error = json!({ "code": self.code, "message": self.message });
        if let Some(data) = &self.data {
            error["data"] = data.clone();
        }
        let id = id.map_or(Value::Null, |id| id.0.clone());
        json!({ "jsonrpc": "2.0", "id": id, "error": error }).to_string()
    }
}

/// The response body of a success. `result` is JSON text.
pub fn success(id: &RequestId, result: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","id":{},"result":{result}}}"#, id.to_json())
}

/// Why a body is not a message, and the id of the request if it could be read.
#[derive(Clone, Debug, PartialEq)]
pub struct MessageError {
    /// The request's id.
    pub id: Option<RequestId>,
    /// What is wrong.
    pub error: RpcError,
}

/// Parses the body of a request.
///
/// # Errors
/// The body is not JSON, is a batch (which the supported revisions do not have), or is not a message.
pub fn parse(body: &[u8]) -> Result<Message, Box<MessageError>> {
    let invalid = |id, text: &str| Err(Box::new(MessageError { id, error: RpcError::new(400, INVALID_REQUEST, text) }));
    let mut message = match serde_json::from_slice(body) {
        Ok(Value::Object(message)) => message,
        Ok(Value::Array(_)) => {
            return invalid(
                None,
                "invalid message: batches are not supported; send each message in a request of its own",
            );
        }
        Ok(_) => return invalid(None, "invalid message: expected a JSON object with jsonrpc, method and id"),
        Err(error) => {
            let error = RpcError::new(400, PARSE_ERROR, format!("the body is not JSON: {error}"));
            return Err(Box::new(MessageError { id: None, error }));
        }
    };
    let id = message.get("id").and_then(RequestId::read);
    if message.get("jsonrpc").and_then(Value::as_str) != Some("2.0") {
        return invalid(id, r#"invalid message: jsonrpc must be "2.0""#);
    }
    let method = match message.remove("method") {
        Some(Value::String(method)) => method,
        None if message.contains_key("result") || message.contains_key("error") => return Ok(Message::Response),
        _ => return invalid(id, "invalid message: method must be a string"),
    };
    let params = match message.remove("params") {
        None => Map::new(),
        Some(Value::Object(params)) => params,
        Some(_) => return invalid(id, "invalid message: params must be an object"),
    };
    match (message.contains_key("id"), id) {
        (false, _) => Ok(Message::Notification),
        (true, Some(id)) => Ok(Message::Request { id, method, params }),
        (true, None) => invalid(None, "invalid message: id must be a string or a number"),
    }
}
