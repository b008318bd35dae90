//! The demo team that exists from the start, with a feed of several weeks. // invented: all of it.

mod companies;
mod people;
mod posts;
mod watchlists;

use crate::model::ids::{hash, slugify};
use crate::model::interaction::{Actor, Interaction, Reaction};
use crate::model::keyword::Keyword;
use crate::model::label::Label;
use crate::model::post::Post;
use crate::model::team::{Extension, Member, Plan, Role, Team};
use crate::model::time::{DAY, HOUR};
use crate::model::watchlist::{Watchlist, WatchlistKind};
use crate::seed::posts::SeedPost;
use crate::seed::watchlists::{SeedWatchlist, WATCHLISTS};
use crate::state::world::World;

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

/// Creates a world with the demo team of demo@outx.test.
pub(crate) fn demo_world(seed: u64, host_ms: i64) -> World {
    let mut world = World::empty(seed, host_ms);
    let now = world.clock.now();
    world.companies = companies::companies();
    world.people = people::people(&world.company_slugs());
    let team = create_demo_team(&mut world, now);
    world.teams.push(team);
    for watchlist in &WATCHLISTS {
        add_watchlist(&mut world, watchlist, now);
    }
    // Created last, so that the ids of the watchlists' posts do not depend on these posts.
    for post in &posts::own::POSTS {
        let post = create_post(&mut world, None, post, now);
        world.posts.push(post);
    }
    world
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

fn add_watchlist(world: &mut World, seed: &SeedWatchlist, now: i64) {
    let created_at = now - seed.days_ago * DAY;
    let mut watchlist = Watchlist::new(world.ids.next_uuid(), 0, seed.kind, seed.name, created_at);
    watchlist.description = Some(seed.description.to_owned());
    watchlist.frequency = seed.frequency;
    watchlist.keywords = seed.keywords.iter().map(|keyword| Keyword::new(keyword)).collect();
    watchlist.profile_slugs = to_strings(seed.profile_slugs);
    let labels = seed.labels.iter().enumerate();
    watchlist.labels = labels.map(|(at, label)| Label::new(label.name, label.description, at == 0)).collect();
    watchlist.next_fetch = now + seed.frequency.cast_signed() * HOUR;
    for post in seed.posts {
        let post = create_post(world, Some(&watchlist), post, now);
        if post.urn.is_some() {
            add_interactions(world, &post, now);
        }
        world.posts.push(post);
    }
    world.watchlists.push(watchlist);
}

/// Creates a post. A post without a watchlist is on LinkedIn and was not collected.
fn create_post(world: &mut World, watchlist: Option<&Watchlist>, seed: &SeedPost, now: i64) -> Post {
    let id = world.ids.next_uuid();
    let on_reddit = watchlist.is_some_and(|watchlist| watchlist.kind == WatchlistKind::Reddit);
    let first_words: Vec<_> = seed.text.split_whitespace().take(6).collect();
    let is_company = world.companies.iter().any(|company| company.slug == seed.by);
    Post {
        watchlist_id: watchlist.map(|watchlist| watchlist.id.clone()).unwrap_or_default(),
        urn: (!on_reddit).then(|| world.ids.next_activity_urn()),
        slug: format!("{}-{}", slugify(&first_words.join(" ")), id.chars().take(8).collect::<String>()),
        created_at: now - seed.hours_ago * HOUR - (hash(&id) % 55 * 60_000).cast_signed(),
        relevance: 35 + hash(seed.text) % 65,
        id,
        content: seed.text.to_owned(),
        likes: seed.likes,
        comments: seed.comments,
        shares: seed.shares,
        bookmark: seed.bookmark,
        post_type: seed.post_type.map(str::to_owned),
        language: seed.language.to_owned(),
        tags: to_strings(seed.tags),
        author_slug: seed.by.to_owned(),
        company_slug: is_company.then(|| seed.by.to_owned()),
        subreddit: seed.subreddit.map(str::to_owned),
    }
}

fn to_strings(texts: &[&str]) -> Vec<String> {
    texts.iter().copied().map(str::to_owned).collect()
}

/// Adds one or two likes, to most posts a comment, and to some a like of the team itself.
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
