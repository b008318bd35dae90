//! `upstream [DIRECTORY]`: responds like api.outx.ai, at once and without checks, so that no measurement waits for it.
//!
//! Prints `listening http://127.0.0.1:PORT`. Serves the files of `DIRECTORY` under `/bench/`. `GET /__upstream/calls` returns the number of
//! API calls so far.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};

const TEAM: &str = r#"{"success":true,"data":{"id":"8b1c0a52-0000-4000-8000-000000000002","name":"Bench","members":[{"email":"ada@example.org","role":"admin"}]}}"#;
const TASK: &str = r#"{"success":true,"data":{"id":"3d6f9a10-0000-4000-8000-000000000010","status":"pending","task_input":{"task_type":"agent_profile_fetch"},"task_output":null}}"#;
/// Size of a post in the response of `/api-posts`, which is 5 MB in total.
const POST_BYTES: usize = 1000;
const POSTS: usize = 5000;
const ISOLATED: [(&str, &str); 2] =
    [("cross-origin-opener-policy", "same-origin"), ("cross-origin-embedder-policy", "require-corp")];

struct Upstream {
    calls: AtomicU64,
    posts: Bytes,
    files: HashMap<String, (&'static str, Bytes)>,
}

#[tokio::main(worker_threads = 1)]
async fn main() -> std::io::Result<()> {
    let files = match std::env::args().nth(1) {
        Some(directory) => read(Path::new(&directory))?,
        None => HashMap::new(),
    };
    let upstream = Arc::new(Upstream { calls: AtomicU64::new(0), posts: posts().into(), files });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("listening http://{}", listener.local_addr()?);
    axum::serve(listener, Router::new().fallback(respond).with_state(upstream)).await
}

async fn respond(State(upstream): State<Arc<Upstream>>, uri: Uri, _body: Bytes) -> Response {
    if uri.path() == "/__upstream/calls" {
        return upstream.calls.load(Ordering::Relaxed).to_string().into_response();
    }
    if let Some(name) = uri.path().strip_prefix("/bench/") {
        return match upstream.files.get(name) {
            // In a cross-origin isolated page, the resolution of the clock is 5 µs instead of 100 µs.
            Some((kind, bytes)) => ([("content-type", *kind), ISOLATED[0], ISOLATED[1]], bytes.clone()).into_response(),
            None => StatusCode::NOT_FOUND.into_response(),
        };
    }
    upstream.calls.fetch_add(1, Ordering::Relaxed);
    let body = match uri.path() {
        "/linkedin-agent/get-task-status" => Body::from(TASK),
        "/api-posts" => Body::from(upstream.posts.clone()),
        _ => Body::from(TEAM),
    };
    ([(CONTENT_TYPE, "application/json")], body).into_response()
}

fn posts() -> String {
    let row = |id: usize| {
        let row = format!(r#"{{"id":"post-{id}","likes_count":{id},"author":{{"name":"Ada Example"}},"content":""#);
        let content = "lorem ipsum ".repeat(POST_BYTES / 12);
        format!("{row}{}\"}}", &content[..POST_BYTES - row.len() - 2])
    };
    format!(r#"{{"success":true,"count":{POSTS},"data":[{}]}}"#, (0..POSTS).map(row).collect::<Vec<_>>().join(","))
}

fn read(directory: &Path) -> std::io::Result<HashMap<String, (&'static str, Bytes)>> {
    let mut files = HashMap::new();
    for entry in std::fs::read_dir(directory)? {
        let path = entry?.path();
        let kind = match path.extension().and_then(|extension| extension.to_str()) {
            Some("html") => "text/html",
            Some("js") => "text/javascript",
            Some("wasm") => "application/wasm",
            _ => "application/octet-stream",
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        files.insert(name, (kind, std::fs::read(&path)?.into()));
    }
    Ok(files)
}
