//! The sandbox on a TCP port.

mod body;
mod connection;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

use crate::server::connection::serve_connection;
use crate::service::Service;

/// The service shared by all connections.
#[derive(Clone)]
pub(crate) struct AppState(Arc<Mutex<Service>>);

impl AppState {
    fn new(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(Service::new(seed, host_ms()))))
    }

    pub(crate) fn service(&self) -> MutexGuard<'_, Service> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Milliseconds since the Unix epoch.
pub(crate) fn host_ms() -> i64 {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
    i64::try_from(since_epoch).unwrap_or(i64::MAX)
}

/// A new sandbox that a listener can serve. The same seed yields the same ids and data.
pub struct Server(AppState);

impl Server {
    /// Creates a sandbox.
    pub fn new(seed: u64) -> Self {
        Self(AppState::new(seed))
    }

    /// Returns the API key of the demo team.
    pub fn demo_api_key(&self) -> String {
        self.0.service().demo_api_key().to_owned()
    }

    /// Serves the sandbox on `listener`. Dropping the future ends all connections.
    pub async fn serve(self, listener: TcpListener) {
        let mut connections = JoinSet::new();
        loop {
            match listener.accept().await {
                Ok((stream, peer)) => {
                    connections.spawn(serve_connection(stream, peer, self.0.clone()));
                }
                // Most likely the process has no free file descriptors. Meanwhile some connections may end.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
            while connections.try_join_next().is_some() {}
        }
    }
}

/// A sandbox on a free loopback port. Dropping it stops the server.
pub struct Sandbox {
    address: SocketAddr,
    server: JoinHandle<()>,
}

impl Sandbox {
    /// Starts a sandbox. It must be called within a tokio runtime.
    ///
    /// # Errors
    /// When no loopback port is free.
    pub async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        Ok(Self { address, server: tokio::spawn(Server::new(0).serve(listener)) })
    }

    /// Returns the base URL, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.server.abort();
    }
}
