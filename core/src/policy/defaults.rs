//! The defaults of the clients, and the headers that they set. Those of the JavaScript package are generated from these.

/// Headers that a client sets itself, and that its caller cannot set.
pub const RESERVED_HEADERS: [&str; 11] = [
    "accept",
    "authorization",
    "content-length",
    "content-type",
    "cookie",
    "host",
    "idempotency-key",
    "x-api-key",
    "x-outx-attempts",
    "x-outx-session",
    "x-outx-session-id",
];

/// Milliseconds one attempt of a call may take.
pub const ATTEMPT_TIMEOUT_MS: u32 = 30_000;
/// Milliseconds a call may take with all its attempts and waits.
pub const TOTAL_TIMEOUT_MS: u32 = 120_000;
/// Attempts of a call, the first included.
pub const ATTEMPTS: u32 = 3;
/// Maximum number of attempts that may be set.
pub const MAX_ATTEMPTS: u32 = 10;
/// LinkedIn actions per hour.
pub const ACTIONS_PER_HOUR: u32 = 50;
/// Milliseconds that a wait for a task lasts.
pub const TASK_WAIT_MS: u32 = 150_000;
/// Milliseconds that the last poll of a task may take, which is sent when the wait ends.
pub const LAST_POLL_MS: u32 = 2_000;
/// Seconds that an MCP tool waits for its task. Clients end a request after 60 seconds by default.
pub const TOOL_WAIT_S: u32 = 50;
/// Maximum number of seconds that an MCP tool can be asked to wait for its task.
pub const MAX_TOOL_WAIT_S: u32 = 120;
