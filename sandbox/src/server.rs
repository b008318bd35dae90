//! The accept loop. Our own, and not axum's, because a fault must be able to reset the connection itself.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::{JoinHandle, JoinSet};

use crate::world::World;
use crate::{api, control};

/// The world shared by all connections.
#[derive(Clone)]
pub(crate) struct Shared(Arc<Mutex<World>>);

impl Shared {
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The connection a request came on.
#[derive(Clone)]
pub(crate) struct Wire {
    pub(crate) peer: SocketAddr,
    cut: Arc<Notify>,
}

impl Wire {
    /// Resets the connection; the answer of the request in hand is never sent.
    pub(crate) async fn reset(&self) -> ! {
        self.cut.notify_one();
        loop {
            std::future::pending::<()>().await;
        }
    }
}

/// Serves a world of its own on `listener` until dropped; open connections end with it.
pub async fn serve(listener: TcpListener) {
    let shared = Shared(Arc::new(Mutex::new(World::new())));
    let router = Router::new().nest("/__sandbox", control::router()).merge(api::router()).with_state(shared);
    let mut connections = JoinSet::new();
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                connections.spawn(converse(stream, peer, router.clone()));
            }
            // Out of file descriptors, most likely: waiting lets some connections end.
            Err(_) => tokio::time::sleep(std::time::Duration::from_millis(50)).await,
        }
        while connections.try_join_next().is_some() {}
    }
}

async fn converse(stream: TcpStream, peer: SocketAddr, router: Router) {
    let cut = Arc::new(Notify::new());
    let wire = Wire { peer, cut: cut.clone() };
    let service = TowerToHyperService::new(router.layer(Extension(wire)));
    // Small answers must not wait for the peer's delayed acknowledgement; failure costs only speed.
    let _ = stream.set_nodelay(true);
    let mut connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    tokio::select! {
        // A broken connection is the client's business: it sees it too.
        _ = &mut connection => {}
        () = cut.notified() => {
            let stream = connection.into_parts().io.into_inner();
            // With no linger, dropping the socket sends RST instead of FIN.
            let _ = stream.set_zero_linger();
        }
    }
}

/// A sandbox on a free loopback port, ended when dropped.
pub struct Sandbox {
    address: SocketAddr,
    server: JoinHandle<()>,
}

impl Sandbox {
    /// Starts one; needs a running tokio runtime.
    ///
    /// # Errors
    /// When no loopback port can be had.
    pub async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        Ok(Self { address, server: tokio::spawn(serve(listener)) })
    }

    /// Its base URL, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.server.abort();
    }
}
