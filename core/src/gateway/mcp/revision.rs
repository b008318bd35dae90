//! Revisions of the protocol, and the checks of what a request says about its revision.
//!
//! Since 2026-07-28 each request names its revision in `_meta`, and headers repeat parts of the body. In earlier revisions a client begins
//! with `initialize` and names the negotiated revision in a header.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::message::{HEADER_MISMATCH, INVALID_PARAMS, RpcError, UNSUPPORTED_VERSION};

/// The current revision, which has no handshake.
pub const CURRENT: &str = "2026-07-28";
/// The revisions that begin with `initialize`, newest first.
pub const WITH_HANDSHAKE: [&str; 2] = ["2025-11-25", "2025-06-18"];

const VERSION_KEY: &str = "io.modelcontextprotocol/protocolVersion";
const CAPABILITIES_KEY: &str = "io.modelcontextprotocol/clientCapabilities";
const CLIENT_KEY: &str = "io.modelcontextprotocol/clientInfo";

/// The headers that the protocol reads; empty when absent.
#[derive(Clone, Copy, Debug, Default)]
pub struct McpHeaders<'a> {
    /// `MCP-Protocol-Version`
    pub version: &'a str,
    /// `Mcp-Method`
    pub method: &'a str,
    /// `Mcp-Name`
    pub name: &'a str,
    /// `Mcp-Session-Id`
    pub session: &'a str,
    /// `Accept`
    pub accept: &'a str,
}

impl McpHeaders<'_> {
    /// Whether the client reads event streams.
    pub fn accepts_events(&self) -> bool {
        self.accept.contains("text/event-stream")
    }
}

/// The kind of revision that a request uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Era {
    /// 2026-07-28.
    PerRequest,
    /// 2025-11-25 and 2025-06-18.
    Handshake,
}

/// The revisions that this server supports, newest first.
pub fn supported() -> Vec<&'static str> {
    std::iter::once(CURRENT).chain(WITH_HANDSHAKE).collect()
}

/// The revision in the response to `initialize`: the wanted one, or else the newest.
pub fn negotiate(wanted: &str) -> &'static str {
    WITH_HANDSHAKE.into_iter().find(|revision| *revision == wanted).unwrap_or(WITH_HANDSHAKE[0])
}

/// What the client says about itself, as JSON; empty when absent. It is not verified: use it only to tell clients apart.
pub fn client_of(params: &Map<String, Value>) -> String {
    meta(params, CLIENT_KEY).map(Value::to_string).unwrap_or_default()
}

/// The entry of `_meta` with this name.
pub fn meta<'a>(params: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    params.get("_meta")?.get(name)
}

/// Checks what a request says about its revision.
///
/// # Errors
/// 400 for a revision that is not supported, for missing `_meta` fields, and for a header that is missing or contradicts the body.
pub fn check(method: &str, params: &Map<String, Value>, headers: &McpHeaders<'_>) -> Result<Era, RpcError> {
    let named = meta(params, VERSION_KEY);
    if named.is_none() && headers.version != CURRENT && method != "server/discover" {
        return check_handshake(headers.version);
    }
    let named = match named {
        Some(Value::String(named)) => named.as_str(),
        _ => return Err(missing(VERSION_KEY)),
    };
    if named != CURRENT {
        return Err(unsupported(named));
    }
    if !meta(params, CAPABILITIES_KEY).is_some_and(Value::is_object) {
        return Err(missing(CAPABILITIES_KEY));
    }
    check_header("MCP-Protocol-Version", headers.version, named)?;
    check_header("Mcp-Method", headers.method, method)?;
    let name = match method {
        "tools/call" | "prompts/get" => params.get("name"),
        "resources/read" => params.get("uri"),
        _ => None,
    };
    if let Some(Value::String(name)) = name {
        let decoded = decode(headers.name).ok_or_else(|| mismatch("Mcp-Name", headers.name, name))?;
        check_header("Mcp-Name", &decoded, name)?;
    }
    Ok(Era::PerRequest)
}

fn check_handshake(version: &str) -> Result<Era, RpcError> {
    // Clients from before 2025-06-18 send no such header.
    if version.is_empty() || WITH_HANDSHAKE.contains(&version) { Ok(Era::Handshake) } else { Err(unsupported(version)) }
}

fn missing(name: &str) -> RpcError {
    RpcError::new(
        400,
        INVALID_PARAMS,
        format!("params._meta lacks {name}, which MCP {CURRENT} requires on each request"),
    )
}

fn unsupported(version: &str) -> RpcError {
    let data = json!({ "supported": supported(), "requested": version });
    RpcError { data: Some(data), ..RpcError::new(400, UNSUPPORTED_VERSION, "Unsupported protocol version") }
}

fn check_header(header: &str, value: &str, expected: &str) -> Result<(), RpcError> {
    if value == expected { Ok(()) } else { Err(mismatch(header, value, expected)) }
}

fn mismatch(header: &str, value: &str, expected: &str) -> RpcError {
    let text = match value {
        "" => format!("Header mismatch: {header} is missing; the body says {expected:?}"),
        _ => format!("Header mismatch: {header} is {value:?}, but the body says {expected:?}"),
    };
    RpcError::new(400, HEADER_MISMATCH, text)
}

/// A header value, decoded if it is marked as Base64; `None` if it is marked and is not valid Base64.
fn decode(value: &str) -> Option<String> {
    match value.strip_prefix("=?base64?").and_then(|rest| rest.strip_suffix("?=")) {
        None => Some(value.to_owned()),
        Some(encoded) => String::from_utf8(STANDARD.decode(encoded).ok()?).ok(),
    }
}
