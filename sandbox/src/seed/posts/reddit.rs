//! Posts that the Reddit watchlist collected.

use crate::seed::posts::{DEFAULT, SeedPost};

pub(in crate::seed) const POSTS: [SeedPost; 14] = [
    SeedPost {
        hours_ago: 3,
        by: "quietfounder",
        text: "We raised prices by 40 % and lost 3 of 210 customers. Two of the three came back. Ask me anything about the letter we sent.",
        likes: 86,
        comments: 41,
        shares: 0,
        tags: &["Pricing"],
        bookmark: true,
        subreddit: Some("SaaS"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 13,
        by: "threadbare_ops",
        text: "Our churn is fine on paper, 2 % a month, but nearly all of it happens in week three. What do you look at first?",
        likes: 45,
        comments: 29,
        shares: 0,
        tags: &["Churn"],
        subreddit: Some("SaaS"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 27,
        by: "support_otter",
        text: "Small team, 400 tickets a week, no budget for a new tool. What actually reduced the number of tickets for you?",
        likes: 122,
        comments: 63,
        shares: 0,
        tags: &["Support"],
        subreddit: Some("CustomerSuccess"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 41,
        by: "nightdeploy",
        text: "Moved from a hosted social listening tool to alerts by hand. A month later we are shopping again. What should we look for?",
        likes: 31,
        comments: 18,
        shares: 0,
        tags: &["Tools"],
        subreddit: Some("SaaS"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 66,
        by: "ledgerline",
        text: "Usage-based pricing for something people use twice a year: does anybody make this work?",
        likes: 58,
        comments: 34,
        shares: 0,
        tags: &["Pricing"],
        subreddit: Some("startups"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 90,
        by: "maple_pm",
        text: "I read every cancellation reason from last year. \"Too complicated\" turned out to mean \"I was never shown\".",
        likes: 77,
        comments: 22,
        shares: 0,
        tags: &[],
        bookmark: true,
        subreddit: Some("ProductManagement"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 127,
        by: "coldstart_kit",
        text: "Looking for a way to be told when our category is mentioned, without reading forty subreddits.",
        likes: 19,
        comments: 12,
        shares: 0,
        tags: &["Tools"],
        subreddit: Some("SaaS"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 161,
        by: "bootstrapped_ana",
        text: "We put the cancel button on the first settings page. Refund requests fell by half; cancellations did not move.",
        likes: 204,
        comments: 96,
        shares: 0,
        tags: &["Churn"],
        subreddit: Some("SaaS"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 207,
        by: "hexgarden",
        text: "Chat widget on or off for a two-person company? We turned it off and people started to write better mails.",
        likes: 37,
        comments: 25,
        shares: 0,
        tags: &["Support"],
        subreddit: Some("startups"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 259,
        by: "quietfounder",
        text: "Annual plans: what discount do you give, and did you ever regret it?",
        likes: 64,
        comments: 31,
        shares: 0,
        tags: &["Pricing"],
        subreddit: Some("SaaS"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 318,
        by: "opsbynight",
        text: "What is in your stack at 10 people that you wish you had left out?",
        likes: 28,
        comments: 16,
        shares: 0,
        tags: &["Tools"],
        subreddit: Some("startups"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 390,
        by: "maple_pm",
        text: "Exit interviews by phone: 9 of 30 said yes, and those nine were worth more than the survey.",
        likes: 49,
        comments: 20,
        shares: 0,
        tags: &["Churn"],
        subreddit: Some("ProductManagement"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 476,
        by: "support_otter",
        text: "I wrote down every question that came up more than five times. The list had eleven lines. Eleven help pages later, tickets are down a third.",
        likes: 93,
        comments: 44,
        shares: 0,
        tags: &["Support"],
        subreddit: Some("CustomerSuccess"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 590,
        by: "ledgerline",
        text: "Invoices in the customer's own language: worth it? We have customers in six countries and write in two.",
        likes: 22,
        comments: 9,
        shares: 0,
        tags: &[],
        subreddit: Some("startups"),
        ..DEFAULT
    },
];
