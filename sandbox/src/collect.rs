//! What collects posts as time passes: two for a new watchlist, then one each time it is due. // invented: all of it.

use crate::clock::HOUR;
use crate::id;
use crate::keyword::Keyword;
use crate::label::Label;
use crate::people;
use crate::post::Post;
use crate::watchlist::{Kind, Watchlist};
use crate::world::World;

const FIRST_BATCH: i64 = 2;
/// A clock advanced by a year must not collect thousands.
const LARGEST_BATCH: i64 = 20;

const NOTES: [&str; 6] = [
    "Three things we learned about {} this quarter: start small, write it down, and ask the people who do the work.",
    "Unpopular opinion: most talk about {} skips the part where somebody has to maintain it. What does your second year look like?",
    "We just published our notes on {}. No gate, no form, just the numbers and what we would do differently.",
    "A customer told me today that {} saved their team a day a week. I asked what they did with it. \"We left at five.\"",
    "If you are starting with {}, here is the checklist I wish somebody had given me. First item: decide who says no.",
    "Looking back at a year of {}: fewer meetings, shorter documents, and one very good mistake.",
];

/// Brings all watchlists up to date.
pub(crate) fn due(world: &mut World, now: i64) {
    for at in 0..world.watchlists.len() {
        let watchlist = &mut world.watchlists[at];
        if watchlist.generated_at.is_some_and(|ready| ready <= now) {
            generate(watchlist);
        }
        let new = watchlist.next_fetch == watchlist.created_at;
        let every = watchlist.frequency.cast_signed() * HOUR;
        let late = now - watchlist.next_fetch;
        if watchlist.disable || watchlist.generated_at.is_some() || late < 0 {
            continue;
        }
        watchlist.next_fetch += (late / every + 1) * every;
        let watchlist = watchlist.clone();
        let batch = if new { FIRST_BATCH } else { (late / every + 1).min(LARGEST_BATCH) };
        for nth in 0..batch {
            // The first batch is of posts that were there already.
            let age = if new { (nth + 1) * 5 * HOUR } else { nth * every };
            collect(world, &watchlist, now - age);
        }
    }
}

fn generate(watchlist: &mut Watchlist) {
    let prompt = watchlist.prompt.clone().unwrap_or_default();
    let words =
        prompt.split(|letter: char| letter.is_whitespace() || letter == ',').filter(|word| !word.contains("://"));
    let words = words.map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase());
    let mut long: Vec<String> = words.filter(|word| word.chars().count() > 4).collect();
    long.dedup();
    if long.is_empty() {
        long.push(watchlist.name.to_lowercase());
    }
    watchlist.keywords = long.iter().take(4).map(|word| Keyword::plain(word)).collect();
    watchlist.labels = vec![
        Label::new("Relevant", "Fits the prompt", true),
        Label::new("Off topic", "Does not fit the prompt", false),
    ];
    watchlist.generated_at = None;
}

fn collect(world: &mut World, watchlist: &Watchlist, created_at: i64) {
    let id = world.ids.uuid();
    let number = id::number(&id);
    let pick = |count: usize| usize::try_from(number % count.max(1) as u64).unwrap_or(0);
    let words = watchlist.words();
    let followed = watchlist.followed.get(pick(watchlist.followed.len())).cloned();
    let topic = match watchlist.kind {
        Kind::Keyword | Kind::Reddit => words.get(pick(words.len())).copied().unwrap_or("our work").to_owned(),
        Kind::People | Kind::Company => "product feedback".to_owned(),
    };
    let mut post = Post {
        watchlist: watchlist.id.clone(),
        slug: format!("{}-{}", id::slug(&topic), &id[..8]),
        id,
        content: NOTES[pick(NOTES.len())].replace("{}", &topic),
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
        Kind::Keyword => post.author = world.people[pick(world.people.len())].slug.clone(),
        Kind::People => {
            let slug = followed.unwrap_or_default();
            people::find(world, &slug);
            post.author = slug;
        }
        Kind::Company => post.company = followed,
        Kind::Reddit => {
            post.author = format!("user_{}", number % 10_000);
            post.subreddit = Some("SaaS".to_owned());
            post.post_type = None;
        }
    }
    if watchlist.kind != Kind::Reddit {
        post.urn = Some(world.ids.activity());
    }
    world.posts.push(post);
}
