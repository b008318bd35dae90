//! `POST /api-like` and `POST /api-comment`.

use serde_json::{Value, json};

use crate::api::error::{ApiError, ApiResult};
use crate::api::request::ApiRequest;
use crate::api::route::Handler::Keyed;
use crate::api::route::Requirement::Extension;
use crate::api::route::{Route, route};
use crate::engine::reactions;
use crate::model::interaction::Actor;
use crate::model::team::{Role, TeamIndex};
use crate::state::world::World;

pub(crate) const ROUTES: &[Route] =
    &[route("POST", "/api-like", Extension, Keyed(like)), route("POST", "/api-comment", Extension, Keyed(comment))];

pub(crate) fn like(world: &mut World, team: TeamIndex, request: &ApiRequest) -> ApiResult {
    let target = Target::parse(request)?;
    let page = parse_page(request)?;
    let (actor, urn) = target.authorize(world, team, page, "like")?;
    reactions::like(world, &urn, &actor, request.now);
    // invented: the text, in the pattern of comments.
    Ok(create_receipt(world, "Like task created successfully"))
}

pub(crate) fn comment(world: &mut World, team: TeamIndex, request: &ApiRequest) -> ApiResult {
    let target = Target::parse(request)?;
    let comment = parse_comment(request)?;
    let page = parse_page(request)?;
    let (actor, urn) = target.authorize(world, team, page, "comment")?;
    reactions::comment(world, &urn, &actor, comment, request.now);
    Ok(create_receipt(world, "Comment task created successfully"))
}

/// The API only queues the reaction. // invented: the simulated extension has finished before the response is sent.
fn create_receipt(world: &mut World, message: &str) -> Value {
    world.log.created_tasks += 1;
    json!({ "success": true, "message": message, "task_id": world.ids.next_uuid() })
}

fn parse_comment(request: &ApiRequest) -> Result<&str, ApiError> {
    let comment = request.body.get("comment_text").and_then(Value::as_str);
    let comment = comment.ok_or_else(|| ApiError::missing_parameter("comment_text"))?;
    if comment.trim().is_empty() {
        return Err(ApiError::bad_request("comment_text cannot be empty"));
    }
    Ok(comment)
}

/// Returns the title of the company page that acts; `None` when the member acts.
fn parse_page(request: &ApiRequest) -> Result<Option<&str>, ApiError> {
    let Some(actor_type) = request.body.get("actor_type") else { return Ok(None) };
    match actor_type.as_str() {
        Some("user") => Ok(None),
        Some("company") => {
            let required = || ApiError::bad_request("company_title is required when actor_type is 'company'");
            request.text("company_title").map(Some).ok_or_else(required)
        }
        _ => Err(ApiError::bad_request("Invalid actor_type. Must be 'user' or 'company'")),
    }
}

/// The post, and the member on whose behalf the reaction is made.
struct Target<'a> {
    post_id: &'a str,
    /// In lower case.
    user_email: String,
}

impl<'a> Target<'a> {
    fn parse(request: &'a ApiRequest) -> Result<Self, ApiError> {
        let post_id = request.text("post_id").ok_or_else(|| ApiError::missing_parameter("post_id"))?;
        let user_email = request.text("user_email").ok_or_else(|| ApiError::missing_parameter("user_email"))?;
        Ok(Self { post_id, user_email: user_email.trim().to_lowercase() })
    }

    /// Returns the actor and the URN of the post. // invented: the texts of 403 and 404; that no plan limits likes and comments.
    fn authorize(
        &self,
        world: &World,
        team: TeamIndex,
        page: Option<&str>,
        reaction: &str,
    ) -> Result<(Actor, String), ApiError> {
        let post = world.posts.iter().find(|post| post.id == self.post_id);
        let post = post.ok_or_else(|| ApiError::not_found("Post not found"))?;
        if world.watchlist_of(post).is_none_or(|watchlist| watchlist.team != team) {
            return Err(ApiError::access_denied());
        }
        let team = &world.teams[team];
        let member = team.members.iter().find(|member| member.email == self.user_email);
        let member =
            member.ok_or_else(|| ApiError::new(403, "Access denied: user_email is not a member of this team"))?;
        let actor = match page {
            None => Actor::from_member(member),
            Some(title) if member.role == Role::Admin && team.pages.iter().any(|own| own == title) => {
                Actor::from_page(title)
            }
            Some(_) => {
                return Err(ApiError::new(403, "Access denied: company_title does not match a page this user manages"));
            }
        };
        let missing_urn =
            || ApiError::bad_request(format!("Post does not support {reaction} functionality (missing social_urn)"));
        Ok((actor, post.urn.clone().ok_or_else(missing_urn)?))
    }
}
