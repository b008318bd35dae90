//! The posts of the seeded watchlists and of the demo team's own company.

pub(super) mod company;
pub(super) mod keyword;
pub(super) mod own;
pub(super) mod people;
pub(super) mod reddit;

pub(in crate::seed) struct SeedPost {
    pub(in crate::seed) hours_ago: i64,
    /// The slug of a member or company, or a Reddit user's name.
    pub(in crate::seed) by: &'static str,
    pub(in crate::seed) text: &'static str,
    pub(in crate::seed) likes: u64,
    pub(in crate::seed) comments: u64,
    pub(in crate::seed) shares: u64,
    pub(in crate::seed) tags: &'static [&'static str],
    pub(in crate::seed) post_type: Option<&'static str>,
    pub(in crate::seed) language: &'static str,
    pub(in crate::seed) bookmark: bool,
    pub(in crate::seed) subreddit: Option<&'static str>,
}

/// The default values of a post.
const DEFAULT: SeedPost = SeedPost {
    hours_ago: 0,
    by: "",
    text: "",
    likes: 0,
    comments: 0,
    shares: 0,
    tags: &[],
    post_type: None,
    language: "en",
    bookmark: false,
    subreddit: None,
};
