//! `GET /api-posts` (spec 6.1).

use std::cmp::Reverse;

use serde_json::json;

use crate::call::Call;
use crate::clock::{DAY, start_of_day};
use crate::page::Page;
use crate::post::Post;
use crate::refusal::{Answer, Refusal};
use crate::team::TeamIndex;
use crate::world::World;
use crate::{collect, social};

/// From here on a post is trending (spec 6.1, oldest generation).
const TRENDING: u64 = 100;

pub(crate) fn list(world: &mut World, team: TeamIndex, call: &Call) -> Answer {
    collect::due(world, call.now);
    let watchlists = watchlists(world, team, call)?;
    let span = Span::asked(call)?;
    let mut found: Vec<&Post> = world.posts.iter().filter(|post| watchlists.contains(&post.watchlist)).collect();
    found.retain(|post| span.holds(post) && on_both(world, team, post, call));
    // Reddit ignores the filters of LinkedIn.
    found.retain(|post| post.is_reddit() || on_linkedin(world, post, call));
    sort(&mut found, call.query("sort_by").unwrap_or("recent"))?;
    let page = Page::asked(call, 20);
    let total = found.len();
    let posts: Vec<_> = page.of(found).into_iter().map(|post| post.view(world)).collect();
    Ok(json!({ "data": posts, "pagination": page.view(total) }))
}

/// The vendor's published client sends none or several ids (spec 10, row 10); the documented form is one.
fn watchlists(world: &World, team: TeamIndex, call: &Call) -> Result<Vec<String>, Refusal> {
    let asked = call.queries("watchlist_id");
    if asked.is_empty() {
        return Ok(world
            .watchlists
            .iter()
            .filter(|watchlist| watchlist.team == team)
            .map(|watchlist| watchlist.id.clone())
            .collect());
    }
    for id in &asked {
        match world.watchlists.iter().find(|watchlist| watchlist.id == *id) {
            None => return Err(Refusal::bad("Invalid watchlist ID(s)")),
            Some(watchlist) if watchlist.team != team => return Err(Refusal::denied()),
            Some(_) => {}
        }
    }
    Ok(asked.into_iter().map(str::to_owned).collect())
}

/// Days asked for, the last one included.
struct Span {
    start: Option<i64>,
    end: Option<i64>,
}

impl Span {
    fn asked(call: &Call) -> Result<Self, Refusal> {
        let day = |name| match call.query(name) {
            None => Ok(None),
            // invented: the text.
            Some(text) => {
                start_of_day(text).map(Some).ok_or_else(|| Refusal::bad(format!("Invalid {name}. Use YYYY-MM-DD")))
            }
        };
        Ok(Self { start: day("start_date")?, end: day("end_date")?.map(|day| day + DAY) })
    }

    fn holds(&self, post: &Post) -> bool {
        self.start.is_none_or(|start| post.created_at >= start) && self.end.is_none_or(|end| post.created_at < end)
    }
}

fn on_both(world: &World, team: TeamIndex, post: &Post, call: &Call) -> bool {
    call.flag("is_saved").is_none_or(|saved| post.bookmark == saved)
        && (call.flag("trending") != Some(true) || post.likes >= TRENDING)
        && (call.flag("interacted") != Some(true) || social::touched(world, team, post))
        && any_of(&call.queries("labels"), |label| match label {
            "no labels" => post.tags.is_empty(),
            label => post.tags.iter().any(|tag| tag == label),
        })
}

fn on_linkedin(world: &World, post: &Post, call: &Call) -> bool {
    let english = matches!(call.query("lang"), Some("en" | "english" | "true"));
    let seniority =
        || world.people.iter().find(|person| person.slug == post.author).map(|person| person.seniority.to_lowercase());
    any_of(&call.queries("people_slug"), |slug| post.company.is_none() && post.author == slug)
        && any_of(&call.queries("company_slug"), |slug| post.company.as_deref() == Some(slug))
        && call.query("search_term").is_none_or(|term| post.content.to_lowercase().contains(&term.to_lowercase()))
        && (!english || post.language == "en")
        && call.query("post_type").is_none_or(|kind| post.post_type.as_deref() == Some(kind))
        && any_of(&call.queries("seniority_level"), |level| seniority() == Some(level.to_lowercase()))
        && call.query("linkedin_post_slug").is_none_or(|slug| post.slug == slug)
}

fn any_of(asked: &[&str], fits: impl Fn(&str) -> bool) -> bool {
    asked.is_empty() || asked.iter().any(|value| fits(value))
}

fn sort(posts: &mut [&Post], by: &str) -> Result<(), Refusal> {
    posts.sort_by_key(|post| Reverse(post.created_at));
    match by {
        "recent" => {}
        "popular_first" => posts.sort_by_key(|post| Reverse(post.likes)),
        "engagement" => posts.sort_by_key(|post| Reverse(post.likes + post.comments + post.shares)),
        "relevance_first" => posts.sort_by_key(|post| Reverse(post.relevance)),
        // invented: the text; that `recent_first` and `oldest_first` give 400 is documented.
        _ => {
            return Err(Refusal::bad(
                "Invalid sort_by. Must be 'recent', 'popular_first', 'engagement' or 'relevance_first'",
            ));
        }
    }
    Ok(())
}
