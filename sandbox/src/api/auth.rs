//! Sign-in by one-time code: `/linkedin-agent/auth-send-otp` and `/linkedin-agent/auth-verify-otp`.

use serde_json::{Value, json};

use crate::api::error::{ApiError, ApiResult};
use crate::api::request::ApiRequest;
use crate::api::route::Handler::Open;
use crate::api::route::Requirement::Nothing;
use crate::api::route::{Route, route};
use crate::model::otp::OneTimeCode;
use crate::model::team::{Extension, Member, Plan, Role, Team, TeamIndex};
use crate::model::time::HOUR;
use crate::state::world::World;

pub(crate) const ROUTES: &[Route] = &[
    route("POST", "/linkedin-agent/auth-send-otp", Nothing, Open(send_otp)),
    route("POST", "/linkedin-agent/auth-verify-otp", Nothing, Open(verify_otp)),
];

pub(crate) fn send_otp(world: &mut World, request: &ApiRequest) -> ApiResult {
    let email = parse_email(request)?;
    let full_name = request.optional_text("full_name")?;
    let otp = world.ids.next_otp();
    world.codes.push(OneTimeCode { email: email.clone(), otp, expires_at: request.now + HOUR, full_name, used: false });
    Ok(json!({ "success": true, "email": email }))
}

pub(crate) fn verify_otp(world: &mut World, request: &ApiRequest) -> ApiResult {
    let email = parse_email(request)?;
    let otp = request.text("otp").filter(|otp| otp.len() == 6 && otp.bytes().all(|byte| byte.is_ascii_digit()));
    let otp = otp.ok_or_else(|| ApiError::invalid_field("otp"))?;
    // invented: a code works once, and a newer code does not end an older one.
    let is_valid =
        |code: &&mut OneTimeCode| !code.used && code.email == email && code.otp == otp && code.expires_at > request.now;
    let code = world.codes.iter_mut().find(is_valid).ok_or_else(|| ApiError::new(401, "Invalid or expired OTP"))?;
    code.used = true;
    let full_name = code.full_name.clone();
    let team = match world.teams.iter().position(|team| team.has_member(&email)) {
        Some(team) => team,
        None => create_team(world, &email, full_name),
    };
    Ok(to_json(&world.teams[team], &email))
}

/// Creates the team of a new user. Its extension has never been active, since it is not installed yet.
fn create_team(world: &mut World, email: &str, full_name: Option<String>) -> TeamIndex {
    // invented: without a name, the part of the address before `@`.
    let full_name = full_name.unwrap_or_else(|| email.split('@').next().unwrap_or(email).to_owned());
    let member = Member { id: world.ids.next_uuid(), email: email.to_owned(), full_name, role: Role::Admin };
    world.teams.push(Team {
        id: world.ids.next_uuid(),
        name: format!("{}'s Team", member.full_name),
        api_key: world.ids.next_api_key(),
        extension: Extension::Never,
        plan: Plan::free(),
        members: vec![member],
        pages: Vec::new(),
        invitations: Vec::new(),
    });
    world.teams.len() - 1
}

fn to_json(team: &Team, email: &str) -> Value {
    let user = team.members.iter().find(|member| member.email == email);
    json!({
        "user": user.map(|user| json!({ "id": user.id, "full_name": user.full_name, "email": user.email })),
        "team": { "id": team.id, "name": team.name, "api_key": team.api_key },
    })
}

/// Parses `email` and converts it to lower case, so that addresses are compared without case. // invented: what makes an address invalid.
fn parse_email(request: &ApiRequest) -> Result<String, ApiError> {
    let email = request.text("email").map(|email| email.trim().to_lowercase());
    let is_part =
        |part: &str| !part.is_empty() && !part.contains(|letter: char| letter.is_whitespace() || letter == '@');
    let is_valid = |email: &String| email.split_once('@').is_some_and(|(name, host)| is_part(name) && is_part(host));
    email.filter(is_valid).ok_or_else(|| ApiError::invalid_field("email"))
}
