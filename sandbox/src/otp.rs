//! One-time codes (spec 2). Nothing is mailed: the control interface shows them.

use serde_json::{Value, json};

use crate::call::Call;
use crate::clock::HOUR;
use crate::refusal::{Answer, Refusal};
use crate::team::{Extension, Member, Plan, Role, Team, TeamIndex};
use crate::world::World;

pub(crate) struct Code {
    pub(crate) email: String,
    pub(crate) otp: String,
    pub(crate) expires_at: i64,
    full_name: Option<String>,
    used: bool,
}

/// `POST /linkedin-agent/auth-send-otp`
pub(crate) fn send(world: &mut World, call: &Call) -> Answer {
    let email = email(call)?;
    let full_name = call.optional("full_name", |value| value.as_str().map(str::to_owned))?;
    let otp = world.ids.otp();
    world.codes.push(Code { email: email.clone(), otp, expires_at: call.now + HOUR, full_name, used: false });
    Ok(json!({ "success": true, "email": email }))
}

/// `POST /linkedin-agent/auth-verify-otp`
pub(crate) fn verify(world: &mut World, call: &Call) -> Answer {
    let email = email(call)?;
    let otp = call.text("otp").filter(|otp| otp.len() == 6 && otp.bytes().all(|byte| byte.is_ascii_digit()));
    let otp = otp.ok_or_else(|| Refusal::field("otp"))?;
    // invented: a code works once, and a newer code does not end an older one.
    let fits = |code: &&mut Code| !code.used && code.email == email && code.otp == otp && code.expires_at > call.now;
    let code = world.codes.iter_mut().find(fits).ok_or_else(|| Refusal::new(401, "Invalid or expired OTP"))?;
    code.used = true;
    let full_name = code.full_name.clone();
    let team = match world.teams.iter().position(|team| team.has_member(&email)) {
        Some(team) => team,
        None => found(world, &email, full_name),
    };
    Ok(view(&world.teams[team], &email))
}

/// Founds the team of a new user. Its extension has never been active: nobody has installed it yet.
fn found(world: &mut World, email: &str, full_name: Option<String>) -> TeamIndex {
    // invented: without a name the address lends one.
    let full_name = full_name.unwrap_or_else(|| email.split('@').next().unwrap_or(email).to_owned());
    let member = Member { id: world.ids.uuid(), email: email.to_owned(), full_name, role: Role::Admin };
    world.teams.push(Team {
        id: world.ids.uuid(),
        name: format!("{}'s Team", member.full_name),
        api_key: world.ids.key(),
        extension: Extension::Never,
        plan: Plan::free(),
        members: vec![member],
        pages: Vec::new(),
        invitations: Vec::new(),
    });
    world.teams.len() - 1
}

fn view(team: &Team, email: &str) -> Value {
    let user = team.members.iter().find(|member| member.email == email);
    json!({
        "user": user.map(|user| json!({ "id": user.id, "full_name": user.full_name, "email": user.email })),
        "team": { "id": team.id, "name": team.name, "api_key": team.api_key },
    })
}

/// Lower-case, as addresses are compared. // invented: what makes an address invalid.
fn email(call: &Call) -> Result<String, Refusal> {
    let email = call.text("email").map(|email| email.trim().to_lowercase());
    let valid = |email: &String| {
        let parts = email.split_once('@');
        let whole =
            |part: &str| !part.is_empty() && !part.contains(|letter: char| letter.is_whitespace() || letter == '@');
        parts.is_some_and(|(name, host)| whole(name) && whole(host))
    };
    email.filter(valid).ok_or_else(|| Refusal::field("email"))
}
