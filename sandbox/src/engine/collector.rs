//! Collects posts as time passes: two for a new watchlist, then one each time it is due. // invented: all of it.

use crate::model::ids::{hash, slugify};
use crate::model::keyword::Keyword;
use crate::model::label::Label;
use crate::model::post::Post;
use crate::model::time::HOUR;
use crate::model::watchlist::{Watchlist, WatchlistKind};
use crate::state::world::World;

const FIRST_BATCH: i64 = 2;
/// Without this limit, a clock that was advanced by a year would collect thousands of posts.
const MAX_BATCH: i64 = 20;

const TEMPLATES: [&str; 6] = [
    "Three things we learned about {} this quarter: start small, write it down, and ask the people who do the work.",
    "Unpopular opinion: most talk about {} skips the part where somebody has to maintain it. What does your second year look like?",
    "We just published our notes on {}. No gate, no form, just the numbers and what we would do differently.",
    "A customer told me today that {} saved their team a day a week. I asked what they did with it. \"We left at five.\"",
    "If you are starting with {}, here is the checklist I wish somebody had given me. First item: decide who says no.",
    "Looking back at a year of {}: fewer meetings, shorter documents, and one very good mistake.",
];

/// Collects the posts that are due, and generates the keywords of prompts.
pub(crate) fn run_due(world: &mut World, now: i64) {
    for at in 0..world.watchlists.len() {
        let watchlist = &mut world.watchlists[at];
        if watchlist.generated_at.is_some_and(|ready| ready <= now) {
            generate_from_prompt(watchlist);
        }
        let is_new = watchlist.next_fetch == watchlist.created_at;
        let interval = watchlist.frequency.cast_signed() * HOUR;
        let overdue = now - watchlist.next_fetch;
        if watchlist.disable || watchlist.generated_at.is_some() || overdue < 0 {
            continue;
        }
        watchlist.next_fetch += (overdue / interval + 1) * interval;
        let watchlist = watchlist.clone();
        let batch = if is_new { FIRST_BATCH } else { (overdue / interval + 1).min(MAX_BATCH) };
        for nth in 0..batch {
            // The posts of the first batch are older than the watchlist.
            let age = if is_new { (nth + 1) * 5 * HOUR } else { nth * interval };
            collect_post(world, &watchlist, now - age);
        }
    }
}

fn generate_from_prompt(watchlist: &mut Watchlist) {
    let prompt = watchlist.prompt.clone().unwrap_or_default();
    let words =
        prompt.split(|letter: char| letter.is_whitespace() || letter == ',').filter(|word| !word.contains("://"));
    let words = words.map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase());
    let mut long_words: Vec<String> = words.filter(|word| word.chars().count() > 4).collect();
    long_words.dedup();
    if long_words.is_empty() {
        long_words.push(watchlist.name.to_lowercase());
    }
    watchlist.keywords = long_words.iter().take(4).map(|word| Keyword::new(word)).collect();
    watchlist.labels = vec![
        Label::new("Relevant", "Fits the prompt", true),
        Label::new("Off topic", "Does not fit the prompt", false),
    ];
    watchlist.generated_at = None;
}

fn collect_post(world: &mut World, watchlist: &Watchlist, created_at: i64) {
    let id = world.ids.next_uuid();
    let number = hash(&id);
    let pick = |count: usize| usize::try_from(number % count.max(1) as u64).unwrap_or(0);
    let keywords = watchlist.keyword_texts();
    let profile_slug = watchlist.profile_slugs.get(pick(watchlist.profile_slugs.len())).cloned();
    let topic = match watchlist.kind {
        WatchlistKind::Keyword | WatchlistKind::Reddit => {
            keywords.get(pick(keywords.len())).copied().unwrap_or("our work").to_owned()
        }
        WatchlistKind::People | WatchlistKind::Company => "product feedback".to_owned(),
    };
    let mut post = Post {
        watchlist_id: watchlist.id.clone(),
        slug: format!("{}-{}", slugify(&topic), id.chars().take(8).collect::<String>()),
        id,
        content: TEMPLATES[pick(TEMPLATES.len())].replace("{}", &topic),
        created_at,
        likes: number % 90,
        comments: number % 17,
        shares: number % 5,
        post_type: Some("article".to_owned()),
        language: "en".to_owned(),
        tags: watchlist.labels.iter().take(1).map(|label| label.name.clone()).collect(),
        relevance: 40 + number % 60,
        ..Post::default()
    };
    match watchlist.kind {
        WatchlistKind::Keyword => post.author_slug = world.people[pick(world.people.len())].slug.clone(),
        WatchlistKind::People => {
            let slug = profile_slug.unwrap_or_default();
            world.person(&slug);
            post.author_slug = slug;
        }
        WatchlistKind::Company => post.company_slug = profile_slug,
        WatchlistKind::Reddit => {
            post.author_slug = format!("user_{}", number % 10_000);
            post.subreddit = Some("SaaS".to_owned());
            post.post_type = None;
        }
    }
    if watchlist.kind != WatchlistKind::Reddit {
        post.urn = Some(world.ids.next_activity_urn());
    }
    world.posts.push(post);
}
