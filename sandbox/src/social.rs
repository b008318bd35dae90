//! Likes and comments: who gives them and what they change.

use serde_json::{Value, json};

use crate::company::title_case;
use crate::id;
use crate::interaction::{Act, Interaction};
use crate::post::Post;
use crate::team::{Member, Role, Team, TeamIndex};
use crate::world::World;

/// Who likes or comments, as interactions show them.
#[derive(Clone)]
pub(crate) struct Actor {
    pub(crate) id: String,
    view: Value,
}

impl Actor {
    /// The member as whom LinkedIn Data actions act.
    pub(crate) fn admin_of(team: &Team) -> Option<Self> {
        team.members.iter().find(|member| member.role == Role::Admin).map(Self::member)
    }

    pub(crate) fn member(member: &Member) -> Self {
        Self::of(&member.id, &member.full_name, "OutX team member", "user")
    }

    pub(crate) fn page(title: &str) -> Self {
        Self::of(&format!("company-{}", id::slug(title)), title, "Company page", "company")
    }

    /// An author of the feed.
    pub(crate) fn author(view: Value) -> Self {
        Self { id: view["id"].as_str().unwrap_or_default().to_owned(), view }
    }

    fn of(id: &str, name: &str, headline: &str, kind: &str) -> Self {
        let view = json!({ "id": id, "full_name": name, "author_slug": id::slug(name), "headline": headline, "author_type": kind });
        Self { id: id.to_owned(), view }
    }

    pub(crate) fn view(&self) -> &Value {
        &self.view
    }
}

/// Likes every collected copy of a post; a second like of the same actor changes nothing.
pub(crate) fn like(world: &mut World, urn: &str, actor: &Actor, now: i64) {
    for at in copies(world, urn) {
        let id = world.posts[at].id.clone();
        let liked = |interaction: &Interaction| interaction.is_like_of(&id, &actor.id);
        if !world.interactions.iter().any(liked) {
            world.posts[at].likes += 1;
            record(world, id, actor, Act::Like, now);
        }
    }
}

pub(crate) fn comment(world: &mut World, urn: &str, actor: &Actor, text: &str, now: i64) {
    for at in copies(world, urn) {
        world.posts[at].comments += 1;
        record(world, world.posts[at].id.clone(), actor, Act::Comment(text.to_owned()), now);
    }
}

fn copies(world: &World, urn: &str) -> Vec<usize> {
    (0..world.posts.len()).filter(|at| world.posts[*at].urn.as_deref() == Some(urn)).collect()
}

pub(crate) fn record(world: &mut World, post: String, actor: &Actor, act: Act, created_at: i64) {
    let id = world.ids.uuid();
    world.interactions.push(Interaction { id, post, actor: actor.clone(), act, created_at });
}

/// Whether a member or a page of the team has liked or commented a post.
pub(crate) fn touched(world: &World, team: TeamIndex, post: &Post) -> bool {
    let team = &world.teams[team];
    let members = team.members.iter().map(|member| member.id.clone());
    let ours: Vec<_> = members.chain(team.pages.iter().map(|title| Actor::page(title).id)).collect();
    world.interactions.iter().any(|interaction| interaction.post == post.id && ours.contains(&interaction.actor.id))
}

/// The author of a post. // invented: a Reddit user's keys.
pub(crate) fn author(world: &World, post: &Post) -> Value {
    if let Some(slug) = &post.company {
        let company = world.companies.iter().find(|company| company.slug == *slug);
        let name = company.map_or_else(|| title_case(slug), |company| company.name.clone());
        let headline = company.map_or("", |company| company.industry.as_str());
        return json!({
            "id": format!("author-{slug}"), "full_name": name, "author_slug": slug, "headline": headline, "author_type": "company",
        });
    }
    match world.people.iter().find(|person| person.slug == post.author) {
        Some(person) => person.author(),
        None => json!({
            "id": format!("author-{}", post.author), "full_name": post.author, "author_slug": post.author, "headline": null,
            "author_type": "user",
        }),
    }
}
