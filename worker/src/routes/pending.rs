//! Requests of the fast paths between two calls of `entry.js`.

use std::collections::HashMap;

use outx_core::gateway::http::encoded_request::FLAGS;

use crate::runtime::js::{now_ms, random};

/// Requests remembered before those whose callers left are removed.
const MAX_PENDING: usize = 1_024;

/// Requests by their handles, which JavaScript holds.
pub struct Pending<T> {
    requests: HashMap<u32, (f64, T)>,
    /// Starts at random: a handle from before a trap must not name a request that began after it.
    last_handle: u32,
    limit: usize,
}

impl<T> Default for Pending<T> {
    fn default() -> Self {
        Self { requests: HashMap::new(), last_handle: u32::from_le_bytes(random()), limit: MAX_PENDING }
    }
}

impl<T> Pending<T> {
    /// Adds a request and returns its handle with these flags. At `ends_ms` it is over if nothing took it: the runtime drops the second
    /// half of a request whose caller left.
    pub fn insert(&mut self, request: T, ends_ms: f64, flags: u32) -> u32 {
        if self.requests.len() >= self.limit {
            let now = now_ms();
            self.requests.retain(|_, (ends_ms, _)| *ends_ms > now);
            self.limit = MAX_PENDING.max(self.requests.len() * 2);
        }
        let step = FLAGS + 1;
        self.last_handle = self.last_handle.wrapping_add(step).max(step);
        let handle = self.last_handle & !FLAGS | flags;
        self.requests.insert(handle, (ends_ms, request));
        handle
    }

    /// A request; `None` for a handle from before a trap.
    pub fn get(&self, handle: u32) -> Option<&T> {
        self.requests.get(&handle).map(|(_, request)| request)
    }

    /// The same, to change it.
    pub fn get_mut(&mut self, handle: u32) -> Option<&mut T> {
        self.requests.get_mut(&handle).map(|(_, request)| request)
    }

    /// Removes a request.
    pub fn take(&mut self, handle: u32) -> Option<T> {
        self.requests.remove(&handle).map(|(_, request)| request)
    }
}
