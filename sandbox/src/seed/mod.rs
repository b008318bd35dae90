//! The demo team that exists from the start, with a feed of several weeks. // invented: all of it.

use serde::Deserialize;

use crate::model::company::Company;
use crate::model::ids::{hash, slugify};
use crate::model::interaction::{Actor, Interaction, Reaction};
use crate::model::keyword::Keyword;
use crate::model::label::Label;
use crate::model::person::Person;
use crate::model::post::Post;
use crate::model::team::{Extension, Member, Plan, Role, Team};
use crate::model::time::{DAY, HOUR};
use crate::model::watchlist::{Watchlist, WatchlistKind};
use crate::state::world::World;

/// Generated members beside the seeded ones: enough connections for two pages of the default size.
const NETWORK_SIZE: usize = 96;

const FIRST_NAMES: [&str; 16] = [
    "Amara", "Bruno", "Chloe", "Dmitri", "Elena", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Keiko", "Lars", "Maya",
    "Noor", "Oskar", "Priya",
];
const LAST_NAMES: [&str; 13] = [
    "Adeyemi",
    "Berg",
    "Castellano",
    "Dufour",
    "Eriksen",
    "Fontaine",
    "Gupta",
    "Haddad",
    "Ivanova",
    "Jansen",
    "Kowalski",
    "Lindqvist",
    "Moreau",
];

/// A watchlist as `watchlists.json` describes it.
#[derive(Deserialize)]
struct SeedWatchlist {
    kind: String,
    name: String,
    description: String,
    days_ago: i64,
    fetch: u64,
    keywords: Vec<String>,
    follows: Vec<String>,
    labels: Vec<(String, String)>,
    posts: Vec<SeedPost>,
}

#[derive(Deserialize)]
struct SeedPost {
    hours_ago: i64,
    by: String,
    #[serde(default)]
    subreddit: Option<String>,
    #[serde(rename = "type", default)]
    post_type: Option<String>,
    #[serde(default = "english")]
    lang: String,
    likes: u64,
    comments: u64,
    shares: u64,
    #[serde(default)]
    saved: bool,
    tags: Vec<String>,
    text: String,
}

fn english() -> String {
    "en".to_owned()
}

/// Comments under seeded posts.
const COMMENTS: [&str; 8] = [
    "This matches what we saw last year. The part about ownership is underrated.",
    "Saving this for our next planning week. Thank you for writing it up.",
    "Did the numbers hold after the first quarter?",
    "We tried the same and stopped after a month; curious what kept your team going.",
    "The second point is the one people skip.",
    "Congratulations to the whole team!",
    "Would love to compare notes, we are three months behind you on this.",
    "Strong disagree on the tooling, full agree on the habit.",
];

/// A world with the demo team of demo@outx.test.
pub(crate) fn demo_world(seed: u64, host_ms: i64) -> World {
    let mut world = World::empty(seed, host_ms);
    let now = world.clock.now();
    world.companies = load_companies();
    world.people = load_people(&world.company_slugs());
    let team = create_demo_team(&mut world, now);
    world.teams.push(team);
    let watchlists: Vec<SeedWatchlist> =
        serde_json::from_str(include_str!("watchlists.json")).expect("a test reads the seeded watchlists");
    for watchlist in watchlists {
        add_watchlist(&mut world, watchlist, now);
    }
    world
}

fn load_companies() -> Vec<Company> {
    serde_json::from_str(include_str!("companies.json")).expect("a test reads the seeded companies")
}

fn load_people(companies: &[String]) -> Vec<Person> {
    let mut people: Vec<Person> =
        serde_json::from_str(include_str!("people.json")).expect("a test reads the seeded people");
    people.extend((0..NETWORK_SIZE).map(|number| {
        let name = format!("{} {}", FIRST_NAMES[number % FIRST_NAMES.len()], LAST_NAMES[number % LAST_NAMES.len()]);
        // Two of three are connections.
        let degree = if number % 3 == 2 { 2 } else { 1 };
        Person::generate(&slugify(&name), name, number, companies, degree)
    }));
    people
}

fn create_demo_team(world: &mut World, now: i64) -> Team {
    let mut member = |email: &str, name: &str, role| Member {
        id: world.ids.next_uuid(),
        email: email.to_owned(),
        full_name: name.to_owned(),
        role,
    };
    let members =
        vec![member("demo@outx.test", "Dana Demo", Role::Admin), member("sam@outx.test", "Sam Sample", Role::Member)];
    Team {
        id: world.ids.next_uuid(),
        name: "Dana Demo's Team".to_owned(),
        api_key: world.ids.next_api_key(),
        extension: Extension::Beating { advanced_ms: 0 },
        plan: Plan::pro(now),
        members,
        pages: vec!["Northwind Analytics".to_owned()],
        invitations: Vec::new(),
    }
}

fn add_watchlist(world: &mut World, seed: SeedWatchlist, now: i64) {
    let kind = match seed.kind.as_str() {
        "people" => WatchlistKind::People,
        "company" => WatchlistKind::Company,
        "reddit" => WatchlistKind::Reddit,
        _ => WatchlistKind::Keyword,
    };
    let mut watchlist = Watchlist::new(world.ids.next_uuid(), 0, kind, &seed.name, now - seed.days_ago * DAY);
    watchlist.description = Some(seed.description);
    watchlist.frequency = seed.fetch;
    watchlist.keywords = seed.keywords.iter().map(|keyword| Keyword::new(keyword)).collect();
    watchlist.profile_slugs = seed.follows;
    let labels = seed.labels.iter().enumerate();
    watchlist.labels = labels.map(|(at, (name, description))| Label::new(name, description, at == 0)).collect();
    watchlist.next_fetch = now + seed.fetch.cast_signed() * HOUR;
    for post in seed.posts {
        add_post(world, &watchlist, post, now);
    }
    world.watchlists.push(watchlist);
}

fn add_post(world: &mut World, watchlist: &Watchlist, seed: SeedPost, now: i64) {
    let id = world.ids.next_uuid();
    let on_reddit = watchlist.kind == WatchlistKind::Reddit;
    let first_words: Vec<_> = seed.text.split_whitespace().take(6).collect();
    let company_slug = world.companies.iter().any(|company| company.slug == seed.by).then(|| seed.by.clone());
    let post = Post {
        watchlist_id: watchlist.id.clone(),
        urn: (!on_reddit).then(|| world.ids.next_activity_urn()),
        slug: format!("{}-{}", slugify(&first_words.join(" ")), id.chars().take(8).collect::<String>()),
        created_at: now - seed.hours_ago * HOUR - (hash(&id) % 55 * 60_000).cast_signed(),
        relevance: 35 + hash(&seed.text) % 65,
        id,
        content: seed.text,
        likes: seed.likes,
        comments: seed.comments,
        shares: seed.shares,
        bookmark: seed.saved,
        post_type: seed.post_type,
        language: seed.lang,
        tags: seed.tags,
        author_slug: seed.by,
        company_slug,
        subreddit: seed.subreddit,
    };
    if !on_reddit {
        add_interactions(world, &post, now);
    }
    world.posts.push(post);
}

/// One or two likes and, under most posts, a comment; under some, a like of the team itself.
fn add_interactions(world: &mut World, post: &Post, now: i64) {
    let number = hash(&post.id);
    let pick = |shift: u32, count: usize| usize::try_from((number >> shift) % count as u64).unwrap_or(0);
    let tenths_later = |tenths: i64| post.created_at + (now - post.created_at) * tenths / 10;
    let member = |world: &World, shift| Actor::from_person(&world.people[pick(shift, world.people.len())]);
    let add = |world: &mut World, actor: Actor, reaction, created_at| {
        let id = world.ids.next_uuid();
        world.interactions.push(Interaction { id, post_id: post.id.clone(), actor, reaction, created_at });
    };
    add(world, member(world, 3), Reaction::Like, tenths_later(1));
    if !number.is_multiple_of(3) {
        add(world, member(world, 11), Reaction::Like, tenths_later(4));
    }
    if !number.is_multiple_of(4) {
        let comment = COMMENTS[pick(27, COMMENTS.len())].to_owned();
        add(world, member(world, 19), Reaction::Comment(comment), tenths_later(3));
    }
    if let Some(admin) = world.teams[0].admin().filter(|_| number.is_multiple_of(9)) {
        add(world, Actor::from_member(admin), Reaction::Like, tenths_later(5));
    }
}
