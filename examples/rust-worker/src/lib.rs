//! A Worker that responds to `GET /{watchlist}` with the texts of its ten newest posts.
#![cfg(target_family = "wasm")]

use outx_client::types::*;
use outx_client::{Class, Error, Outx};
use worker::{Context, Env, Request, Response, Result, event};

#[event(fetch)]
async fn fetch(request: Request, env: Env, _context: Context) -> Result<Response> {
    let mut builder = Outx::builder().api_key(env.secret("OUTX_API_KEY")?.to_string());
    if let Ok(url) = env.var("OUTX_URL") {
        builder = builder.base_url(url.to_string());
    }
    let path = request.path();
    match posts(builder.build(), path.trim_start_matches('/')).await {
        Ok(texts) => Response::from_json(&texts),
        Err(error) => {
            let status = if error.class() == Class::NotFound { 404 } else { 502 };
            Ok(Response::from_json(&[error.code().as_str()])?.with_status(status))
        }
    }
}

async fn posts(outx: outx_client::Result<Outx>, watchlist: &str) -> std::result::Result<Vec<String>, Error> {
    let outx = outx?;
    outx.watchlists().keyword().get(watchlist).await?;
    let args = ListPostsArgs { page_size: Some(10), ..ListPostsArgs::new(watchlist) };
    let page = outx.posts().list(args).page().await?;
    Ok(page.data.into_iter().filter_map(|post| post.content).collect())
}
