//! People and company watchlists: created from slugs or LinkedIn addresses (spec 5.3, 5.4).

use serde_json::Value;

use crate::call::Call;
use crate::label;
use crate::refusal::{Answer, Refusal};
use crate::team::TeamIndex;
use crate::watchlist::{Kind, Patch, Watchlist, add, frequency, name, own};
use crate::world::World;

pub(crate) fn create(world: &mut World, team: TeamIndex, call: &Call) -> Answer {
    let kind = Kind::of(call);
    let (field, one, folder) = match kind {
        Kind::Company => ("companies", "company", "/company/"),
        _ => ("profiles", "profile", "/in/"),
    };
    let given = call.body.get(field).and_then(Value::as_array).filter(|given| !given.is_empty());
    let given = given.ok_or_else(|| Refusal::bad(format!("{field} array is required and must not be empty")))?;
    let mut slugs: Vec<String> = Vec::new();
    for slug in given.iter().filter_map(|item| slug(item.as_str()?, folder)) {
        if !slugs.contains(&slug) {
            slugs.push(slug);
        }
    }
    if slugs.is_empty() {
        return Err(Refusal::bad(format!("No valid {one} identifiers provided")));
    }
    let labels = label::read(call)?;
    // invented: how a name is generated.
    let name = name(call)?.unwrap_or_else(|| format!("{} watchlist", slugs[0]));
    let mut watchlist = Watchlist::new(world, team, kind, &name, call.now);
    watchlist.frequency = frequency(call)?.unwrap_or(watchlist.frequency);
    watchlist.description = call.optional("description", |text| text.as_str().map(str::to_owned))?;
    watchlist.labels = labels.unwrap_or_default();
    // invented: the whole answer, in the pattern of keyword watchlists.
    let mut created = watchlist.created();
    created.insert(format!("{field}_count"), slugs.len().into());
    watchlist.followed = slugs;
    add(world, watchlist, call.now)?;
    Ok(created.into())
}

/// What is followed cannot be changed (spec 5.3).
pub(crate) fn update(world: &mut World, team: TeamIndex, call: &Call) -> Answer {
    let id = call.text("id").ok_or_else(|| Refusal::parameter("id"))?;
    let at = own(world, team, Kind::of(call), id)?;
    let patch = Patch::read(call)?;
    if patch.is_empty() {
        return Err(Refusal::bad("No valid update fields provided"));
    }
    Ok(patch.apply(&mut world.watchlists[at], call.now).into())
}

/// The slug in `ada-example` or `https://www.linkedin.com/in/ada-example/?x=1`.
fn slug(given: &str, folder: &str) -> Option<String> {
    let given = given.trim();
    let slug = match given.split_once("linkedin.com") {
        Some((_, path)) => path.strip_prefix(folder)?.split(['/', '?', '#']).next()?,
        None => given,
    };
    let plain = !slug.is_empty()
        && slug.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.' | '%'));
    plain.then(|| slug.to_lowercase())
}
