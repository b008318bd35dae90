//! Runs LinkedIn tasks in place of the extension. Their outputs are consistent with the feed, the directory and each other.

use serde_json::{Map, Value, json};

use crate::engine::{reactions, task_outputs};
use crate::model::company::Company;
use crate::model::interaction::Actor;
use crate::model::person::Person;
use crate::model::post::Post;
use crate::model::task::{TaskKind, TaskOutcome};
use crate::model::team::TeamIndex;
use crate::state::behavior::ProfileShape;
use crate::state::world::World;

/// The body that created the task.
type Input = Map<String, Value>;

/// Runs a task. // invented: the reasons of failures.
pub(crate) fn run(world: &mut World, team: TeamIndex, kind: TaskKind, input: &Input, now: i64) -> TaskOutcome {
    match run_kind(world, team, kind, input, now) {
        Ok(output) => TaskOutcome::Completed(output),
        Err(reason) => TaskOutcome::Failed { reason },
    }
}

fn run_kind(world: &mut World, team: TeamIndex, kind: TaskKind, input: &Input, now: i64) -> Result<Value, String> {
    match kind {
        TaskKind::Profile => fetch_profile(world, text_of(input, "profile_slug")),
        TaskKind::ProfilesPosts => fetch_profiles_posts(world, input),
        TaskKind::Company => {
            find_company(world, text_of(input, "company_slug")).map(|found| task_outputs::company(&found))
        }
        TaskKind::CompanyPosts => fetch_company_posts(world, text_of(input, "company_slug")),
        TaskKind::Search => Ok(search(world, input)),
        TaskKind::Connections => Ok(list_connections(world, input)),
        TaskKind::Message => send_message(world, text_of(input, "recipient_urn")),
        TaskKind::ConnectionRequest => send_connection_request(world, text_of(input, "profile_urn")),
        TaskKind::Like => {
            let actor = acting_admin(world, team)?;
            reactions::like(world, text_of(input, "social_urn"), &actor, now);
            // invented: the key.
            Ok(json!({ "liked": true }))
        }
        TaskKind::Comment => {
            let actor = acting_admin(world, team)?;
            reactions::comment(world, text_of(input, "social_urn"), &actor, text_of(input, "comment_text"), now);
            // invented: the key.
            Ok(json!({ "commented": true }))
        }
    }
}

fn text_of<'a>(input: &'a Input, name: &str) -> &'a str {
    input.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn number_of(input: &Input, name: &str) -> Option<usize> {
    input.get(name).and_then(Value::as_u64).and_then(|number| usize::try_from(number).ok())
}

/// The strings of a list; empty when the list is absent.
fn list_of<'a>(input: &'a Input, name: &str) -> Vec<&'a str> {
    input.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
}

fn acting_admin(world: &World, team: TeamIndex) -> Result<Actor, String> {
    world.teams[team].admin().map(Actor::from_member).ok_or_else(|| "No admin user found in the team".to_owned())
}

fn find_company(world: &mut World, slug: &str) -> Result<Company, String> {
    world.company(slug).ok_or_else(|| "Company not found".to_owned())
}

fn fetch_profile(world: &mut World, slug: &str) -> Result<Value, String> {
    let person = world.person(slug).ok_or("Profile not found")?;
    Ok(match world.behavior.profile_shape {
        ProfileShape::Flat => task_outputs::flat_profile(&person),
        ProfileShape::Nested => task_outputs::nested_profile(&person),
    })
}

fn fetch_profiles_posts(world: &World, input: &Input) -> Result<Value, String> {
    let mut slugs = Vec::new();
    for urn in list_of(input, "profile_urns") {
        let person = world.person_with_urn(urn).ok_or_else(|| format!("Profile not found: {urn}"))?;
        slugs.push(person.slug.as_str());
    }
    Ok(task_outputs::posts(world, |post: &Post| slugs.contains(&post.author_slug.as_str())))
}

fn fetch_company_posts(world: &mut World, slug: &str) -> Result<Value, String> {
    find_company(world, slug)?;
    Ok(task_outputs::posts(world, |post: &Post| post.company_slug.as_deref() == Some(slug)))
}

/// invented: `industry` and `past_company` are ignored, because the directory does not contain them.
fn search(world: &World, input: &Input) -> Value {
    let is_among = |name: &str, value: &str| {
        let wanted = list_of(input, name);
        wanted.is_empty() || wanted.contains(&value)
    };
    let matches = |person: &&Person| {
        let (first, last) = person.name.split_once(' ').unwrap_or((&person.name, ""));
        let company = world.companies.iter().find(|company| company.slug == person.company);
        contains(&format!("{} {}", person.name, person.headline), text_of(input, "keywords"))
            && contains(&person.title, text_of(input, "title"))
            && contains(company.map_or("", |company| &company.name), text_of(input, "company"))
            && contains(first, text_of(input, "first_name"))
            && contains(last, text_of(input, "last_name"))
            && contains(&person.school, text_of(input, "school"))
            && is_among("geo_urn", &person.geo)
            && is_among("current_company", &company.map(Company::urn).unwrap_or_default())
            && is_among("profile_language", &person.language)
    };
    // Default 25, at most 50 (docs/api.md, search-profiles). // invented: more is reduced to 50.
    let count = number_of(input, "count").unwrap_or(25).min(50);
    let profiles: Vec<_> = world.people.iter().filter(matches).take(count).map(task_outputs::person_summary).collect();
    // invented: the container.
    json!({ "profiles": profiles, "total": profiles.len() })
}

fn list_connections(world: &World, input: &Input) -> Value {
    let keyword = text_of(input, "keyword");
    let people = world.people.iter();
    let mut all: Vec<_> = people.filter(|person| person.is_connection() && contains(&person.name, keyword)).collect();
    // invented: the newest connections are the last of the directory.
    if text_of(input, "sort_type") == "RECENTLY_ADDED" {
        all.reverse();
    }
    let start = number_of(input, "start").unwrap_or(0);
    // invented: more than 100 is reduced to 100.
    let count = number_of(input, "count").unwrap_or(40).min(100);
    let page: Vec<_> = all.into_iter().skip(start).take(count).map(task_outputs::person_summary).collect();
    // invented: the container. `total` is the size of this page (docs/api.md, fetch-connections).
    json!({ "total": page.len(), "connections": page })
}

fn send_message(world: &World, urn: &str) -> Result<Value, String> {
    let recipient = world.person_with_urn(urn).ok_or("Recipient not found")?;
    if !recipient.is_connection() {
        return Err("Recipient is not a 1st-degree connection".into());
    }
    Ok(json!({ "sent": true }))
}

fn send_connection_request(world: &World, urn: &str) -> Result<Value, String> {
    let person = world.person_with_urn(urn).ok_or("Profile not found")?;
    if person.is_connection() {
        return Err("Already connected".into());
    }
    Ok(json!({ "sent": true }))
}

fn contains(text: &str, part: &str) -> bool {
    text.to_lowercase().contains(&part.trim().to_lowercase())
}
