//! What tasks give when they run: consistent with the feed, the directory and each other.

use serde_json::{Map, Value, json};

use crate::call::strings;
use crate::people::Person;
use crate::post::Post;
use crate::social::{self, Actor};
use crate::switches::ProfileShape;
use crate::task::Kind;
use crate::team::TeamIndex;
use crate::world::World;
use crate::{company, people};

/// The output, or why the task failed. // invented: the reasons.
pub(crate) fn run(
    world: &mut World,
    team: TeamIndex,
    kind: Kind,
    input: &Map<String, Value>,
    now: i64,
) -> Result<Value, String> {
    match kind {
        Kind::Profile => profile(world, text(input, "profile_slug")),
        Kind::ProfilesPosts => profiles_posts(world, input),
        Kind::Company => company::find(world, text(input, "company_slug"))
            .map(|company| company.output())
            .ok_or_else(|| "Company not found".into()),
        Kind::CompanyPosts => company_posts(world, text(input, "company_slug")),
        Kind::Search => Ok(search(world, input)),
        Kind::Connections => Ok(connections(world, input)),
        Kind::Message => message(world, text(input, "recipient_urn")),
        Kind::ConnectionRequest => invite(world, text(input, "profile_urn")),
        Kind::Like => {
            let actor = Actor::admin_of(&world.teams[team]).ok_or("No admin user found in the team")?;
            social::like(world, text(input, "social_urn"), &actor, now);
            // invented: the key.
            Ok(json!({ "liked": true }))
        }
        Kind::Comment => {
            let actor = Actor::admin_of(&world.teams[team]).ok_or("No admin user found in the team")?;
            social::comment(world, text(input, "social_urn"), &actor, text(input, "comment_text"), now);
            // invented: the key.
            Ok(json!({ "commented": true }))
        }
    }
}

fn text<'a>(input: &'a Map<String, Value>, name: &str) -> &'a str {
    input.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn number(input: &Map<String, Value>, name: &str) -> Option<usize> {
    input.get(name).and_then(Value::as_u64).and_then(|number| usize::try_from(number).ok())
}

fn profile(world: &mut World, slug: &str) -> Result<Value, String> {
    let person = people::find(world, slug).ok_or("Profile not found")?;
    Ok(match world.switches.profile_shape {
        ProfileShape::Flat => person.flat(),
        ProfileShape::Nested => person.nested(),
    })
}

fn profiles_posts(world: &World, input: &Map<String, Value>) -> Result<Value, String> {
    let urns = input.get("profile_urns").and_then(strings).unwrap_or_default();
    let mut slugs = Vec::new();
    for urn in &urns {
        slugs.push(people::of_urn(world, urn).ok_or_else(|| format!("Profile not found: {urn}"))?.slug.as_str());
    }
    Ok(posts(world, |post| slugs.contains(&post.author.as_str())))
}

fn company_posts(world: &mut World, slug: &str) -> Result<Value, String> {
    company::find(world, slug).ok_or("Company not found")?;
    Ok(posts(world, |post| post.company.as_deref() == Some(slug)))
}

/// Posts of the feed, each once. // invented: the keys of a post but `social_urn`; `posts` is an observation (spec 4.2).
fn posts(world: &World, wanted: impl Fn(&Post) -> bool) -> Value {
    let mut seen = Vec::new();
    let mut found = Vec::new();
    for post in world.posts.iter().filter(|post| wanted(post)) {
        let Some(urn) = &post.urn else { continue };
        if seen.contains(&urn) {
            continue;
        }
        seen.push(urn);
        found.push(json!({
            "social_urn": urn,
            "post_url": post.url(),
            "content": post.content,
            "created_at": post.created_at,
            "post_type": post.post_type,
            "likes_count": post.likes,
            "comments_count": post.comments,
            "shares_count": post.shares,
            "author": social::author(world, post),
        }));
    }
    json!({ "posts": found })
}

/// Industries and past companies are not in the directory: those filters narrow nothing. // invented
fn search(world: &World, input: &Map<String, Value>) -> Value {
    let lists = |name| input.get(name).and_then(strings).filter(|list| !list.is_empty());
    let fits = |person: &&Person| {
        let (first, last) = person.name.split_once(' ').unwrap_or((&person.name, ""));
        let company = world.companies.iter().find(|company| company.slug == person.company);
        holds(&format!("{} {}", person.name, person.headline), text(input, "keywords"))
            && holds(&person.title, text(input, "title"))
            && holds(company.map_or("", |company| &company.name), text(input, "company"))
            && holds(first, text(input, "first_name"))
            && holds(last, text(input, "last_name"))
            && holds(&person.school, text(input, "school"))
            && lists("geo_urn").is_none_or(|ids| ids.contains(&person.geo))
            && lists("current_company").is_none_or(|urns| company.is_some_and(|company| urns.contains(&company.urn())))
            && lists("profile_language").is_none_or(|codes| codes.contains(&person.language))
    };
    // Default 25, at most 50: spec 4.5. invented: more is cut to 50.
    let count = number(input, "count").unwrap_or(25).min(50);
    let found: Vec<_> = world.people.iter().filter(fits).take(count).map(Person::found).collect();
    // invented: the container.
    json!({ "profiles": found, "total": found.len() })
}

fn connections(world: &World, input: &Map<String, Value>) -> Value {
    let connected =
        world.people.iter().filter(|person| person.degree == 1 && holds(&person.name, text(input, "keyword")));
    let mut all: Vec<_> = connected.collect();
    // invented: the newest connections are the last of the directory.
    if text(input, "sort_type") == "RECENTLY_ADDED" {
        all.reverse();
    }
    let start = number(input, "start").unwrap_or(0);
    // invented: more than 100 is cut to 100.
    let count = number(input, "count").unwrap_or(40).min(100);
    let page: Vec<_> = all.into_iter().skip(start).take(count).map(Person::found).collect();
    // invented: the container. `total` is the size of this page (spec 4.6).
    json!({ "total": page.len(), "connections": page })
}

fn message(world: &World, urn: &str) -> Result<Value, String> {
    match people::of_urn(world, urn) {
        Some(person) if person.degree == 1 => Ok(json!({ "sent": true })),
        Some(_) => Err("Recipient is not a 1st-degree connection".into()),
        None => Err("Recipient not found".into()),
    }
}

fn invite(world: &World, urn: &str) -> Result<Value, String> {
    match people::of_urn(world, urn) {
        Some(person) if person.degree == 1 => Err("Already connected".into()),
        Some(_) => Ok(json!({ "sent": true })),
        None => Err("Profile not found".into()),
    }
}

fn holds(text: &str, part: &str) -> bool {
    text.to_lowercase().contains(&part.trim().to_lowercase())
}
