//! Posts that the keyword watchlist collected.

use crate::seed::posts::{DEFAULT, SeedPost};

pub(in crate::seed) const POSTS: [SeedPost; 16] = [
    SeedPost {
        hours_ago: 2,
        by: "sofia-brandt",
        text: "We are hiring two controls engineers in Munich. No puzzles, one paid half-day with the team, a decision within five days. Questions in the comments, I read all of them.",
        likes: 48,
        comments: 11,
        shares: 2,
        tags: &["Hiring"],
        post_type: Some("image"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 7,
        by: "jordan-whitlock",
        text: "Our structured interview scorecard went from 14 questions to 5. Agreement between interviewers went up, and candidates stopped asking us whether we talk to each other.",
        likes: 126,
        comments: 34,
        shares: 9,
        tags: &["Interviewing"],
        post_type: Some("article"),
        bookmark: true,
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 19,
        by: "ada-example",
        text: "The best hiring signal we have found: ask people to review a small, flawed change. You learn how they read, how they write, and how they treat someone who is not in the room.",
        likes: 312,
        comments: 57,
        shares: 21,
        tags: &["Hiring", "Interviewing"],
        post_type: Some("text"),
        bookmark: true,
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 30,
        by: "peter-okafor",
        text: "Nine months into my first product job in healthcare. What no one told me: the clinic's receptionist knows more about your roadmap than your analytics do.",
        likes: 39,
        comments: 6,
        shares: 0,
        tags: &["Career"],
        post_type: Some("text"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 44,
        by: "ravi-menon",
        text: "I promoted my best engineer to manager and lost both. We now offer a six-month trial with a way back and no loss of pay. Four of nine went back. All nine are still here.",
        likes: 587,
        comments: 143,
        shares: 66,
        tags: &["Career"],
        post_type: Some("image"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 52,
        by: "hana-sato",
        text: "Take-home tests measure free evenings. We replaced ours with a 90-minute pairing session on a real, already fixed bug.",
        likes: 81,
        comments: 9,
        shares: 3,
        tags: &["Interviewing"],
        post_type: Some("text"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 71,
        by: "tomas-herrera",
        text: "Looking for a night-shift planning lead in Chicago. It pays more than the day shift, and you report to me.",
        likes: 64,
        comments: 12,
        shares: 4,
        tags: &["Hiring"],
        post_type: Some("image"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 95,
        by: "lucia-ferreira",
        text: "Portefólios não precisam de vinte projetos. Três, com o que correu mal e o que mudou depois, chegam para uma boa conversa.",
        likes: 98,
        comments: 17,
        shares: 5,
        tags: &["Career"],
        post_type: Some("article"),
        language: "pt",
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 118,
        by: "jordan-whitlock",
        text: "Job ads with a salary range brought us 2.3 times as many applications from people we later hired. The rest of the ad did not change.",
        likes: 203,
        comments: 48,
        shares: 15,
        tags: &["Hiring"],
        post_type: Some("image"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 140,
        by: "claire-delacourt",
        text: "Pendant un entretien, je demande toujours : « Quelle décision avez-vous annulée ? » Les réponses valent mieux que dix études de cas.",
        likes: 74,
        comments: 13,
        shares: 2,
        tags: &["Interviewing"],
        post_type: Some("text"),
        language: "fr",
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 166,
        by: "nadia-karim",
        text: "Hire for support like you hire for engineering. Our three best product managers this year came from the support desk.",
        likes: 151,
        comments: 22,
        shares: 7,
        tags: &["Career"],
        post_type: Some("text"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 214,
        by: "sofia-brandt",
        text: "Einarbeitung ist kein Dokument. Unsere neuen Kolleginnen und Kollegen schreiben in der ersten Woche auf, was sie nicht verstanden haben. Das Dokument entsteht daraus.",
        likes: 57,
        comments: 8,
        shares: 1,
        tags: &[],
        post_type: Some("text"),
        language: "de",
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 263,
        by: "marcus-oyelaran",
        text: "Poll for people who hire: what do you decide on in the end?",
        likes: 244,
        comments: 39,
        shares: 18,
        tags: &["Hiring"],
        post_type: Some("poll"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 341,
        by: "owen-achterberg",
        text: "We will open 14 roles in Rotterdam next quarter. Before that, we moved nine people inside the company. Post the job inside first; it is cheaper and kinder.",
        likes: 421,
        comments: 88,
        shares: 27,
        tags: &["Hiring"],
        post_type: Some("video"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 428,
        by: "jordan-whitlock",
        text: "A reminder for interview panels: decide what a four means before the first candidate, not after the last one.",
        likes: 69,
        comments: 10,
        shares: 2,
        tags: &["Interviewing"],
        post_type: Some("image"),
        ..DEFAULT
    },
    SeedPost {
        hours_ago: 560,
        by: "ada-example",
        text: "Staff engineers do not need bigger projects. They need permission to finish one.",
        likes: 178,
        comments: 25,
        shares: 12,
        tags: &["Career"],
        post_type: Some("text"),
        ..DEFAULT
    },
];
