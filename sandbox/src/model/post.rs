//! A post that a watchlist collected.

#[derive(Clone, Default)]
pub(crate) struct Post {
    pub(crate) id: String,
    pub(crate) watchlist_id: String,
    /// `None` on Reddit.
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
    /// A LinkedIn member's slug, or a Reddit user's name.
    pub(crate) author_slug: String,
    /// The company that wrote the post, if any.
    pub(crate) company_slug: Option<String>,
    /// `None` on LinkedIn.
    pub(crate) subreddit: Option<String>,
    /// How well the post fits the watchlist's objective, 0 to 100.
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
}
