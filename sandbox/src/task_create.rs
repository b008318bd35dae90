//! The ten task creators (spec 4): their documented checks.

use serde_json::Value;

use crate::call::{Call, strings};
use crate::clock::DAY;
use crate::refusal::{Answer, Refusal};
use crate::task::{Kind, create};
use crate::team::TeamIndex;
use crate::world::World;

pub(crate) fn fetch_profile(world: &mut World, team: TeamIndex, call: &Call) -> Answer {
    call.required("profile_slug")?;
    create(world, team, Kind::Profile, call)
}

pub(crate) fn fetch_profiles_posts(world: &mut World, team: TeamIndex, call: &Call) -> Answer {
    let urns = call.body.get("profile_urns").and_then(strings).filter(|urns| !urns.is_empty());
    urns.ok_or_else(|| Refusal::field("profile_urns"))?;
    create(world, team, Kind::ProfilesPosts, call)
}

pub(crate) fn fetch_company(world: &mut World, team: TeamIndex, call: &Call) -> Answer {
    call.required("company_slug")?;
    create(world, team, Kind::Company, call)
}

pub(crate) fn fetch_company_posts(world: &mut World, team: TeamIndex, call: &Call) -> Answer {
    call.required("company_slug")?;
    create(world, team, Kind::CompanyPosts, call)
}

pub(crate) fn search_profiles(world: &mut World, team: TeamIndex, call: &Call) -> Answer {
    let mut filters = 0;
    for name in ["keywords", "title", "company", "first_name", "last_name", "school"] {
        filters += usize::from(call.optional(name, Value::as_str)?.is_some_and(|text| !text.trim().is_empty()));
    }
    for name in ["geo_urn", "current_company", "past_company", "industry", "profile_language"] {
        filters += usize::from(call.optional(name, strings)?.is_some_and(|list| !list.is_empty()));
    }
    call.optional("count", Value::as_u64)?;
    if filters == 0 {
        // invented: the text.
        return Err(Refusal::bad("At least one search filter is required"));
    }
    create(world, team, Kind::Search, call)
}

pub(crate) fn fetch_connections(world: &mut World, team: TeamIndex, call: &Call) -> Answer {
    call.optional("keyword", Value::as_str)?;
    call.optional("sort_type", Value::as_str)?;
    call.optional("start", Value::as_u64)?;
    call.optional("count", Value::as_u64)?;
    // invented: the page does not say whether this needs an admin; it acts as one (spec 1).
    world.teams[team].actor()?;
    create(world, team, Kind::Connections, call)
}

pub(crate) fn send_message(world: &mut World, team: TeamIndex, call: &Call) -> Answer {
    call.required("recipient_urn")?;
    if call.required("message")?.chars().count() > 10_000 {
        return Err(Refusal::bad("Message text is too long (max 10000 characters)"));
    }
    world.teams[team].actor()?;
    create(world, team, Kind::Message, call)
}

pub(crate) fn send_connection_request(world: &mut World, team: TeamIndex, call: &Call) -> Answer {
    call.required("profile_urn")?;
    match call.body.get("note") {
        None | Some(Value::Null) => {}
        Some(Value::String(note)) if note.trim().chars().count() <= 300 => {}
        Some(Value::String(_)) => return Err(Refusal::bad("Invalid 'note': must be 300 characters or fewer")),
        Some(_) => return Err(Refusal::bad("Invalid 'note': must be a string")),
    }
    let limit = world.switches.invitation_limit;
    let team_record = &mut world.teams[team];
    team_record.actor()?;
    // invented: the span of the limit.
    team_record.invitations.retain(|sent| call.now - sent < 7 * DAY);
    if team_record.invitations.len() >= limit {
        // invented: all after "LinkedIn invitation limit r".
        return Err(Refusal::new(429, "LinkedIn invitation limit reached. Please try again later."));
    }
    team_record.invitations.push(call.now);
    create(world, team, Kind::ConnectionRequest, call)
}

pub(crate) fn like_post(world: &mut World, team: TeamIndex, call: &Call) -> Answer {
    call.required("social_urn")?;
    world.teams[team].actor()?;
    create(world, team, Kind::Like, call)
}

pub(crate) fn comment_post(world: &mut World, team: TeamIndex, call: &Call) -> Answer {
    call.required("social_urn")?;
    call.required("comment_text")?;
    // invented: not seen on this page; it acts as an admin (spec 1).
    world.teams[team].actor()?;
    create(world, team, Kind::Comment, call)
}
