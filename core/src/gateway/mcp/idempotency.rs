//! The idempotency key of a tool call that writes.
//!
//! A client that repeats a request sends the same id, so the id names the write. Clients count their ids from 0 or 1, so the id alone
//! would also name the writes of other clients that use the same credential. What tells them apart is in the key too: the MCP session,
//! which `initialize` makes up, or, since there are no sessions in 2026-07-28, what the client says about itself; and the tool with its
//! arguments, so that two different calls are two writes in any case. What remains is the same call under the same id by another
//! process of the same client within 24 hours: it is not sent again, and its result says so.

use sha2::{Digest, Sha256};

use super::message::RequestId;

/// The key of a call. `client` is the MCP session or what the client says about itself; `arguments` are JSON.
pub fn idempotency_key(client: &str, id: &RequestId, tool: &str, arguments: &str) -> String {
    let mut digest = Sha256::new();
    for part in [client, &id.to_json(), tool, arguments] {
        // With its length, so that no two lists of parts are one text.
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part);
    }
    let hex: String = digest.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("mcp-{hex}")
}
