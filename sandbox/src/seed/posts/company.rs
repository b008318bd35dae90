//! Posts that the company watchlist collected.

use crate::seed::posts::{DEFAULT, SeedPost};

pub(in crate::seed) const POSTS: [SeedPost; 15] = [
    SeedPost {
        hours_ago: 5,
        by: "lumen-desk",
        text: "Introducing Shared Drafts: two people, one reply, no collisions. Available to all teams today, at no extra cost.",
        likes: 164,
        comments: 23,
        shares: 17,
        tags: &["Launch"],
        post_type: Some("video"),
        bookmark: true,
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 16,
        by: "oakfield-payments",
        text: "One file a day, now before 06:00 in every time zone. Reconciliation that is done before your first coffee.",
        likes: 97,
        comments: 12,
        shares: 9,
        tags: &["Launch"],
        post_type: Some("image"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 33,
        by: "tessera-robotics",
        text: "A family business in Augsburg rents six of our robots from October to January and none in spring. This is what they told us after their third season.",
        likes: 231,
        comments: 37,
        shares: 28,
        tags: &["Customer"],
        post_type: Some("video"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 49,
        by: "verdant-grid",
        text: "We have raised 32 million euros to bring battery scheduling to housing associations. Thank you to the 41 towns that tried it first.",
        likes: 188,
        comments: 21,
        shares: 24,
        tags: &["Funding"],
        post_type: Some("article"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 76,
        by: "harborline-health",
        text: "Missed appointments at Eastbank Clinic fell by 31 % in one year. The change: a message that says what the visit is for.",
        likes: 73,
        comments: 7,
        shares: 5,
        tags: &["Customer"],
        post_type: Some("image"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 101,
        by: "calder-logistics",
        text: "Our Chicago control room is growing. Ten planners, four shifts, one very good coffee machine.",
        likes: 58,
        comments: 6,
        shares: 4,
        tags: &["Hiring"],
        post_type: Some("image"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 124,
        by: "mosaic-recruit",
        text: "Scorecards now open in the candidate's language. Fourteen languages to begin with.",
        likes: 112,
        comments: 16,
        shares: 11,
        tags: &["Launch"],
        post_type: Some("image"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 149,
        by: "paperkite-studio",
        text: "Case study: how a 12-person insurance start-up halved its sign-up form and doubled the questions people asked.",
        likes: 134,
        comments: 19,
        shares: 8,
        tags: &["Customer"],
        post_type: Some("document"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 182,
        by: "lumen-desk",
        text: "\"We closed the queue on Fridays.\" How a travel company used saved replies to get a quiet day back.",
        likes: 79,
        comments: 10,
        shares: 6,
        tags: &["Customer"],
        post_type: Some("article"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 229,
        by: "brightpath-learning",
        text: "New course: your first performance review as the one who writes it. Three evenings, eight people a group.",
        likes: 88,
        comments: 13,
        shares: 7,
        tags: &["Launch"],
        post_type: Some("video"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 277,
        by: "oakfield-payments",
        text: "Oakfield Payments has been granted a licence in the Netherlands. Marketplaces there can sign up from Monday.",
        likes: 142,
        comments: 18,
        shares: 13,
        tags: &["Funding"],
        post_type: Some("article"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 336,
        by: "tessera-robotics",
        text: "Wir suchen Servicetechnikerinnen und Servicetechniker in Süddeutschland. Dienstwagen, feste Touren, keine Wochenenden.",
        likes: 67,
        comments: 9,
        shares: 3,
        tags: &["Hiring"],
        post_type: Some("image"),
        language: "de",
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 402,
        by: "verdant-grid",
        text: "In the night of the storm our batteries carried 1,900 homes for 47 minutes. Here is the minute-by-minute record.",
        likes: 105,
        comments: 12,
        shares: 10,
        tags: &["Customer"],
        post_type: Some("article"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 498,
        by: "lumen-desk",
        text: "We are looking for a support engineer in Austin who likes to fix the cause.",
        likes: 91,
        comments: 14,
        shares: 5,
        tags: &["Hiring"],
        post_type: Some("image"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 640,
        by: "harborline-health",
        text: "Our status page now has a plain-language version, written with three of our clinics.",
        likes: 52,
        comments: 5,
        shares: 2,
        tags: &[],
        post_type: Some("text"),
        ..DEFAULT
    },
];
