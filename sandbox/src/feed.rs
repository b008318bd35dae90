//! The team that exists from the start, with a feed of several weeks. // invented: all of it.

use serde::Deserialize;

use crate::clock::{DAY, HOUR};
use crate::interaction::Act;
use crate::keyword::Keyword;
use crate::label::Label;
use crate::post::Post;
use crate::social::{self, Actor};
use crate::team::{Extension, Member, Plan, Role, Team};
use crate::watchlist::{Kind, Watchlist};
use crate::world::World;
use crate::{company, id, people};

/// A watchlist as the seed file writes it.
#[derive(Deserialize)]
struct SeedList {
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
const REMARKS: [&str; 8] = [
    "This matches what we saw last year. The part about ownership is underrated.",
    "Saving this for our next planning week. Thank you for writing it up.",
    "Did the numbers hold after the first quarter?",
    "We tried the same and stopped after a month; curious what kept your team going.",
    "The second point is the one people skip.",
    "Congratulations to the whole team!",
    "Would love to compare notes, we are three months behind you on this.",
    "Strong disagree on the tooling, full agree on the habit.",
];

pub(crate) fn seed(world: &mut World) {
    let now = world.clock.now();
    world.companies = company::directory();
    let slugs: Vec<_> = world.companies.iter().map(|company| company.slug.clone()).collect();
    world.people = people::directory(&slugs);
    let team = demo_team(world, now);
    world.teams.push(team);
    let lists: Vec<SeedList> =
        serde_json::from_str(include_str!("seed/watchlists.json")).expect("a test reads the seeded watchlists");
    for list in lists {
        add_list(world, list, now);
    }
}

fn demo_team(world: &mut World, now: i64) -> Team {
    let mut member = |email: &str, name: &str, role| Member {
        id: world.ids.uuid(),
        email: email.to_owned(),
        full_name: name.to_owned(),
        role,
    };
    let members =
        vec![member("demo@outx.test", "Dana Demo", Role::Admin), member("sam@outx.test", "Sam Sample", Role::Member)];
    Team {
        id: world.ids.uuid(),
        name: "Dana Demo's Team".to_owned(),
        api_key: world.ids.key(),
        extension: Extension::Beat(0),
        plan: Plan::pro(now),
        members,
        pages: vec!["Northwind Analytics".to_owned()],
        invitations: Vec::new(),
    }
}

fn add_list(world: &mut World, list: SeedList, now: i64) {
    let kind = match list.kind.as_str() {
        "people" => Kind::People,
        "company" => Kind::Company,
        "reddit" => Kind::Reddit,
        _ => Kind::Keyword,
    };
    let mut watchlist = Watchlist::new(world, 0, kind, &list.name, now - list.days_ago * DAY);
    watchlist.description = Some(list.description);
    watchlist.frequency = list.fetch;
    watchlist.keywords = list.keywords.iter().map(|word| Keyword::plain(word)).collect();
    watchlist.followed = list.follows;
    let labels = list.labels.iter().enumerate();
    watchlist.labels = labels.map(|(at, (name, description))| Label::new(name, description, at == 0)).collect();
    watchlist.next_fetch = now + list.fetch.cast_signed() * HOUR;
    for post in list.posts {
        add_post(world, &watchlist, post, now);
    }
    world.watchlists.push(watchlist);
}

fn add_post(world: &mut World, watchlist: &Watchlist, seed: SeedPost, now: i64) {
    let id = world.ids.uuid();
    let reddit = watchlist.kind == Kind::Reddit;
    let words: Vec<_> = seed.text.split_whitespace().take(6).collect();
    let company = world.companies.iter().any(|company| company.slug == seed.by).then(|| seed.by.clone());
    let post = Post {
        watchlist: watchlist.id.clone(),
        urn: (!reddit).then(|| world.ids.activity()),
        slug: format!("{}-{}", id::slug(&words.join(" ")), &id[..8]),
        created_at: now - seed.hours_ago * HOUR - (id::number(&id) % 55 * 60_000).cast_signed(),
        relevance: 35 + id::number(&seed.text) % 65,
        id,
        content: seed.text,
        likes: seed.likes,
        comments: seed.comments,
        shares: seed.shares,
        bookmark: seed.saved,
        post_type: seed.post_type,
        language: seed.lang,
        tags: seed.tags,
        author: seed.by,
        company,
        subreddit: seed.subreddit,
    };
    if !reddit {
        interact(world, &post, now);
    }
    world.posts.push(post);
}

/// A like or two and, under most posts, a comment; now and then by the team itself.
fn interact(world: &mut World, post: &Post, now: i64) {
    let number = id::number(&post.id);
    let pick = |shift: u32, count: usize| usize::try_from((number >> shift) % count as u64).unwrap_or(0);
    let later = |part: i64| post.created_at + (now - post.created_at) * part / 10;
    let member = |world: &World, shift| Actor::author(world.people[pick(shift, world.people.len())].author());
    let (first, second, third) = (member(world, 3), member(world, 11), member(world, 19));
    social::record(world, post.id.clone(), &first, Act::Like, later(1));
    if !number.is_multiple_of(3) {
        social::record(world, post.id.clone(), &second, Act::Like, later(4));
    }
    if !number.is_multiple_of(4) {
        social::record(
            world,
            post.id.clone(),
            &third,
            Act::Comment(REMARKS[pick(27, REMARKS.len())].to_owned()),
            later(3),
        );
    }
    if number.is_multiple_of(9) {
        let Some(us) = Actor::admin_of(&world.teams[0]) else { return };
        social::record(world, post.id.clone(), &us, Act::Like, later(5));
    }
}
