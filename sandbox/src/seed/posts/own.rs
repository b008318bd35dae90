//! Posts of the demo team's own company, which none of its watchlists collects. `fetch-company-posts` finds them.

use crate::seed::posts::{DEFAULT, SeedPost};

pub(in crate::seed) const POSTS: [SeedPost; 4] = [
    SeedPost {
        hours_ago: 20,
        by: "northwind-analytics",
        text: "Northwind now writes its insights back to your warehouse, beside the tables that they were computed from. No export, no second copy.",
        likes: 148,
        comments: 19,
        shares: 14,
        post_type: Some("video"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 92,
        by: "northwind-analytics",
        text: "How a ferry operator in Bergen cut its fuel bill by 9 % with one query that runs every hour. The whole query is in the article.",
        likes: 203,
        comments: 31,
        shares: 26,
        post_type: Some("article"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 210,
        by: "northwind-analytics",
        text: "We are hiring two data engineers in Rotterdam. You will be on call one week in six, and we will show you the pager's log before you sign.",
        likes: 119,
        comments: 22,
        shares: 8,
        post_type: Some("image"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 430,
        by: "northwind-analytics",
        text: "Our incident report of the 14th is public: what failed, who noticed first, and the three changes that are already live.",
        likes: 87,
        comments: 12,
        shares: 11,
        post_type: Some("text"),
        ..DEFAULT
    },
];
