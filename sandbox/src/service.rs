//! One sandbox without a socket: routes each request to the API or to the control interface.

use std::net::IpAddr;

use http::Request;

use crate::api::outcome::Outcome;
use crate::state::world::World;
use crate::{api, control, seed};

pub(crate) struct Service {
    world: World,
}

impl Service {
    /// Times are milliseconds since the Unix epoch. The same seed yields the same ids and, at the same `host_ms`, the same data.
    pub(crate) fn new(seed: u64, host_ms: i64) -> Self {
        Self { world: seed::demo_world(seed, host_ms) }
    }

    /// The API key of the demo team.
    #[cfg(feature = "wasm")]
    pub(crate) fn demo_api_key(&self) -> &str {
        &self.world.teams[0].api_key
    }

    pub(crate) fn handle(&mut self, peer: IpAddr, request: &Request<Vec<u8>>, host_ms: i64) -> Outcome {
        self.world.clock.set_host_time(host_ms);
        if control::is_control_path(request.uri().path()) {
            return Outcome::Respond { response: control::handle(&mut self.world, peer, request), delay_ms: 0 };
        }
        api::handle(&mut self.world, request)
    }
}

/// How many bytes of a body `handle` needs, at most. One more than the API accepts, so that it can tell; a planned fault may have
/// a body of any size.
pub(crate) fn body_limit(path: &str) -> usize {
    if control::is_control_path(path) { usize::MAX } else { api::MAX_BODY + 1 }
}
