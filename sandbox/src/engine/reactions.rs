//! Performs likes and comments.

use crate::model::interaction::{Actor, Interaction, Reaction};
use crate::model::post::Post;
use crate::model::team::Team;
use crate::state::world::World;

/// Likes every collected copy of a post; a second like by the same actor changes nothing.
pub(crate) fn like(world: &mut World, urn: &str, actor: &Actor, now: i64) {
    for at in find_copies(world, urn) {
        let id = world.posts[at].id.clone();
        if !world.interactions.iter().any(|interaction| interaction.is_like_of(&id, &actor.id)) {
            world.posts[at].likes += 1;
            record(world, id, actor, Reaction::Like, now);
        }
    }
}

/// Comments on every collected copy of a post.
pub(crate) fn comment(world: &mut World, urn: &str, actor: &Actor, text: &str, now: i64) {
    for at in find_copies(world, urn) {
        world.posts[at].comments += 1;
        record(world, world.posts[at].id.clone(), actor, Reaction::Comment(text.to_owned()), now);
    }
}

/// Returns indexes of `World::posts`. Several watchlists may have collected the same post.
fn find_copies(world: &World, urn: &str) -> Vec<usize> {
    (0..world.posts.len()).filter(|at| world.posts[*at].urn.as_deref() == Some(urn)).collect()
}

fn record(world: &mut World, post_id: String, actor: &Actor, reaction: Reaction, created_at: i64) {
    let id = world.ids.next_uuid();
    world.interactions.push(Interaction { id, post_id, actor: actor.clone(), reaction, created_at });
}

/// Whether a member or a page of the team has liked or commented on a post.
pub(crate) fn has_reacted(world: &World, team: &Team, post: &Post) -> bool {
    let is_own = |id: &str| {
        team.members.iter().any(|member| member.id == id) || team.pages.iter().any(|title| Actor::page_id(title) == id)
    };
    world.interactions.iter().any(|interaction| interaction.post_id == post.id && is_own(&interaction.actor.id))
}
