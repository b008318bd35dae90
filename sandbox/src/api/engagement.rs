//! `POST /api-like` and `POST /api-comment`.

use serde_json::{Value, json};

use crate::api::error::{ApiError, ApiResult};
use crate::api::request::ApiRequest;
use crate::engine::reactions;
use crate::model::interaction::Actor;
use crate::model::team::{Role, TeamIndex};
use crate::state::world::World;

pub(crate) fn like(world: &mut World, team: TeamIndex, request: &ApiRequest) -> ApiResult {
    let args = EngagementArgs::parse(request, None)?;
    let (actor, urn) = args.authorize(world, team, "like")?;
    reactions::like(world, &urn, &actor, request.now);
    // invented: the text, in the pattern of comments.
    Ok(create_receipt(world, "Like task created successfully"))
}

pub(crate) fn comment(world: &mut World, team: TeamIndex, request: &ApiRequest) -> ApiResult {
    let args = EngagementArgs::parse(request, Some("comment_text"))?;
    let (actor, urn) = args.authorize(world, team, "comment")?;
    reactions::comment(world, &urn, &actor, args.comment.unwrap_or_default(), request.now);
    Ok(create_receipt(world, "Comment task created successfully"))
}

/// The API only queues the reaction. // invented: the simulated extension has finished before the response is sent.
fn create_receipt(world: &mut World, message: &str) -> Value {
    world.log.created_tasks += 1;
    json!({ "success": true, "message": message, "task_id": world.ids.next_uuid() })
}

/// The body, valid in itself.
struct EngagementArgs<'a> {
    post_id: &'a str,
    email: String,
    comment: Option<&'a str>,
    page: Option<&'a str>,
}

impl<'a> EngagementArgs<'a> {
    fn parse(request: &'a ApiRequest, comment: Option<&str>) -> Result<Self, ApiError> {
        let post_id = request.text("post_id").ok_or_else(|| ApiError::missing_parameter("post_id"))?;
        let email = request.text("user_email").ok_or_else(|| ApiError::missing_parameter("user_email"))?;
        let comment = match comment.map(|name| request.body.get(name).and_then(Value::as_str)) {
            Some(None) => return Err(ApiError::missing_parameter("comment_text")),
            Some(Some(text)) if text.trim().is_empty() => {
                return Err(ApiError::bad_request("comment_text cannot be empty"));
            }
            given => given.flatten(),
        };
        let page =
            match request.body.get("actor_type").map(Value::as_str) {
                None | Some(Some("user")) => None,
                Some(Some("company")) => {
                    let title = request.text("company_title");
                    Some(title.ok_or_else(|| {
                        ApiError::bad_request("company_title is required when actor_type is 'company'")
                    })?)
                }
                Some(_) => return Err(ApiError::bad_request("Invalid actor_type. Must be 'user' or 'company'")),
            };
        Ok(Self { post_id, email: email.trim().to_lowercase(), comment, page })
    }

    /// Returns who acts, and the URN of the post. // invented: the texts of 403 and 404; that no plan limits likes and comments.
    fn authorize(&self, world: &World, team: TeamIndex, reaction: &str) -> Result<(Actor, String), ApiError> {
        let post = world
            .posts
            .iter()
            .find(|post| post.id == self.post_id)
            .ok_or_else(|| ApiError::not_found("Post not found"))?;
        if world.watchlist_of(post).is_none_or(|watchlist| watchlist.team != team) {
            return Err(ApiError::access_denied());
        }
        let team = &world.teams[team];
        let member = team.members.iter().find(|member| member.email == self.email);
        let member =
            member.ok_or_else(|| ApiError::new(403, "Access denied: user_email is not a member of this team"))?;
        let actor = match self.page {
            None => Actor::from_member(member),
            Some(title) if member.role == Role::Admin && team.pages.iter().any(|page| page == title) => {
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
