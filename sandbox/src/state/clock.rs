//! The time of the sandbox: the host's time, advanced by the control interface.

/// Times in milliseconds since the Unix epoch. The host's time is a parameter, so that only `server` and `wasm` read a clock.
#[derive(Clone, Copy, Default)]
pub(crate) struct Clock {
    host_ms: i64,
    /// How far the control interface has advanced the clock, in milliseconds.
    pub(crate) advanced_ms: i64,
}

impl Clock {
    pub(crate) fn new(host_ms: i64) -> Self {
        Self { host_ms, advanced_ms: 0 }
    }

    /// Called once per request.
    pub(crate) fn set_host_time(&mut self, host_ms: i64) {
        self.host_ms = host_ms;
    }

    pub(crate) fn host_ms(&self) -> i64 {
        self.host_ms
    }

    pub(crate) fn advance(&mut self, ms: u32) {
        self.advanced_ms = self.advanced_ms.saturating_add(i64::from(ms));
    }

    pub(crate) fn now(&self) -> i64 {
        self.host_ms.saturating_add(self.advanced_ms)
    }
}
