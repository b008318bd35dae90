//! Prints the newest posts of the first watchlist, and a profile.

use outx_client::Outx;
use outx_client::types::*;

#[tokio::main]
async fn main() {
    if let Err(error) = run().await {
        eprintln!("{} failed with {}: {error}", error.operation().unwrap_or("the client"), error.code().as_str());
        std::process::exit(1);
    }
}

async fn run() -> Result<(), outx_client::Error> {
    let key = std::env::var("OUTX_API_KEY").unwrap_or_default();
    let url = std::env::var("OUTX_URL").unwrap_or_else(|_| "https://api.outx.ai".to_owned());
    let outx = Outx::builder().api_key(key).base_url(url).build()?;

    let lists = outx.watchlists().keyword().list().await?.watchlists;
    if let Some(list) = lists.first() {
        let args = ListPostsArgs { page_size: Some(5), ..ListPostsArgs::new(&list.id) };
        // Fetches only the pages that contain these posts.
        for post in outx.posts().list(args).collect_up_to(12).await? {
            println!("{} likes  {}", post.likes_count.unwrap_or_default(), post.content.unwrap_or_default());
        }
    }

    let slug = std::env::args().nth(1).unwrap_or_else(|| "ada-example".to_owned());
    let task = outx.linkedin().fetch_profile(FetchProfileArgs::new(slug)).await?;
    let mut states = task.states();
    while let Some(state) = states.try_next().await? {
        eprintln!("task {}: {}", task.id(), state.status);
    }
    println!("{}", serde_json::json!(task.wait().await?));
    Ok(())
}
