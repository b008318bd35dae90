//! One TCP connection. It is served by hyper without a framework, because a planned fault resets or truncates it.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::Notify;

use crate::api::outcome::Outcome;
use crate::server::body::{ResponseBody, read_at_most};
use crate::server::{AppState, host_ms};
use crate::service::body_limit;

/// The connection of a request.
#[derive(Clone)]
struct Connection {
    peer: IpAddr,
    reset: Arc<Notify>,
}

impl Connection {
    /// Resets the connection; the pending response is never sent.
    async fn reset(&self) -> ! {
        self.reset.notify_one();
        loop {
            std::future::pending::<()>().await;
        }
    }
}

pub(super) async fn serve_connection(stream: TcpStream, peer: SocketAddr, state: AppState) {
    let connection = Connection { peer: peer.ip(), reset: Arc::new(Notify::new()) };
    let reset = connection.reset.clone();
    let service = service_fn(move |request| {
        let state = state.clone();
        let connection = connection.clone();
        async move { Ok::<_, Infallible>(respond(&state, &connection, request).await) }
    });
    // Small responses must not wait for the peer's delayed acknowledgement; a failure costs only speed.
    let _ = stream.set_nodelay(true);
    let mut connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    tokio::select! {
        // An error of the connection is ignored: the client notices it too.
        _ = &mut connection => {}
        () = reset.notified() => {
            let stream = connection.into_parts().io.into_inner();
            // Without linger, dropping the socket sends RST instead of FIN.
            let _ = stream.set_zero_linger();
        }
    }
}

async fn respond(state: &AppState, connection: &Connection, request: Request<Incoming>) -> Response<ResponseBody> {
    let (parts, body) = request.into_parts();
    let Ok(body) = read_at_most(body, body_limit(parts.uri.path())).await else { connection.reset().await };
    let request = Request::from_parts(parts, body);
    // The lock is released before the delay.
    let outcome = state.service().handle(connection.peer, &request, host_ms());
    match outcome {
        Outcome::Respond { response, delay_ms } => {
            tokio::time::sleep(Duration::from_millis(delay_ms.into())).await;
            response.map(ResponseBody::whole)
        }
        Outcome::RespondTruncated { response, delay_ms } => {
            tokio::time::sleep(Duration::from_millis(delay_ms.into())).await;
            response.map(ResponseBody::truncated)
        }
        Outcome::Reset { delay_ms } => {
            tokio::time::sleep(Duration::from_millis(delay_ms.into())).await;
            connection.reset().await
        }
    }
}
