//! Likes and comments on collected posts: `GET /api-interactions` (spec 6.2).

use std::cmp::Reverse;

use serde_json::{Value, json};

use crate::call::Call;
use crate::clock::{DAY, day};
use crate::page::Page;
use crate::refusal::{Answer, Refusal};
use crate::social::Actor;
use crate::team::TeamIndex;
use crate::world::World;

pub(crate) struct Interaction {
    pub(crate) id: String,
    /// The post's id.
    pub(crate) post: String,
    pub(crate) actor: Actor,
    pub(crate) act: Act,
    pub(crate) created_at: i64,
}

pub(crate) enum Act {
    Like,
    Comment(String),
}

impl Interaction {
    pub(crate) fn is_like_of(&self, post: &str, actor: &str) -> bool {
        matches!(self.act, Act::Like) && self.post == post && self.actor.id == actor
    }

    fn kind(&self) -> &'static str {
        match self.act {
            Act::Like => "like",
            Act::Comment(_) => "comment",
        }
    }

    fn view(&self, world: &World) -> Value {
        let text = match &self.act {
            Act::Like => None,
            Act::Comment(text) => Some(text),
        };
        let post = world.posts.iter().find(|post| post.id == self.post);
        json!({
            "id": self.id,
            "text": text,
            "interaction_type": self.kind(),
            "created_at": self.created_at,
            "author": self.actor.view(),
            "post": post.map(|post| post.view(world)),
        })
    }
}

pub(crate) fn list(world: &mut World, team: TeamIndex, call: &Call) -> Answer {
    let watchlist = watchlist(world, team, call)?;
    let kind = match call.query("interaction_type") {
        None | Some("like" | "comment") => call.query("interaction_type"),
        // invented: the text.
        Some(_) => return Err(Refusal::bad("Invalid interaction_type. Must be 'like' or 'comment'")),
    };
    let actors = call.queries("actor_ids");
    let posts: Vec<&str> =
        world.posts.iter().filter(|post| post.watchlist == watchlist).map(|post| post.id.as_str()).collect();
    let fits = |interaction: &&Interaction| {
        posts.contains(&interaction.post.as_str())
            && kind.is_none_or(|kind| interaction.kind() == kind)
            && (actors.is_empty() || actors.contains(&interaction.actor.id.as_str()))
    };
    let mut found: Vec<&Interaction> = world.interactions.iter().filter(fits).collect();
    found.sort_by_key(|interaction| Reverse(interaction.created_at));
    let page = Page::asked(call, 10);
    let mut pagination = page.view(found.len());
    let of = |kind| found.iter().filter(|interaction| interaction.kind() == kind).count();
    // invented: the keys of the totals and of the series of seven days.
    pagination["total_likes"] = of("like").into();
    pagination["total_comments"] = of("comment").into();
    let series = series(&found, call.now);
    let data: Vec<_> = page.of(found).into_iter().map(|interaction| interaction.view(world)).collect();
    Ok(json!({ "data": data, "pagination": pagination, "daily_counts": series }))
}

fn watchlist<'a>(world: &World, team: TeamIndex, call: &'a Call) -> Result<&'a str, Refusal> {
    let id = call.query("watchlist_id").ok_or_else(|| Refusal::bad("watchlist_id is required and must be a string"))?;
    match world.watchlists.iter().find(|watchlist| watchlist.id == id) {
        None => Err(Refusal::bad(format!("Invalid watchlist ID: {id}"))),
        // The page prints a typographic apostrophe (spec 6.2).
        Some(watchlist) if watchlist.team != team => {
            Err(Refusal::new(403, "Access denied: You don’t have permission to access this watchlist"))
        }
        Some(_) => Ok(id),
    }
}

/// Counts of the last seven days, oldest first.
fn series(found: &[&Interaction], now: i64) -> Vec<Value> {
    let days = (0..7).rev().map(|ago| day(now - ago * DAY));
    days.map(|date| {
        let of = |kind| found.iter().filter(|one| day(one.created_at) == date && one.kind() == kind).count();
        json!({ "date": date, "likes": of("like"), "comments": of("comment") })
    })
    .collect()
}
