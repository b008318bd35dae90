//! The seeded watchlists and their posts.

use crate::model::watchlist::WatchlistKind;
use crate::seed::posts::{SeedPost, company, keyword, people, reddit};

pub(super) struct SeedWatchlist {
    pub(super) kind: WatchlistKind,
    pub(super) name: &'static str,
    pub(super) description: &'static str,
    pub(super) days_ago: i64,
    /// `fetchFreqInHours`
    pub(super) frequency: u64,
    pub(super) keywords: &'static [&'static str],
    pub(super) profile_slugs: &'static [&'static str],
    pub(super) labels: &'static [SeedLabel],
    pub(super) posts: &'static [SeedPost],
}

pub(super) struct SeedLabel {
    pub(super) name: &'static str,
    pub(super) description: &'static str,
}

pub(super) const WATCHLISTS: [SeedWatchlist; 4] = [
    SeedWatchlist {
        kind: WatchlistKind::Keyword,
        name: "Hiring and interviews",
        description: "How teams hire, and what people say about being hired",
        days_ago: 38,
        frequency: 6,
        keywords: &["hiring", "structured interview", "first job"],
        profile_slugs: &[],
        labels: &[
            SeedLabel { name: "Hiring", description: "Open roles and how they are filled" },
            SeedLabel { name: "Interviewing", description: "How candidates are met" },
            SeedLabel { name: "Career", description: "Stories of people at work" },
        ],
        posts: &keyword::POSTS,
    },
    SeedWatchlist {
        kind: WatchlistKind::People,
        name: "Product and engineering voices",
        description: "People whose posts our team discusses on Mondays",
        days_ago: 34,
        frequency: 12,
        keywords: &[],
        profile_slugs: &[
            "marcus-oyelaran",
            "hana-sato",
            "ravi-menon",
            "ada-example",
            "claire-delacourt",
            "lucia-ferreira",
            "nadia-karim",
            "tomas-herrera",
        ],
        labels: &[
            SeedLabel { name: "Strategy", description: "What to build and what not" },
            SeedLabel { name: "Engineering", description: "How it is built" },
            SeedLabel { name: "Leadership", description: "Working with people" },
            SeedLabel { name: "Design", description: "How it looks and reads" },
        ],
        posts: &people::POSTS,
    },
    SeedWatchlist {
        kind: WatchlistKind::Company,
        name: "Companies to watch",
        description: "Partners and competitors",
        days_ago: 31,
        frequency: 24,
        keywords: &[],
        profile_slugs: &[
            "lumen-desk",
            "oakfield-payments",
            "tessera-robotics",
            "verdant-grid",
            "harborline-health",
            "calder-logistics",
            "mosaic-recruit",
            "paperkite-studio",
            "brightpath-learning",
        ],
        labels: &[
            SeedLabel { name: "Launch", description: "Something new to buy" },
            SeedLabel { name: "Customer", description: "Stories of customers" },
            SeedLabel { name: "Funding", description: "Money and licences" },
            SeedLabel { name: "Hiring", description: "Open roles" },
        ],
        posts: &company::POSTS,
    },
    SeedWatchlist {
        kind: WatchlistKind::Reddit,
        name: "Pains of small software companies",
        description: "What founders and support people ask each other",
        days_ago: 29,
        frequency: 24,
        keywords: &["churn", "pricing", "support tickets", "social listening"],
        profile_slugs: &[],
        labels: &[
            SeedLabel { name: "Pricing", description: "What to charge" },
            SeedLabel { name: "Churn", description: "Why customers leave" },
            SeedLabel { name: "Support", description: "Helping customers" },
            SeedLabel { name: "Tools", description: "What to use" },
        ],
        posts: &reddit::POSTS,
    },
];
