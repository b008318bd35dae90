//! `POST /api-like` and `POST /api-comment` (spec 6.3).

use serde_json::{Value, json};

use crate::call::Call;
use crate::refusal::{Answer, Refusal};
use crate::social::{self, Actor};
use crate::team::{Role, TeamIndex};
use crate::world::World;

pub(crate) fn like(world: &mut World, team: TeamIndex, call: &Call) -> Answer {
    let asked = Asked::read(call, None)?;
    let (actor, urn) = asked.checked(world, team, "like")?;
    social::like(world, &urn, &actor, call.now);
    // invented: the text, in the pattern of comments.
    Ok(receipt(world, "Like task created successfully"))
}

pub(crate) fn comment(world: &mut World, team: TeamIndex, call: &Call) -> Answer {
    let asked = Asked::read(call, Some("comment_text"))?;
    let (actor, urn) = asked.checked(world, team, "comment")?;
    social::comment(world, &urn, &actor, asked.comment.unwrap_or_default(), call.now);
    Ok(receipt(world, "Comment task created successfully"))
}

/// Queued only; but (invented) the pretended extension is done before the caller can look.
fn receipt(world: &mut World, message: &str) -> Value {
    world.log.created_tasks += 1;
    json!({ "success": true, "message": message, "task_id": world.ids.uuid() })
}

/// The body, whose own checks are passed.
struct Asked<'a> {
    post: &'a str,
    email: String,
    comment: Option<&'a str>,
    page: Option<&'a str>,
}

impl<'a> Asked<'a> {
    fn read(call: &'a Call, comment: Option<&str>) -> Result<Self, Refusal> {
        let post = call.text("post_id").ok_or_else(|| Refusal::parameter("post_id"))?;
        let email = call.text("user_email").ok_or_else(|| Refusal::parameter("user_email"))?;
        let comment = match comment.map(|name| call.body.get(name).and_then(Value::as_str)) {
            Some(None) => return Err(Refusal::parameter("comment_text")),
            Some(Some(text)) if text.trim().is_empty() => return Err(Refusal::bad("comment_text cannot be empty")),
            given => given.flatten(),
        };
        let page = match call.body.get("actor_type").map(Value::as_str) {
            None | Some(Some("user")) => None,
            Some(Some("company")) => {
                let title = call.text("company_title");
                Some(title.ok_or_else(|| Refusal::bad("company_title is required when actor_type is 'company'"))?)
            }
            Some(_) => return Err(Refusal::bad("Invalid actor_type. Must be 'user' or 'company'")),
        };
        Ok(Self { post, email: email.trim().to_lowercase(), comment, page })
    }

    /// Who acts, and on which URN. // invented: the texts of 403 and 404; that no plan limits likes and comments.
    fn checked(&self, world: &World, team: TeamIndex, what: &str) -> Result<(Actor, String), Refusal> {
        let post =
            world.posts.iter().find(|post| post.id == self.post).ok_or_else(|| Refusal::missing("Post not found"))?;
        if world.watchlist_of(post).is_none_or(|watchlist| watchlist.team != team) {
            return Err(Refusal::denied());
        }
        let team = &world.teams[team];
        let member = team.members.iter().find(|member| member.email == self.email);
        let member =
            member.ok_or_else(|| Refusal::new(403, "Access denied: user_email is not a member of this team"))?;
        let actor = match self.page {
            None => Actor::member(member),
            Some(title) if member.role == Role::Admin && team.pages.iter().any(|page| page == title) => {
                Actor::page(title)
            }
            Some(_) => {
                return Err(Refusal::new(403, "Access denied: company_title does not match a page this user manages"));
            }
        };
        let lacking = || Refusal::bad(format!("Post does not support {what} functionality (missing social_urn)"));
        Ok((actor, post.urn.clone().ok_or_else(lacking)?))
    }
}
