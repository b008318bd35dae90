//! Posts that the people watchlist collected.

use crate::seed::posts::{DEFAULT, SeedPost};

pub(in crate::seed) const POSTS: [SeedPost; 15] = [
    SeedPost {
        hours_ago: 4,
        by: "marcus-oyelaran",
        text: "A roadmap is a list of bets with dates you can defend. Everything else is a wish with a colour.",
        likes: 389,
        comments: 72,
        shares: 31,
        tags: &["Strategy"],
        post_type: Some("text"),
        bookmark: true,
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 11,
        by: "hana-sato",
        text: "We cut the time to decide when 40,000 batteries charge from 11 minutes to 38 seconds. Not with more machines: we stopped asking the same question per battery.",
        likes: 117,
        comments: 19,
        shares: 8,
        tags: &["Engineering"],
        post_type: Some("article"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 26,
        by: "ravi-menon",
        text: "First-time managers, three sentences that save a year: \"I do not know yet.\" \"What would you do?\" \"I changed my mind, and here is why.\"",
        likes: 702,
        comments: 164,
        shares: 80,
        tags: &["Leadership"],
        post_type: Some("image"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 38,
        by: "ada-example",
        text: "Incident review of the day: the alert worked, the runbook worked, the person on call was on a train. We now page two people. Cost: nothing.",
        likes: 265,
        comments: 41,
        shares: 19,
        tags: &["Engineering"],
        post_type: Some("text"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 63,
        by: "claire-delacourt",
        text: "Three payment methods bring 94 % of our volume. We maintained nineteen. This quarter we turned off eight, and wrote to every merchant by name.",
        likes: 92,
        comments: 15,
        shares: 3,
        tags: &["Strategy"],
        post_type: Some("article"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 88,
        by: "lucia-ferreira",
        text: "Design critique rule at Paperkite: describe what you see before you say what you think. It takes ninety seconds and changes the whole hour.",
        likes: 143,
        comments: 20,
        shares: 6,
        tags: &["Design"],
        post_type: Some("video"),
        bookmark: true,
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 109,
        by: "nadia-karim",
        text: "We stopped measuring first response time. No one ever renewed because of a quick \"we are looking into it\".",
        likes: 208,
        comments: 31,
        shares: 14,
        tags: &["Leadership"],
        post_type: Some("text"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 131,
        by: "marcus-oyelaran",
        text: "The most useful slide in our board deck lists what we said no to and who was disappointed.",
        likes: 176,
        comments: 28,
        shares: 10,
        tags: &["Strategy"],
        post_type: Some("image"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 157,
        by: "tomas-herrera",
        text: "Walked the yard at 4 a.m. with the planning team. Two of our five software priorities died before sunrise.",
        likes: 85,
        comments: 14,
        shares: 4,
        tags: &["Leadership"],
        post_type: Some("image"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 190,
        by: "hana-sato",
        text: "Backpressure is a feature. If your queue never says no, it is a very slow database.",
        likes: 96,
        comments: 11,
        shares: 5,
        tags: &["Engineering"],
        post_type: Some("text"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 236,
        by: "ravi-menon",
        text: "One-to-ones without an agenda are a status meeting with worse acoustics. Let the other person write it.",
        likes: 333,
        comments: 61,
        shares: 25,
        tags: &["Leadership"],
        post_type: Some("text"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 288,
        by: "ada-example",
        text: "Migrated the last job off the old scheduler today. Eleven years old, 412 jobs, one author, who sent cake.",
        likes: 154,
        comments: 23,
        shares: 9,
        tags: &["Engineering"],
        post_type: Some("image"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 352,
        by: "claire-delacourt",
        text: "Un bon indicateur de risque fait perdre un peu de revenu chaque mois. S'il n'en coûte rien, il ne mesure rien.",
        likes: 61,
        comments: 9,
        shares: 2,
        tags: &["Strategy"],
        post_type: Some("text"),
        language: "fr",
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 447,
        by: "marcus-oyelaran",
        text: "Customers do not buy roadmaps, but they do remember them. We publish what slipped.",
        likes: 298,
        comments: 50,
        shares: 22,
        tags: &["Strategy"],
        post_type: Some("article"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 611,
        by: "nadia-karim",
        text: "Churn interview number 50. The word \"price\" came up eleven times, \"no one replied\" twenty-three times.",
        likes: 127,
        comments: 18,
        shares: 6,
        tags: &[],
        post_type: Some("document"),
        ..DEFAULT
    },
];
