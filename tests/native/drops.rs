//! Dropping a future ends its request.

use std::future::IntoFuture;
use std::time::Duration;

use outx_client::Outx;
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;

#[tokio::test]
async fn a_dropped_call_closes_its_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let outx = Outx::builder().api_key("key").base_url(url).build().expect("valid options");
    let call = tokio::time::timeout(Duration::from_millis(300), outx.team().get().into_future());
    let server = async {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        let mut bytes = Vec::new();
        // Reads until the client closes the connection, which happens only because the call is dropped.
        stream.read_to_end(&mut bytes).await.expect("the end");
        String::from_utf8_lossy(&bytes).into_owned()
    };
    let (call, request) = tokio::join!(call, tokio::time::timeout(Duration::from_secs(10), server));
    assert!(call.is_err(), "the call ended before it was dropped");
    assert!(request.expect("the connection was closed").starts_with("GET /api-team HTTP/1.1\r\n"));
}
