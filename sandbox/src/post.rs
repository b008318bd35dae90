//! A post that a watchlist collected (spec 6.1).

use serde_json::{Value, json};

use crate::social;
use crate::world::World;

#[derive(Clone, Default)]
pub(crate) struct Post {
    pub(crate) id: String,
    /// The id of the watchlist that collected it.
    pub(crate) watchlist: String,
    /// None on Reddit.
    pub(crate) urn: Option<String>,
    pub(crate) slug: String,
    pub(crate) content: String,
    pub(crate) created_at: i64,
    pub(crate) likes: u64,
    pub(crate) comments: u64,
    pub(crate) shares: u64,
    pub(crate) bookmark: bool,
    pub(crate) post_type: Option<String>,
    pub(crate) language: String,
    /// Labels of its watchlist.
    pub(crate) tags: Vec<String>,
    /// A member's slug, or a Reddit user's name.
    pub(crate) author: String,
    /// Set when a company wrote it.
    pub(crate) company: Option<String>,
    /// Set on Reddit.
    pub(crate) subreddit: Option<String>,
    /// How well it fits the watchlist's objective, 0 to 100.
    pub(crate) relevance: u64,
}

impl Post {
    pub(crate) fn url(&self) -> String {
        match (&self.urn, &self.subreddit) {
            (Some(urn), _) => format!("https://linkedin.com/feed/update/{urn}"),
            (None, Some(subreddit)) => format!("https://www.reddit.com/r/{subreddit}/comments/{}", self.slug),
            (None, None) => String::new(),
        }
    }

    pub(crate) fn is_reddit(&self) -> bool {
        self.subreddit.is_some()
    }

    /// As `/api-posts` and `/api-interactions` show it.
    pub(crate) fn view(&self, world: &World) -> Value {
        let mut view = json!({
            "id": self.id,
            "source": if self.is_reddit() { "reddit" } else { "linkedin" },
            "content": self.content,
            "created_at": self.created_at,
            "likes_count": self.likes,
            "shares_count": self.shares,
            "comments_count": self.comments,
            "bookmark": self.bookmark,
            "post_type": self.post_type,
            "language": self.language,
            "tags": self.tags,
            "videos": null,
            // invented: the keys from here on; an author and images are known to exist (spec 6.1).
            "author": social::author(world, self),
            "images": [],
            "watchlist_id": self.watchlist,
            "relevance_score": self.relevance,
        });
        if self.is_reddit() {
            view["subreddit"] = json!(self.subreddit);
            view["reddit_post_url"] = self.url().into();
        } else {
            view["linkedin_post_url"] = self.url().into();
            view["linkedin_post_urn"] = json!(self.urn);
            view["linkedin_post_slug"] = self.slug.clone().into();
        }
        view
    }
}
