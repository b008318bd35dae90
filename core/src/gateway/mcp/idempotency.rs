//! The idempotency key of a tool call that writes.
//!
//! The key is a digest of the JSON-RPC id, which is the same when a client repeats a request, and of:
//!
//! - the MCP session id from the response to `initialize`, or, in 2026-07-28, which has no sessions, what the client says about itself.
//!   Clients count their ids from 0 or 1, so the id alone would collide between clients that use the same credential;
//! - the tool and its arguments, so that two different calls are always two writes.
//!
//! One collision remains: the same call under the same id from another process of the same client within 24 hours. It is not sent again,
//! and its result says so.

use sha2::{Digest, Sha256};

use super::message::RequestId;

/// The key of a call. `client` is the MCP session or what the client says about itself; `arguments` are JSON.
pub fn idempotency_key(client: &str, id: &RequestId, tool: &str, arguments: &str) -> String {
    let mut digest = Sha256::new();
    for part in [client, &id.to_json(), tool, arguments] {
        // The length comes first, so that two different lists of parts cannot be the same input.
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part);
    }
    let hex: String = digest.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("mcp-{hex}")
}
